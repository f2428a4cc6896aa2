"""Each page by its address over the stream, on a server that has just started, for each role."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
import sqlalchemy as sa
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from hub.accounts import service
from hub.platform import runtime
from models.vocab import Role
from tests.security.conftest import COOKIE, Site
from tests.support import people
from tests.support.registry import address, registered
from tests.support.server import database
from tests.support.websocket import stream

pytestmark = pytest.mark.server
SIGN_IN = "ログインしてください"
REFUSED = "この画面は見られません"


def test_the_first_visit_of_a_fresh_server_shows_a_stranger_nothing(site: Site) -> None:
    names = [people.name_of(role) for role in people.ROLES]
    leaks = []
    for path, shown in site.first_visits.items():
        if SIGN_IN not in shown.text or set(shown.pages) - {""}:
            leaks.append(f"{path}: {shown.pages} {shown.text[:200]}")
        leaks += [f"{path}: {name}" for name in names if name in shown.text]
    assert len(site.first_visits) == len(registered())
    assert not leaks


def test_a_fault_outside_every_page_shows_a_number_only(site: Site) -> None:
    inside = r"Traceback|OperationalError|no such table|sqlite"
    with _without_sessions(site):
        with stream(site.server.url, {COOKIE: "x"}) as tab:
            shown = tab.rerun()
        answer = httpx2.get(f"{site.server.url}/", cookies={COOKIE: "x"}, trust_env=False)
    assert runtime.settings().contact in shown.text
    assert re.search(r"[0-9a-f]{8}", shown.text)
    assert not re.search(inside, shown.text)
    assert answer.status_code == 500
    assert answer.headers["x-frame-options"] == "DENY"
    assert not re.search(inside, answer.text)


@contextmanager
def _without_sessions(site: Site) -> Iterator[None]:
    """Hide the table of sessions for a while, so that every look at it is a fault."""
    with database(site.server.data_dir) as store:
        with store.engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE session RENAME TO hidden"))
        try:
            yield
        finally:
            with store.engine.begin() as connection:
                connection.execute(sa.text("ALTER TABLE hidden RENAME TO session"))


@pytest.mark.parametrize("path", ["home/home.py", "kit/page", "internship/offers", "pages", "x"])
def test_files_of_pages_are_no_addresses(site: Site, path: str) -> None:
    with stream(site.server.url, {}) as tab:
        shown = tab.rerun(path)
    assert SIGN_IN in shown.text
    assert set(shown.pages) <= {""}


def test_invented_cookies_are_strangers(site: Site) -> None:
    for value in ("x", "0" * 64, service.token_hash(site.tokens[Role.ADMIN]), "' OR 1=1 --"):
        with stream(site.server.url, {"hub_sid": value}) as tab:
            assert SIGN_IN in tab.rerun().text


@pytest.mark.parametrize("role", people.ROLES)
def test_a_role_sees_its_pages_and_is_refused_the_others(site: Site, role: Role) -> None:
    wrong, refusals = [], set()
    with stream(site.server.url, site.cookies(role)) as tab:
        for page in registered():
            shown = tab.rerun(address(page))
            if shown.is_missing:
                wrong.append(f"{page.path}: not known to the menu")
            if (REFUSED in shown.text) is (role in page.roles):
                wrong.append(f"{page.path}: {shown.text[:300]}")
            if role not in page.roles:
                refusals.add(shown.text)
        in_menu = sum(1 for page in registered() if page.in_menu and role in page.roles)
    assert not wrong
    assert len(shown.menu) == in_menu
    assert len(refusals) <= 1, "a refusal must not tell the refused pages apart"


def test_a_page_by_its_hash_is_refused_too(site: Site) -> None:
    closed = [page for page in registered() if Role.SCHOOL not in page.roles]
    with stream(site.server.url, site.cookies(Role.SCHOOL)) as tab:
        hashes = tab.rerun().pages
        for page in closed:
            assert REFUSED in tab.rerun(page_hash=hashes[page.path]).text


def test_a_revoked_session_loses_the_next_run(site: Site) -> None:
    with database(site.server.data_dir) as store:
        token = people.signed_in(store, site.people[Role.EXPERT])
        with stream(site.server.url, {COOKIE: token}) as tab:
            assert people.name_of(Role.EXPERT) in tab.rerun().text
            people.revoke(store, token)
            after = tab.rerun()
    assert SIGN_IN in after.text
    assert people.name_of(Role.EXPERT) not in after.text


@pytest.mark.parametrize("origin", ["https://other.example", "http://127.0.0.1:1", "null"])
def test_a_foreign_origin_gets_no_stream(site: Site, origin: str) -> None:
    with (
        pytest.raises(InvalidStatus),
        stream(site.server.url, site.cookies(Role.ADMIN), origin=origin),
    ):
        pass


def test_crafted_widget_states_of_a_stranger_show_nothing(site: Site) -> None:
    message = BackMsg()
    for name in ("kit.lang", "kit.actor", "hub_actor", "$$ID-0-kit.lang"):
        message.rerun_script.widget_states.widgets.add(id=name, string_value="admin")
    with stream(site.server.url, {}) as tab:
        shown = tab.send(message)
    assert SIGN_IN in shown.text
    assert set(shown.pages) <= {""}
