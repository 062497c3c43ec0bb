"""Takes the README's pictures of a demo: `python scripts/pictures.py [--at http://localhost:8000] [--only cockpit]`.

Without --at it starts a demo of its own in a temporary folder and stops it afterwards. Needs Chromium and the dev dependencies.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benfu.demo.logins import Login, logins
from benfu.imaging.scenes import photo_file

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
HEART = {"longitude": 120.0795, "latitude": 35.9210, "accuracy": 12}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
MOST_BYTES = 150_000
READY_S = 600
SIX_DIGITS = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, whose screen it is, and how one gets there from the address the page begins at."""

    name: str
    role: str
    path: str
    then: Callable[[Page], None] = lambda page: None


def follow(words: str) -> Callable[[Page], None]:
    """Return the step that follows the first link to an address such as '/pts/<number>/'."""

    def step(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        found = [str(href) for href in page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")]
        page.goto(next(href for href in found if re.fullmatch(words, href)))

    return step


def holding(words: str, link: str) -> Callable[[Page], None]:
    """Return the step that opens the first linked page which says certain words."""

    def step(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        found = [str(href) for href in page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")]
        for href in dict.fromkeys(href for href in found if re.fullmatch(link, href)):
            page.goto(href)
            if words in page.inner_text("main"):
                return
        raise SystemExit(f"no page says {words}: is this a fresh demo?")

    return step


def photograph(page: Page) -> None:
    """Put a photo into the report form, as the camera would."""
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo_file("pothole", 1, "before", (800, 600))}
    page.wait_for_load_state("networkidle")
    page.locator("input[type=file]").first.set_input_files(photo)  # type: ignore[arg-type]
    page.wait_for_timeout(1500)


SHOTS = [
    Shot("worker-home", "worker", "/"),
    Shot("worker-report", "worker", "/r/new?d=road_damage", photograph),
    Shot("worker-progress", "worker", "/r/", holding("社区回复", r"/r/[\d-]+/")),
    Shot("worker-points-why", "worker", "/pts/", follow(r"/pts/\d+/")),
    Shot("worker-shop", "worker", "/shop/"),
    Shot("worker-pick-up-code", "worker", "/o/", holding("冻结", r"/o/\d+/")),
    Shot("console-list", "community worker", "/c/cases/"),
    Shot("console-verify", "community worker", "/c/cases/?tab=checking", holding("观潮路 27 号", r"/c/cases/[\d-]+/")),
    Shot("console-people", "community worker", "/c/people/"),
    Shot("console-scan", "store keeper", "/c/scan/"),
    Shot("cockpit", "administrator", "/cockpit/?period=week"),
]


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="", help="address of a running demo; one is started if none is named")
    parser.add_argument("--only", default="", help="part of a picture's name")
    options = parser.parse_args()
    chosen = [shot for shot in SHOTS if options.only in shot.name]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running(options.at) as address, sync_playwright() as driver:
        path = os.environ.get("BENFU_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        for login in logins():
            take(browser, address, login, [shot for shot in chosen if shot.role == login.role])
        browser.close()


@contextmanager
def running(address: str) -> Iterator[str]:
    """Yield the address of a running demo, of one's own if none is given."""
    if address:
        yield address.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benfu.conf.cli", "up", "--port", str(port), "--data", f"{folder}/demo"]
        server = subprocess.Popen(command, cwd=ROOT)
        try:
            wait_for(f"http://localhost:{port}", server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers. Raises SystemExit when it ends or takes too long."""
    for _ in range(READY_S):
        if server.poll() is not None:
            raise SystemExit("the demo did not start; its words stand above")
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=5).close()  # noqa: S310 - our own http address
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the demo does not answer")


def take(browser: Browser, address: str, login: Login, shots: list[Shot]) -> None:
    """Sign in once and take the pictures of that role."""
    if not shots:
        return
    context = browser.new_context(
        base_url=address,
        viewport=PHONE if login.role == "worker" else DESK,  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        geolocation=HEART,  # type: ignore[arg-type]
        permissions=["geolocation"],
    )
    page = context.new_page()
    sign_in(page, login)
    for shot in shots:
        page.goto(shot.path)
        shot.then(page)
        page.wait_for_load_state("networkidle")
        keep(shot.name, page.screenshot())
    context.close()


def sign_in(page: Page, login: Login) -> None:
    """Sign in as people do; where a code is asked for, the demo's page shows it."""
    page.goto(login.page)
    page.fill("input[name=login], input[name=phone]", login.name)
    if login.password:
        page.fill("input[name=password]", login.password)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if "/code/" in page.url:
        page.fill("input[name=code]", SIX_DIGITS.findall(page.inner_text("main"))[0])
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    if "/login/" in page.url:
        raise SystemExit(f"{login.name} could not sign in: {page.inner_text('main')}")


def keep(name: str, png: bytes) -> None:
    """Save a picture as WebP, small enough for a README."""
    with Image.open(BytesIO(png)) as picture:
        for quality in (84, 74, 62, 50):
            out = BytesIO()
            picture.convert("RGB").save(out, "WEBP", quality=quality, method=6)
            if out.tell() < MOST_BYTES:
                break
    (FOLDER / f"{name}.webp").write_bytes(out.getvalue())
    sys.stdout.write(f"{name}.webp  {out.tell() // 1024} KB\n")


if __name__ == "__main__":
    main()
