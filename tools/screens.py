"""Pictures of every page of every role, for people who look at them one by one.

python -m tools.screens          Japanese, 18 px, at 1280 and 390 px
python -m tools.screens --all    both languages, three text sizes, four widths

Writes var/screens/<role>/<page>--<lang>--<size>--<width>.png and var/screens/index.html.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Page

from hub import wiring
from hub.platform import clock
from models.vocab import Role
from seed import demo
from tests.support import visits
from tests.support.browser import launched, window
from tests.support.server import Server, database, running

ROOT: Final = Path(__file__).resolve().parent.parent
OUT: Final = ROOT / "var" / "screens"
WIDTHS: Final = (1280, 390)
EVERY_WIDTH: Final = (1280, 640, 390, 320)
HEIGHT: Final = 900
TALLEST: Final = 6000
CONTENT_HEIGHT: Final = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main ? main.scrollHeight : document.documentElement.scrollHeight;
}"""
STYLE: Final = (
    "body{font-family:sans-serif;margin:16px}section{display:flex;flex-wrap:wrap;gap:16px}"
    "figure{margin:0;width:300px}img{width:100%;max-height:420px;object-fit:cover;"
    "object-position:top;border:1px solid #767676}"
)


class Look(NamedTuple):
    """How a page is looked at."""

    lang: str
    size: int


def main() -> int:
    """Take the pictures anew."""
    is_all = "--all" in sys.argv[1:]
    looks = [Look(*each) for each in product(("ja", "en"), (18, 21, 24))] if is_all else []
    widths = EVERY_WIDTH if is_all else WIDTHS
    shutil.rmtree(OUT, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="hub-screens-") as folder:
        data = Path(folder) / "data"
        with database(data) as store:
            wiring.bind()
            demo.fill(store, clock.now())
            tokens = visits.sessions(store)
        with running(data) as server, launched() as browser:
            for role, token in tokens.items():
                for look in looks or [Look("ja", 18)]:
                    count = sum(1 for _ in _pictures(browser, server, role, token, look, widths))
                    print(f"screens: {role.value} {look.lang} {look.size} px: {count}", flush=True)
    _index()
    print(f"screens: {OUT.relative_to(ROOT)}/index.html")
    return 0


def _pictures(
    browser: Browser,
    server: Server,
    role: Role,
    token: str,
    look: Look,
    widths: tuple[int, ...],
) -> Iterator[Path]:
    with window(browser, width=WIDTHS[0], height=HEIGHT) as page:
        visits.enter(page, server, token, lang=look.lang, size=look.size)
        for visit in visits.walk(page, server, role):
            for width in widths:
                name = f"{visit.path}--{look.lang}--{look.size}--{width}.png"
                yield _picture(page, OUT / role.value / name, width)
            page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})


def _picture(page: Page, file: Path, width: int) -> Path:
    """Take the whole page: its content scrolls inside, so the window grows to its height."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    tall = min(max(int(page.evaluate(CONTENT_HEIGHT)), HEIGHT), TALLEST)
    page.set_viewport_size({"width": width, "height": tall})
    page.screenshot(path=file, animations="disabled")
    return file


def _index() -> None:
    """Write one page with all pictures, role by role."""
    parts = []
    for folder in sorted(each for each in OUT.iterdir() if each.is_dir()):
        shown = "".join(_figure(file) for file in sorted(folder.glob("*.png")))
        parts.append(f"<h2>{escape(folder.name)}</h2><section>{shown}</section>")
    page = f'<!DOCTYPE html><meta charset="utf-8"><title>screens</title><style>{STYLE}</style>'
    (OUT / "index.html").write_text(page + "".join(parts), encoding="utf-8")


def _figure(file: Path) -> str:
    address = escape(file.relative_to(OUT).as_posix())
    caption = escape(file.stem)
    image = f'<a href="{address}"><img src="{address}" alt="{caption}" loading="lazy"></a>'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


if __name__ == "__main__":
    sys.exit(main())
