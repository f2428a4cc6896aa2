"""What every page must keep in the browser; each gate answers with its faults, one line each."""

import hashlib
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
    # What it would load beforehand is for sounds and films only; the pages have none.
    "preload": False,
}  # fmt: skip
# Colours are the same at every width; what stands around the main part is the same on every page.
AXE_COLOURS: Final = "color-contrast"
MAIN: Final = '[data-testid="stMain"]'
SERIOUS: Final = frozenset({"critical", "serious", "moderate"})
MOST_STOPS: Final = 150
# Words of Latin letters that Japanese writes so, and units.
USUAL_LATIN: Final = frozenset(
    {
        "AA", "CAD", "CAM", "CNC", "CSV", "DX", "English", "Excel", "FAX", "Hub", "ID", "IT",
        "IoT", "JIS", "JSON", "JavaScript", "KB", "MAG", "MB", "MIG", "NC", "OJT", "PDF", "QC",
        "QR", "SNS", "Shift", "TIG", "URL", "USB", "Waza", "cm", "http", "https", "ics", "kg", "km",
        "kyodo", "mm",
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
FROM_THE_TOP: Final = """() => {
  window.hubStops = [];
  const top = document.createElement("i");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
}"""
BUILD: Final = """() => {
  const told = ["role", "type", "lang", "tabindex", "href", "for", "alt", "title", "disabled",
    "required", "scope", "open"];
  const parts = [];
  const whole = /^(role|type|lang|tabindex|scope|aria-(hidden|expanded|checked|live))$/;
  const main = document.querySelector('[data-testid="stMain"]');
  for (const element of [main, ...main.querySelectorAll("*")]) {
    const value = (name) => element.getAttribute(name);
    const names = element.getAttributeNames()
      .filter((name) => told.includes(name) || name.startsWith("aria-"))
      .map((name) => name + (whole.test(name) ? `=${value(name)}` : Boolean(value(name))));
    const styles = [...element.classList].filter((name) => !name.startsWith("st-key-")).sort();
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
    parts.push([element.tagName, ...styles, ...names.sort(), own, element.style.cssText.length > 0,
      element.checkVisibility()].join(" "));
  }
  return parts.join("\\n");
}"""
ON_PAPER: Final = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const seen = (selector, root = document) =>
    [...root.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const wider = (each) => each.scrollWidth > each.clientWidth + 1;
  const name = (each) => each.getAttribute("aria-label") ?? each.className.slice(0, 60);
  return {
    cut: seen("textarea, input:not([type=file])", main)
      .filter((each) => each.scrollHeight > each.clientHeight + 1 || wider(each)).map(name),
    fields: seen('textarea, input[type="text"]', main).length,
    chosen: seen('[data-testid="stButtonGroup"] button', main).map((each) => each.textContent),
    menu: seen('[data-testid="stSidebar"]').length,
    buttons: seen('[data-testid="stButton"]').length,
    scrolls: seen("*", main).filter((each) => !["TEXTAREA", "INPUT"].includes(each.tagName)
      && (getComputedStyle(each).overflowY === "auto" && each.scrollHeight > each.clientHeight + 1
        || getComputedStyle(each).overflowX === "auto" && wider(each))).map(name),
  };
}"""
JAPANESE: Final = re.compile(r"[\u3005\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]")
BRACKETED: Final = re.compile(r"[（(][^（()）]*[)）]")
VISIBLE_TEXT: Final = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  // The button of the other language names it in that language; it is rebuilt at any time.
  const skipped = 'script, style, noscript, [data-testid="stIconMaterial"], [lang="ja"], '
    + '[class*="st-key-hub-language-"]';
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


def build(page: Page) -> str:
    """What the main part is made of at the present width, as one digest: all but words, numbers.

    Two screens of one build differ in no element, name of a style, role, state or visibility.
    """
    return hashlib.sha256(page.evaluate(BUILD).encode()).hexdigest()


def accessibility(page: Page, *, colours: bool = True, whole: bool = True) -> list[str]:
    """Findings of axe that hinder somebody, in the whole page or its main part; no minor ones."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    asked = {**AXE_OPTIONS, "rules": {AXE_COLOURS: {"enabled": colours}}}
    response = page.evaluate(
        "([place, options]) => axe.run(place ?? document, options)",
        [None if whole else MAIN, asked],
    )
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


def paper(page: Page) -> dict[str, Any]:
    """What a sheet of A4 shows of this page; the window keeps the width of the sheet afterwards."""
    page.set_viewport_size({"width": 680, "height": 1009})
    page.emulate_media(media="print")
    still(page)
    found: dict[str, Any] = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    return found


def printed(page: Page) -> list[str]:
    """What a printed page must not have: things to press, texts cut off, parts that scroll."""
    found = paper(page)
    faults = [f"print: {found[name]} x {name}" for name in ("menu", "buttons") if found[name]]
    return [*faults, *(f"print: cut off: {name}" for name in [*found["cut"], *found["scrolls"]])]


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
    page.evaluate(FROM_THE_TOP)
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
        # First the check numbers: a number among the data would take a piece out of one.
        rest = CHECK_NUMBER.sub("", text)
        if LATIN.search(rest):
            for known in data:
                rest = rest.replace(known, "")
        strange = [word for word in LATIN.findall(rest) if word not in USUAL_LATIN]
        if strange:
            left[f"{' '.join(strange)} in {text[:60]}"] = None
    return [f"Latin on a Japanese page: {text}" for text in left]
