"""What every page must keep in the browser; each gate answers with its faults, one line each."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from hub.platform.db import Store

SCRIPT: Final = Path(__file__).with_name("gates.js").read_text(encoding="utf-8")
AXE_OPTIONS: Final[dict[str, Any]] = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
    "resultTypes": ["violations"],
}  # fmt: skip
SERIOUS: Final = frozenset({"critical", "serious", "moderate"})
MOST_STOPS: Final = 150
# Words of Latin letters that Japanese writes so, and units.
USUAL_LATIN: Final = frozenset(
    {
        "AA", "CAD", "CAM", "CNC", "CSV", "DX", "English", "Excel", "FAX", "Hub", "ID", "IT",
        "IoT", "JIS", "JSON", "JavaScript", "KB", "MAG", "MB", "MIG", "NC", "OJT", "PDF", "QC",
        "QR", "SNS", "TIG", "URL", "USB", "Waza", "cm", "ics", "kg", "km", "mm",
    }
)  # fmt: skip
LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
CHECK_NUMBER: Final = re.compile(r"[0-9a-f]{8,}")
FOCUS: Final = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = (e) => {
    const s = getComputedStyle(e);
    return parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== "none" && e.checkVisibility();
  };
  let shown = false;
  for (let up = at, n = 0; up && n < 5; up = up.parentElement, n++) shown = shown || ring(up);
  const box = at.getBoundingClientRect();
  window.hubStops = window.hubStops ?? [];
  const known = window.hubStops.includes(at);
  window.hubStops.push(at);
  const words = (at.getAttribute("aria-label") ?? at.textContent ?? "").trim().slice(0, 40);
  const name = `<${at.tagName.toLowerCase()}> 「${words}」`;
  const inView = box.bottom > 0 && box.top < innerHeight;
  const isSkip = (at.getAttribute("href") ?? "").startsWith("#");
  return { name, shown, known, inView, isSkip };
}"""
JAPANESE: Final = re.compile(r"[\u3005\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]")
BRACKETED: Final = re.compile(r"[（(][^（()）]*[)）]")
VISIBLE_TEXT: Final = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skipped = 'script, style, noscript, [data-testid="stIconMaterial"], [lang="ja"]';
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement, text = walk.currentNode.nodeValue.trim();
    if (text && parent && !parent.closest(skipped) && parent.checkVisibility()) found.push(text);
  }
  for (const name of ["aria-label", "title", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (element.checkVisibility()) found.push(element.getAttribute(name).trim());
  return found;
}"""


def still(page: Page) -> None:
    """Let the page's own script and the layout catch up."""
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


def screen(page: Page, lang: str = "ja") -> list[str]:
    """Structure, reflow, sizes of text and of targets at the present width."""
    still(page)
    found: list[str] = page.evaluate(SCRIPT, {"lang": lang})
    return found


def accessibility(page: Page) -> list[str]:
    """Findings of axe that hinder somebody; minor ones are left out."""
    response = Axe().run(page, options=AXE_OPTIONS).response
    return [
        f"axe {row['id']} ({row['impact']}): {node['target']} {node['html'][:120]}"
        for row in response["violations"]
        if row["impact"] in SERIOUS
        for node in row["nodes"][:3]
    ]


def stored_texts(store: Store) -> list[str]:
    """Every text of the database, the longest first: what people and firms are called and wrote."""
    found: set[str] = set()
    with store.engine.connect() as connection:
        for table in sa.inspect(connection).get_table_names():
            for row in connection.execute(sa.text(f'SELECT * FROM "{table}"')):
                found.update(text for value in row for text in _texts(value))
    return sorted((text for text in found if len(text) > 1), key=len, reverse=True)


def _texts(value: object) -> Iterable[str]:
    inner_value = _document(value) if isinstance(value, str) else None
    if inner_value is not None:
        yield from _texts(inner_value)
    elif isinstance(value, str):
        yield value
        yield from value.split("\n")
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _document(text: str) -> object | None:
    """The JSON value a column holds as text; a sentence that begins with a sign of JSON is none."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)  # type: ignore[no-any-return]  # JSON is anything
    except json.JSONDecodeError:
        return None


def japanese_left(page: Page, data: list[str]) -> list[str]:
    """Japanese of an English page that is neither data nor a term in brackets."""
    left: dict[str, None] = {}
    for text in page.evaluate(VISIBLE_TEXT):
        if not JAPANESE.search(text):
            continue
        rest = text
        for known in data:
            if known in rest:
                rest = rest.replace(known, "")
        if JAPANESE.search(BRACKETED.sub("", rest)):
            left[text[:80]] = None
    return [f"Japanese on an English page: {text}" for text in left]


def keyboard(page: Page) -> list[str]:
    """Tab through the whole page: every stop shows where it is, none is twice, an end is reached.

    The skip link comes first; the page is left with the focus where it was at the start.
    """
    page.evaluate("() => { window.hubStops = []; document.activeElement?.blur(); }")
    found: list[str] = []
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["known"]:
            return found
        if number == 0 and not stop["isSkip"]:
            found.append(f"keyboard: first stop is {stop['name']}")
        if not stop["shown"]:
            found.append(f"keyboard: no ring at {stop['name']}")
        if not stop["inView"]:
            found.append(f"keyboard: out of sight at {stop['name']}")
    return [*found, f"keyboard: no end after {MOST_STOPS} stops"]


def latin_left(page: Page, data: list[str]) -> list[str]:
    """Latin words of a Japanese page that are neither data nor usual in Japanese."""
    left: dict[str, None] = {}
    for text in page.evaluate(VISIBLE_TEXT.replace('[lang="ja"]', '[lang="en"]')):
        rest = text
        if LATIN.search(rest):
            for known in data:
                rest = rest.replace(known, "")
        rest = CHECK_NUMBER.sub("", rest)
        strange = [word for word in LATIN.findall(rest) if word not in USUAL_LATIN]
        if strange:
            left[f"{' '.join(strange)} in {text[:60]}"] = None
    return [f"Latin on a Japanese page: {text}" for text in left]
