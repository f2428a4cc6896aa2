"""The browser of tests and screens: which one, with which font, offline but for this machine."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tools.setup import BROWSERS

FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    # Names and addresses beyond this machine lead nowhere, at once.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--force-color-profile=srgb",
    "--no-first-run",
)
FONT_PACKAGE: Final = "noto_cjk_sans_jp_regular"
FONT_SETTINGS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append" binding="weak"><string>Noto Sans CJK JP</string></edit>
  </match>
  <alias binding="strong">
    <family>sans-serif</family><prefer><family>Noto Sans CJK JP</family></prefer>
  </alias>
</fontconfig>
"""
LOCAL_HOSTS: Final = frozenset({"127.0.0.1", "localhost"})
LOCAL_SCHEMES: Final = frozenset({"about", "blob", "chrome-error", "data"})


def executable() -> str | None:
    """Path of the installed browser to use; None means the one Playwright downloaded itself."""
    if named := os.environ.get("HUB_TEST_CHROMIUM"):
        return named
    chosen = Path(sys.prefix) / ".browser"
    if chosen.is_file():
        return chosen.read_text(encoding="utf-8").strip() or None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def font_settings(folder: Path) -> Path:
    """Write a fontconfig file that adds the packaged Japanese font to those of the system."""
    spec = find_spec(FONT_PACKAGE)
    if spec is None or spec.origin is None:
        raise LookupError(f"{FONT_PACKAGE} is not installed; run make")
    file = folder / "fonts.conf"
    fonts = Path(spec.origin).parent
    file.write_text(FONT_SETTINGS.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    return file


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium without a screen and end it."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory(prefix="hub-fonts-") as folder, sync_playwright() as driver:
        fonts = font_settings(Path(folder))
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = driver.chromium.launch(executable_path=executable(), args=flags, env=environment)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(
    browser: Browser,
    *,
    width: int = 1280,
    height: int = 900,
    locale: Literal["ja-JP", "en-GB"] = "ja-JP",
) -> Iterator[Page]:
    """Open a window without history whose requests beyond this machine fail the caller."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        timezone_id="Asia/Tokyo",
        reduced_motion="reduce",
    )
    foreign: list[str] = []
    context.on("request", lambda request: foreign.extend(_beyond(request.url)))
    context.on(
        "page",
        lambda page: page.on("websocket", lambda socket: foreign.extend(_beyond(socket.url))),
    )
    try:
        yield context.new_page()
    finally:
        context.close()
    if foreign:
        raise AssertionError("requests beyond this machine: " + ", ".join(sorted(set(foreign))))


def _beyond(url: str) -> list[str]:
    """Return the address when it leaves this machine."""
    parts = urlsplit(url)
    local = parts.scheme in LOCAL_SCHEMES or parts.hostname in LOCAL_HOSTS
    return [] if local else [url]
