"""The guardian's page: no account, no token in an address, nothing changes by opening it."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub.accounts import service as accounts
from hub.internship import service
from hub.internship.service import folded_code
from hub.platform import clock, runtime
from hub.platform.db import Store
from models.consents import GuardianConsent
from pages.routes import consent
from pages.routes.edge import Edge
from tests.security.test_passwords import FORM, ORIGIN, send
from tests.support.internship import a_place, an_open_round, do, rows
from tests.support.internship import send as send_wishes
from tests.support.server import database

BUTTON = re.compile(r"<button[^>]*>")
CODE = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An instance of this process in which one guardian has been asked."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", ORIGIN)
    with database(tmp_path) as store:
        place = a_place(store)
        opened = an_open_round(place)
        send_wishes(place, opened, place.minor, opened.lathe)
        do(
            store, service.ask_consent, place.coordinator, now=clock.now(), application_id=1,
            token_hash=accounts.token_hash("secret"),
            code_hash=accounts.token_hash(folded_code(CODE)),
        )  # fmt: skip
        runtime.forget()
        yield store
    monkeypatch.undo()
    runtime.forget()


def client() -> TestClient:
    """A browser that knows nothing yet."""
    app = Starlette(routes=consent.routes(), middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


def type_code(browser: TestClient, code: str) -> httpx2.Response:
    """Type the code of a letter into its field and send it."""
    found = FORM.search(browser.get("/consent").text)
    data = {"token": found[1] if found else "", "code": code}
    return browser.post("/consent/code", data=data, headers={"origin": ORIGIN})


def words(store: Store) -> list[str]:
    return [row.state for row in rows(store, GuardianConsent)]


def test_the_link_leaves_no_token_in_the_address_and_opening_says_nothing(instance: Store) -> None:
    browser = client()
    moved = browser.get("/consent?t=secret")
    assert (moved.status_code, moved.headers["location"]) == (303, "/consent")
    assert "HttpOnly" in moved.headers["set-cookie"]
    shown = browser.get("/consent")
    assert "橋本 凜" in shown.text
    assert "secret" not in shown.text
    assert words(instance) == ["asked"]
    assert browser.post("/consent", data={"answer": "agree", "guardian": "x"}).status_code == 403
    assert words(instance) == ["asked"]


def test_a_guardian_says_yes_with_a_name_and_takes_it_back(instance: Store) -> None:
    browser = client()
    browser.get("/consent?t=secret")
    assert send(browser, "/consent", answer="agree", guardian=" ").status_code == 422
    assert words(instance) == ["asked"]
    assert send(browser, "/consent", answer="agree", guardian="橋本 薫").status_code == 303
    assert words(instance) == ["agreed"]
    assert "同意を取り消します" in browser.get("/consent").text
    send(browser, "/consent", answer="withdraw")
    assert words(instance) == ["withdrawn"]


def test_the_code_of_the_letter_opens_the_page_in_any_width(instance: Store) -> None:
    browser = client()
    assert "橋本" not in browser.get("/consent").text
    assert type_code(browser, "ZZZZ").status_code == 303
    wrong = browser.get("/consent")
    assert wrong.status_code == 404
    assert "橋本" not in wrong.text
    type_code(browser, "ａｂｃｄ efgh jkmn pqrs")
    assert "橋本 凜" in browser.get("/consent").text
    send(browser, "/consent", answer="refuse", guardian="橋本 薫")
    assert [(row.state, row.channel) for row in rows(instance, GuardianConsent)] == [
        ("refused", "code")
    ]


def test_enter_in_the_name_or_a_forged_answer_says_neither_yes_nor_no(instance: Store) -> None:
    browser = client()
    browser.get("/consent?t=secret")
    page = browser.get("/consent").text
    buttons = [found for found in BUTTON.findall(page) if "answer" in found]
    assert 'value=""' in buttons[0], "Enter presses the first button of a form"
    for forged in ("", "yes", "withdrawn", "AGREE"):
        said = send(browser, "/consent", guardian="橋本 薫", answer=forged)
        assert said.status_code == 422
        assert words(instance) == ["asked"]
    assert send(browser, "/consent", guardian="橋本 薫", answer="refuse").status_code == 303
    assert words(instance) == ["refused"]
