"""Walks through the product as one person: every page that the links of their pages lead to."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from hub.accounts import reads
from hub.platform import clock, commands
from hub.platform.context import system_actor
from hub.platform.db import Store
from models.vocab import Role
from seed import demo
from tests.support import people
from tests.support.journeys import settled, turned
from tests.support.registry import registered
from tests.support.server import Server

LINKS: Final = "links => links.map(a => a.href)"
# Addresses of routes, not pages: walking must change nothing.
NOT_PAGES: Final = ("/sign-", "/password/", "/files/", "/assets/", "/language", "/home")
ROUTES: Final = frozenset({"/totp", "/reauth", "/consent", "/seat"})
COOKIE: Final = "hub_sid"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one person sees it."""

    role: Role
    path: str
    address: str
    by_link: bool


def story_roles() -> tuple[Role, ...]:
    """Roles of the story people, each once, in the order of the demo's sign-in page."""
    return tuple(dict.fromkeys(person.role for person in demo.people()))


def roles_for_every_page() -> tuple[Role, ...]:
    """Few roles of the story that together see every page that only some roles see."""
    left = {spec.path for spec in registered()}
    sees = {role: {spec.path for spec in registered() if role in spec.roles} for role in Role}
    found: list[Role] = []
    while any(sees[role] & left for role in story_roles()):
        found.append(max(story_roles(), key=lambda role: len(sees[role] & left)))
        left -= sees[found[-1]]
    return tuple(found)


def sessions(store: Store) -> dict[Role, str]:
    """Cookie value of a session of the first story person of each role."""
    reader = system_actor("test")
    found = commands.look(store, reads.demo_people, actor=reader, now=clock.now())
    ids = {person.name: person.person_id for person in found}
    first = {person.role: person.name for person in reversed(demo.people())}
    return {role: people.signed_in(store, ids[name]) for role, name in first.items()}


def enter(page: Page, server: Server, token: str, *, lang: str = "ja", size: int = 18) -> None:
    """Give the window a session, a language and a text size."""
    values: Mapping[str, str] = {COOKIE: token, "hub_prefs": f"{lang}.{size}"}
    for name, value in values.items():
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])


def walk(
    page: Page, server: Server, role: Role, *, skipped: frozenset[str] = frozenset()
) -> Iterator[Visit]:
    """Open every page once, by the first link found to it: a page of a record shows a real one.

    Pages of the role that no link leads to come last, as somebody sees them who types the address.
    """
    waiting = deque(["/"])
    done: set[str] = set()
    typed = deque(spec.path for spec in registered() if role in spec.roles)
    while waiting or typed:
        by_link = bool(waiting)
        address = waiting.popleft() if waiting else f"/{typed.popleft()}"
        path = urlsplit(address).path.strip("/") or "home"
        if path in skipped or _name(address) in done:
            continue
        if not by_link and _is_among(path, done):
            continue
        done.add(_name(address))
        _open(page, server, address)
        if by_link:
            waiting.extend(_ways_on(page, server))
        yield Visit(role, path, address, by_link)


def _open(page: Page, server: Server, address: str) -> None:
    """Load the first page; go on inside the window, unless the same page is asked anew."""
    now, then = urlsplit(page.url), urlsplit(address)
    if page.url.startswith(server.url) and now.path != then.path:
        turned(page, address)
    else:
        page.goto(f"{server.url}{address}")
        settled(page)


def _is_among(path: str, done: set[str]) -> bool:
    return any(name.partition("?")[0].strip("/") == path.replace("home", "") for name in done)


def _ways_on(page: Page, server: Server) -> list[str]:
    links: list[str] = page.locator("a[href]").evaluate_all(LINKS)
    own = (urlsplit(link) for link in links if link.startswith(f"{server.url}/"))
    return [
        f"{part.path}?{part.query}" if part.query else part.path
        for part in own
        if not part.path.startswith(NOT_PAGES) and part.path not in ROUTES
    ]


def _name(address: str) -> str:
    """A page and the names of what it was asked; other values show the same page again."""
    part = urlsplit(address)
    return f"{part.path}?{','.join(sorted(parse_qs(part.query)))}"
