"""`hub bench gates`: every page of every role in both languages, three text sizes, four widths."""

import argparse
import itertools
import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from models.vocab import Role
from tests.support import gates, visits
from tests.support.browser import launched, window
from tests.support.town import Town, small_town

WIDTHS: Final = (1280, 640, 390, 320)
SIZES: Final = (18, 21, 24)
LOCALES: Final = {"ja": "ja-JP", "en": "en-GB"}
# Rules of names and structure do not depend on the width: asked once wide, once narrow.
ASKED_FULLY: Final = (1280, 390)


def walked(browser: Browser, town: Town, role: Role, lang: str, size: int) -> tuple[int, list[str]]:
    """Screens seen by a role in one language and text size, and their faults."""
    seen = 0
    faults: list[str] = []
    with window(browser, locale=LOCALES[lang]) as page:  # type: ignore[arg-type]  # two known locales
        visits.enter(page, town.server, town.tokens[role], lang=lang, size=size)
        for visit in visits.walk(page, town.server, role):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                found = _faults(page, town, lang, width)
                faults += [f"{role} {visit.address} {lang} {size} {width}: {f}" for f in found]
                seen += 1
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return seen, faults


def _faults(page: Page, town: Town, lang: str, width: int) -> list[str]:
    found = gates.screen(page, lang)
    if width in ASKED_FULLY:
        found += gates.accessibility(page)
    if width == WIDTHS[0]:
        left = gates.latin_left if lang == "ja" else gates.japanese_left
        found += [*left(page, town.texts), *gates.keyboard(page)]
    return found


def main() -> int:
    """Print one JSON object; exit code 1 when a screen has a fault."""
    asked = argparse.ArgumentParser(prog="hub bench gates", description=__doc__)
    asked.add_argument("--role", help="only this role")
    given = asked.parse_args()
    roles = [role for role in visits.story_roles() if given.role in (None, role)]
    screens = 0
    faults: list[str] = []
    with (
        tempfile.TemporaryDirectory() as name,
        small_town(Path(name) / "data") as town,
        launched() as browser,
    ):
        for role, lang, size in itertools.product(roles, LOCALES, SIZES):
            seen, found = walked(browser, town, role, lang, size)
            screens, faults = screens + seen, faults + found
    print(json.dumps({"screens": screens, "faults": faults}, ensure_ascii=False, indent=1))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
