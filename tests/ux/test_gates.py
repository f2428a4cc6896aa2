"""Every page of every role in the browser: readable, in reach, never sideways, two languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from models.vocab import Role
from pages.kit.page import EVERYONE
from tests.support import gates, visits
from tests.support.browser import window
from tests.support.filled import copied
from tests.support.registry import registered
from tests.support.town import Town, served

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.slow]
WIDE: Final = 1280
PHONE: Final = 390
# Text sizes and widths that the English walk of each role takes in turn.
SAMPLE: Final = ((24, 390), (21, 1280), (18, 320), (24, 1280), (21, 390), (18, 640))


@pytest.fixture(scope="module")
def town(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Start one server for all walks of this file."""
    with served(copied(filled, tmp_path_factory.mktemp("gates") / "data")) as started:
        yield started


def _errors_of(page: Page) -> list[str]:
    """Errors of scripts and refused requests, filled while the page is used."""
    found: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(f"console: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    return found


def _is_first(role: Role, path: str) -> bool:
    """Say whether this role is the first of the story that may open the page."""
    roles = next(spec.roles for spec in registered() if spec.path == path)
    return role is next((one for one in visits.story_roles() if one in roles), None)


@pytest.fixture(scope="module")
def judged() -> set[tuple[int, str]]:
    """Widths and builds of the main parts that axe has looked at."""
    return set()


def _by_axe(page: Page, width: int, judged: set[tuple[int, str]], *, is_new: bool) -> list[str]:
    """Ask axe, unless it has looked at a screen of the same build: a page that roles share.

    The first page of a role is judged whole, the others without what stands around their main
    part. Colours do not change with the width and are judged in the wide window; of the narrow one
    each page is judged as its first role sees it.
    """
    build = (width, gates.build(page))
    if build in judged and not is_new:
        return []
    judged.add(build)
    return gates.accessibility(page, colours=width == WIDE, whole=is_new)


@pytest.mark.parametrize("role", visits.story_roles())
def test_every_page_of_a_role_can_be_read_and_used(
    town: Town, browser: Browser, judged: set[tuple[int, str]], role: Role
) -> None:
    faults: list[str] = []
    seen = 0
    with window(browser, width=WIDE) as page:
        errors = _errors_of(page)
        visits.enter(page, town.server, town.tokens[role])
        for visit in visits.walk(page, town.server, role):
            seen += 1
            for width in (WIDE, PHONE):
                page.set_viewport_size({"width": width, "height": 900})
                found = gates.screen(page)
                is_first = _is_first(role, visit.path)
                if width == WIDE or is_first:
                    found += _by_axe(page, width, judged, is_new=seen == 1)
                found += errors
                if width == WIDE:
                    found += gates.latin_left(page, town.texts)
                    if is_first:
                        found += [*gates.keyboard(page), *gates.printed(page)]
                faults += [f"{visit.address} at {width}: {fault}" for fault in found]
                errors.clear()
            page.set_viewport_size({"width": WIDE, "height": 900})
    assert seen > 3
    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize("role", visits.story_roles())
def test_every_page_of_a_role_speaks_english_too(town: Town, browser: Browser, role: Role) -> None:
    size, width = SAMPLE[visits.story_roles().index(role) % len(SAMPLE)]
    faults: list[str] = []
    # Few roles together see every page; the others look at their own home in English.
    enough = visits.roles_for_every_page()
    for_all = {spec.path for spec in registered() if len(spec.roles) == len(EVERYONE)}
    skipped = for_all if role is not enough[0] else set()
    if role not in enough:
        skipped = {spec.path for spec in registered()}
    with window(browser, width=WIDE, locale="en-GB") as page:
        visits.enter(page, town.server, town.tokens[role], lang="en", size=size)
        for visit in visits.walk(page, town.server, role, skipped=frozenset(skipped - {"home"})):
            page.set_viewport_size({"width": width, "height": 900})
            found = [*gates.screen(page, "en"), *gates.japanese_left(page, town.texts)]
            faults += [f"{visit.address} at {width}, {size} px: {fault}" for fault in found]
            page.set_viewport_size({"width": WIDE, "height": 900})
    assert not faults, "\n".join(["", *faults])
