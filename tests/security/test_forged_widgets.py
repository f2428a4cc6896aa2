"""What a crafted message says of the widgets of a page changes nothing that the page forbids."""

import re
from collections.abc import Iterator
from typing import Any, Final

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from models.vocab import Role
from pages.kit import theme
from tests.security.conftest import COOKIE, Site
from tests.support import people
from tests.support.database import digest
from tests.support.registry import address, registered
from tests.support.server import database
from tests.support.websocket import stream

pytestmark = pytest.mark.server
# Rows that any visit may write: who was here, what was typed, how the page is wanted.
# Rows of the visit itself, and what the post of the server moves meanwhile.
OWN: Final = frozenset({"session", "draft", "preference", "rate_window", "delivery", "periodic"})
FOREIGN: Final = ("999999", "-1", "0", "9223372036854775808", "1 OR 1=1", "../1", "１")
NAMES: Final = ("round", "group", "claim", "booking", "need", "training", "person", "expert", "job")
MORE_NAMES: Final = ("plan", "number", "engagement", "line", "visit", "sign-up", "month")
# More digits than the language reads as a number.
ENDLESS: Final = "9" * 4_301
FORM: Final = re.compile(r'name="token" value="([^"]+)"')
UNDECLARED: Final = (
    "kit.actor",
    "hub_actor",
    "$$ID-00000000000000000000000000000000-subsidy.approve",
    "$$ID-00000000000000000000000000000000-internship.publish",
)


def widgets_of(elements: list[Any]) -> Iterator[tuple[str, Any]]:
    """Kind and message of every element that has an id, as the browser knows them."""
    for element in elements:
        kind = element.WhichOneof("type") or ""
        field = getattr(element, kind, None)
        if getattr(field, "id", ""):
            yield kind, field


def forged(elements: list[Any]) -> BackMsg:
    """A message that presses what is closed and chooses what was not offered."""
    message = BackMsg()
    states = message.rerun_script.widget_states.widgets
    for name in UNDECLARED:
        states.add(id=name, trigger_value=True)
    for kind, field in widgets_of(elements):
        if getattr(field, "disabled", False) and kind == "button":
            states.add(id=field.id, trigger_value=True)
        elif kind in {"selectbox", "radio"}:
            states.add(id=field.id, string_value="選べない答え")
        elif kind in {"multiselect", "button_group"}:
            states.add(id=field.id).string_array_value.data.append("選べない答え")
        elif kind == "checkbox" and field.disabled:
            states.add(id=field.id, bool_value=True)
        elif kind in {"text_input", "text_area"} and field.disabled:
            states.add(id=field.id, string_value="書けない所")
    return message


@pytest.mark.parametrize("role", people.ROLES)
def test_forged_widgets_change_nothing(site: Site, role: Role) -> None:
    with database(site.server.data_dir) as store:
        token = people.signed_in(store, site.people[role])
        before = digest(store, but=OWN)
    faults = []
    with stream(site.server.url, {COOKIE: token}) as tab:
        for page in (one for one in registered() if role in one.roles):
            shown = tab.rerun(address(page))
            message = forged(shown.elements)
            message.rerun_script.page_script_hash = shown.page_hash
            message.rerun_script.page_name = address(page)
            after = tab.send(message)
            if "Traceback" in after.text or not after.texts:
                faults.append(f"{page.path}: {after.text[:200]}")
    with database(site.server.data_dir) as store:
        assert digest(store, but=OWN) == before
    assert not faults


@pytest.mark.parametrize("role", [Role.STUDENT, Role.GROUP_LEADER, Role.WARD_CLERK])
def test_numbers_of_foreign_records_change_nothing_and_show_nothing(site: Site, role: Role) -> None:
    with database(site.server.data_dir) as store:
        token = people.signed_in(store, site.people[role])
        before = digest(store, but=OWN)
    with stream(site.server.url, {COOKIE: token}) as tab:
        for page in (one for one in registered() if role in one.roles):
            for value in FOREIGN:
                query = "&".join(f"{name}={value}" for name in NAMES)
                shown = tab.rerun(address(page), query=query)
                assert "Traceback" not in shown.text, (page.path, value)
                assert "うまくいきませんでした" not in shown.text, (page.path, value)
    with database(site.server.data_dir) as store:
        assert digest(store, but=OWN) == before


@pytest.mark.parametrize("role", people.ROLES)
def test_a_number_without_end_is_nobodys_number_on_every_page(site: Site, role: Role) -> None:
    query = "&".join(f"{name}={ENDLESS}" for name in (*NAMES, *MORE_NAMES))
    with stream(site.server.url, site.cookies(role)) as tab:
        for page in (one for one in registered() if role in one.roles):
            shown = tab.rerun(address(page), query=query)
            assert "うまくいきませんでした" not in shown.text, page.path


def test_a_text_size_without_end_is_the_usual_size(stranger: httpx2.Client) -> None:
    usual = stranger.get("/sign-in")
    asked = stranger.get("/sign-in", params={"size": ENDLESS})
    kept = stranger.get("/sign-in", headers={"Cookie": f"{theme.COOKIE}=ja.{ENDLESS}"})
    assert [answer.status_code for answer in (usual, asked, kept)] == [200] * 3


def test_a_seat_number_without_end_is_nobodys_seat(site: Site, clerk: httpx2.Client) -> None:
    found = FORM.search(clerk.get("/sign-out").text)
    assert found
    data = {"token": found[1], "seat": ENDLESS}
    answer = clerk.post("/seat", data=data, headers={"origin": site.server.url})
    assert (answer.status_code, answer.headers["location"]) == (303, "/seat")
