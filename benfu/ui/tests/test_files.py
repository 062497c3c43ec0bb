"""Files the kit ships: vendored ones unaltered, styles within the browser floor, templates without inline style or script."""

import re
from pathlib import Path

import pytest

from benfu.ui import icons, vendor

UI = Path(vendor.__file__).resolve().parent
BENFU = UI.parent
TEMPLATES = sorted(BENFU.glob("**/templates/**/*.html"))
STYLES = sorted(BENFU.glob("*/static/*/*.css"))
SCRIPTS = sorted(BENFU.glob("*/static/*/*.js"))


def test_vendored_files_are_as_recorded() -> None:
    assert list(vendor.faults()) == []
    assert vendor.main(["--check"]) == 0


def test_an_altered_a_missing_and_an_unknown_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "static" / "vendor"
    (home / "lib" / "1").mkdir(parents=True)
    (home / "lib" / "1" / "lib.js").write_text("altered")
    (home / "stray.js").write_text("")
    record = tmp_path / "THIRD_PARTY.json"
    record.write_text(
        '{"lib": {"version": "1", "into": "static/vendor/lib", "sha256": {"lib.js": "0", "LICENSE": "0"}}}'
    )
    for name, value in {"HERE": tmp_path, "HOMES": (home,), "RECORD": record}.items():
        monkeypatch.setattr(vendor, name, value)
    assert sorted(vendor.faults()) == [
        "lib: LICENSE is missing",
        "lib: lib.js was altered",
        "static/vendor/stray.js belongs to nothing vendor.json names",
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(BENFU)))
def test_a_template_carries_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style|javascript:", text)
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or "application/json" in attributes, attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(BENFU)))
def test_a_template_asks_only_for_icons_that_are_there(path: Path) -> None:
    asked = re.findall(r'{% icon "([\w-]+)"|icon_name="([\w-]+)"', path.read_text())
    assert {first or second for first, second in asked} <= icons.names()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_stay_on_the_browser_floor(path: Path) -> None:
    too_new = r":has\(|@layer|@container|color-mix|oklch|oklab|\binset:|aspect-ratio|:is\(|:where\(|\bdvh\b|&:"
    assert not re.search(too_new, path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_stay_on_the_browser_floor(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"^\s*(import|export)\s", text, re.MULTILINE)
    assert not re.search(r"\?\?=|\|\|=|&&=|\.replaceAll\(|\.at\(-?\d|structuredClone|#[a-z]\w*\s*[=(;]", text)
