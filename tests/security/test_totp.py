"""The page of the second step: enrolled once, asked at each sign-in, no way around it."""

import base64
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.accounts import digits
from hub.platform import clock, runtime
from hub.platform.db import Store
from models.accounts import Account
from models.credentials import RecoveryCode, SecondStep
from models.vocab import Role
from pages.routes import passwords, reauth, sign_in, sign_out, totp
from pages.routes.edge import Edge
from tests.security.test_passwords import ORIGIN, SECRET, a_letter, send
from tests.support.internship import rows

KEY = re.compile(r'translate="no">([A-Z2-7 ]{39})<')
CODES = re.compile(r'translate="no">([A-Z0-9]{5}-[A-Z0-9]{5})<')


@pytest.fixture(autouse=True)
def _must(monkeypatch: pytest.MonkeyPatch, instance: Store) -> None:
    """An office in which a second step is a must, and one moment: digits change by the clock."""
    assert instance is not None
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setenv("HUB_TOTP", "staff")
    runtime.settings.cache_clear()


def client() -> TestClient:
    """A browser that knows nothing yet."""
    routes = [
        r for file in (sign_in, sign_out, passwords, reauth, totp) for r in file.routes()
    ]  # fmt: skip
    routes.append(Route("/", lambda _request: PlainTextResponse("a page")))
    app = Starlette(routes=routes, middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


def a_clerk(store: Store) -> tuple[TestClient, str]:
    """A clerk who has just set a password after the letter, and the number."""
    login, code = a_letter(store, Role.WARD_CLERK)
    visitor = client()
    assert send(visitor, "/sign-in", login=login, secret=code).status_code == 303
    assert send(visitor, "/password/change", new=SECRET).status_code == 200
    return visitor, login


def enrolled(visitor: TestClient) -> tuple[bytes, list[str]]:
    """Enrol a device as the page asks for it: its key and the recovery codes."""
    found = KEY.search(visitor.get("/totp").text)
    assert found is not None
    seed = base64.b32decode(found[1].replace(" ", ""))
    page = send(visitor, "/totp", digits=shown(seed, -1), next="/")
    assert page.status_code == 200
    assert "lang=en" not in page.text, "a link that would lead away from the codes for good"
    return seed, CODES.findall(page.text)


def shown(seed: bytes, beside: int = 0) -> str:
    """What the device shows now, or a step beside."""
    return digits.code_at(seed, int(clock.now().timestamp()) // 30 + beside)


def test_a_clerk_sees_no_page_before_a_device_is_enrolled(instance: Store) -> None:
    visitor, _login = a_clerk(instance)
    assert visitor.get("/").headers["location"] == "/totp?next=/"
    page = visitor.get("/totp")
    assert 'src="data:image/svg+xml' in page.text
    assert rows(instance, SecondStep) == [], "opening changes nothing"
    assert send(visitor, "/totp", digits="000000", next="/").status_code == 422
    assert visitor.get("/").status_code == 303
    before = visitor.cookies["hub_sid"]
    seed, codes = enrolled(visitor)
    assert visitor.cookies["hub_sid"] != before
    assert visitor.get("/").text == "a page"
    assert len(set(codes)) == 10
    kept = rows(instance, SecondStep)[0]
    assert seed.hex() not in kept.seed_sealed
    assert not {row.code_hash for row in rows(instance, RecoveryCode)} & set(codes)
    again = visitor.get("/totp").text
    assert "二段階の確認を使っています" in again
    assert not CODES.findall(again), "shown once"


def test_each_sign_in_asks_and_nothing_opens_before(instance: Store) -> None:
    home, login = a_clerk(instance)
    seed, codes = enrolled(home)
    visitor = client()
    entered = send(visitor, "/sign-in", login=login, secret=SECRET, next="/inbox?x=1")
    assert entered.headers["location"] == "/inbox?x=1"
    assert visitor.get("/inbox?x=1").headers["location"] == "/totp?next=/inbox%3Fx%3D1"
    for page in ("/password/change", "/reauth"):
        assert visitor.get(page).status_code == 303
    stamp = rows(instance, Account)[0].credential_stamp
    send(visitor, "/password/change", old=SECRET, new="another secret of mine")
    assert rows(instance, Account)[0].credential_stamp == stamp, "no way around it"
    assert send(visitor, "/totp", digits=shown(seed, -1)).status_code == 422, "used before"
    passed = send(visitor, "/totp", digits=shown(seed), next="/inbox?x=1")
    assert (passed.status_code, passed.headers["location"]) == (303, "/inbox?x=1")
    assert visitor.get("/").text == "a page"
    other = client()
    send(other, "/sign-in", login=login, secret=SECRET)
    assert send(other, "/totp", digits=codes[4].lower()).status_code == 303
    assert other.get("/").text == "a page"
    third = client()
    send(third, "/sign-in", login=login, secret=SECRET)
    assert send(third, "/totp", digits=codes[4]).status_code == 422


def test_a_stranger_signs_in_first(instance: Store) -> None:
    assert client().get("/totp").headers["location"].startswith("/sign-in")
    assert rows(instance, SecondStep) == []
