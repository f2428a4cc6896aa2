"""The open page of those who are new: nothing is told of who is known, errors at their fields."""

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub.accounts import ports
from hub.directory.reads import FirmPlaces
from hub.platform.db import Store
from models.requests import AccountRequest
from pages.routes import register, sign_in
from pages.routes.edge import Edge
from tests.security.test_passwords import ORIGIN
from tests.support.internship import a_ward, rows

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PATH = "/register/student"
STUDENT = {
    "name": "橋本 凜", "kana": "ハシモト リン", "birth_date": "2010-01-15",
    "mail": "rin@student.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _wards() -> Iterator[None]:
    ports.bind_firm_places(FirmPlaces())
    yield
    ports.bind_firm_places(None)


def client() -> TestClient:
    """A browser that knows nothing yet."""
    routes = [r for file in (sign_in, register) for r in file.routes()]
    app = Starlette(routes=routes, middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=True, client=("203.0.113.9", 1))


def fill_in(browser: TestClient, **typed: str) -> tuple[int, str]:
    """Open the form, type, press; status and page."""
    token = TOKEN.search(browser.get(PATH).text)
    data = {"token": token[1] if token else "", **typed}
    answer = browser.post(PATH, data=data, headers={"origin": ORIGIN})
    return answer.status_code, answer.text


def test_signs_that_no_form_of_ours_sends_are_refused_without_a_fault(instance: Store) -> None:
    browser = client()
    browser.get(PATH)
    for token in ("あ", "𠮷", "\0"):
        data = {"token": token, **STUDENT}
        assert browser.post(PATH, data=data, headers={"origin": ORIGIN}).status_code in {400, 403}
    assert rows(instance, AccountRequest) == []


def test_a_reading_that_grows_when_it_is_written_out_is_told_at_its_field(instance: Store) -> None:
    long = {**STUDENT, "kana": "\N{SQUARE CORPORATION}" * 40}
    status, page = fill_in(client(), **long)
    assert status in {200, 400, 422}
    assert "80" in page
    assert rows(instance, AccountRequest) == []


def test_everybody_is_told_the_same(instance: Store) -> None:
    told = {
        fill_in(client(), **{**STUDENT, "name": name}) for name in ("橋本 凜", "橋本 凜", "検分")
    }
    assert len(told) == 1
    status, page = told.pop()
    assert status == 200
    assert "申込みを受け付けました" in page
    assert len(rows(instance, AccountRequest)) == 2


def test_an_error_stands_at_its_field_and_what_was_typed_stays(instance: Store) -> None:
    status, page = fill_in(client(), **{**STUDENT, "birth_date": "きのう", "mail": "rin"})
    assert status == 422
    assert 'id="wrong-mail"' in page
    assert 'aria-describedby="hint-mail wrong-mail"' in page
    assert 'value="橋本 凜"' in page
    status, page = fill_in(client(), **{**STUDENT, "birth_date": "きのう"})
    assert 'id="wrong-birth_date"' in page
    assert rows(instance, AccountRequest) == []


def test_signs_of_the_page_itself_are_only_text(instance: Store) -> None:
    _status, page = fill_in(client(), **{**STUDENT, "name": '"><script>1</script>', "mail": "x"})
    assert "<script>1" not in page
    assert rows(instance, AccountRequest) == []


def test_a_form_of_another_site_or_an_invented_ward_keeps_nothing(instance: Store) -> None:
    browser = client()
    browser.get(PATH)
    answer = browser.post(PATH, data=STUDENT, headers={"origin": "https://evil"})
    assert answer.status_code == 403
    a_ward(instance, "13109", "品川区")
    status, page = fill_in(browser, **{**STUDENT, "ward": "999999"})
    assert status == 422
    assert "品川区" in page
    assert "区を選んでください" in page
    assert rows(instance, AccountRequest) == []
