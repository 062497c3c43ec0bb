"""Reading a QR code off the screen, as somebody's camera would."""

import base64

from playwright.sync_api import Locator

READER = "/static/vendor/qr-scanner/1.4.2/qr-scanner.umd.min.js"


def read_qr(code: Locator) -> str:
    """Return what a QR code on a page says; read from its picture by the shop counter's own reader."""
    picture = base64.b64encode(code.screenshot()).decode()
    desk = code.page.context.new_page()
    desk.goto("/about/")
    desk.add_script_tag(url=READER)
    seen = desk.evaluate("picture => QrScanner.scanImage('data:image/png;base64,' + picture)", picture)
    desk.close()
    return str(seen)
