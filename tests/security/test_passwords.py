"""Passwords in the browser's forms: one answer for all failures, one way in, one way to change."""

import re
from pathlib import Path
from typing import Final

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.accounts import passwords, service
from hub.platform import commands
from hub.platform.db import Store
from models.accounts import Account, KnownDevice, Person
from models.vocab import Role
from pages.routes import passwords as pages
from pages.routes import sign_in, sign_out
from pages.routes.edge import Edge
from tests.support import people
from tests.support.internship import NOW, rows

ORIGIN: Final = "http://127.0.0.1"
SECRET: Final = "sakura-tegami-kouba-hasami"
OTHER: Final = "ゆうやけの みえる まどべで おちゃ"
FORM: Final = re.compile(r'name="token" value="([^"]+)"')
EACH: Final = 200


def client() -> TestClient:
    """A browser that knows nothing yet."""

    def page(_request: object) -> Response:
        return PlainTextResponse("a page")

    files = (sign_in, sign_out, pages)
    routes = [route for file in files for route in file.routes()]
    app = Starlette(routes=[*routes, Route("/", page)], middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


def send(visitor: TestClient, path: str, **typed: str) -> httpx2.Response:
    """Fill in the form of a page and send it."""
    found = FORM.search(visitor.get(path).text)
    data = {"token": found[1] if found else "", **typed}
    return visitor.post(path.partition("?")[0], data=data, headers={"origin": ORIGIN})


def a_letter(store: Store, role: Role) -> tuple[str, str]:
    """Number and code of a letter to the person of a role."""
    code, code_hash = service.new_code()
    person_id = people.ROLES.index(role) + 1
    raw = {"person_id": person_id, "code_hash": code_hash}
    issued = people._run(store, service.issue_code, commands.new_once(), **raw)
    return str(issued.login), code


def with_password(store: Store, role: Role) -> tuple[TestClient, str]:
    """A browser of somebody who has set a password after a letter, and the number."""
    login, code = a_letter(store, role)
    visitor = client()
    assert send(visitor, "/sign-in", login=login, secret=code).status_code == 303
    assert send(visitor, "/password/change", new=SECRET).status_code == 200
    return visitor, login


def test_after_the_first_letter_a_student_is_asked_once_and_may_go_on_with_codes(
    instance: Store,
) -> None:
    login, code = a_letter(instance, Role.STUDENT)
    visitor = client()
    answer = send(visitor, "/sign-in", login=login, secret=code, next="/weeks")
    assert answer.headers["location"] == "/password/change?next=%2Fweeks"
    page = visitor.get(answer.headers["location"]).text
    assert '<a href="/weeks">あとで決める（手紙のコードでも入れます）</a>' in page
    assert visitor.get("/").text == "a page"
    assert send(visitor, "/sign-out").status_code == 303
    _login, code = a_letter(instance, Role.STUDENT)
    again = send(visitor, "/sign-in", login=login, secret=code, next="/weeks")
    assert again.headers["location"] == "/weeks", "asked once only"


def test_staff_reach_only_the_page_for_a_password_until_they_have_one(instance: Store) -> None:
    login, code = a_letter(instance, Role.WARD_CLERK)
    visitor = client()
    send(visitor, "/sign-in", login=login, secret=code)
    assert visitor.get("/").headers["location"] == "/password/change?next=/"
    assert visitor.get("/sign-in").status_code == 303
    assert send(visitor, "/password/change", new="password12345678").status_code == 422
    assert visitor.get("/").status_code == 303
    assert send(visitor, "/password/change", new=SECRET).status_code == 200
    assert visitor.get("/").text == "a page"


def test_number_and_password_open_the_door_and_the_browser_is_known(instance: Store) -> None:
    _visitor, login = with_password(instance, Role.EXPERT)
    visitor = client()
    typed = {"login": f" {login.lower()} ", "secret": SECRET, "stays": "1", "next": "/weeks"}
    answer = send(visitor, "/sign-in", **typed)
    assert (answer.status_code, answer.headers["location"]) == (303, "/weeks")
    lines = answer.headers.get_list("set-cookie")
    session = next(line.lower() for line in lines if line.startswith("hub_sid="))
    device = next(line.lower() for line in lines if line.startswith("hub_device="))
    assert "max-age=2592000" in session
    assert "max-age=15552000" in device
    assert all("httponly" in line and "samesite=lax" in line for line in (session, device))
    kept = service.token_hash(visitor.cookies["hub_device"])
    assert kept in {row.token_hash for row in rows(instance, KnownDevice)}
    assert send(visitor, "/sign-out").status_code == 303
    assert "hub_device" in visitor.cookies, "known beyond the sign-out"
    assert 'name="stays" value="1" checked' in visitor.get("/sign-in").text


def test_a_password_is_changed_with_the_present_one_and_other_devices_are_out(
    instance: Store,
) -> None:
    home, login = with_password(instance, Role.EXPERT)
    phone = client()
    assert send(phone, "/sign-in", login=login, secret=SECRET).status_code == 303
    wrong = send(home, "/password/change", old="not this one", new=OTHER)
    assert wrong.status_code == 422
    assert "今のパスワードが違います。" in wrong.text
    assert "not this one" not in wrong.text
    assert OTHER not in wrong.text
    before = home.cookies["hub_sid"]
    assert send(home, "/password/change", old=SECRET, new=OTHER).status_code == 200
    assert home.cookies["hub_sid"] != before
    assert home.get("/").text == "a page"
    assert phone.get("/").status_code == 303
    assert send(phone, "/sign-in", login=login, secret=SECRET).status_code == 401
    assert send(phone, "/sign-in", login=login, secret=OTHER).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("short", "短すぎます（今は5文字）。15文字以上"),
        ("password12345678", "よく使われる言葉"),
        ("検分製作所検分製作所2026年", "名前や会社名"),
    ],
)
def test_a_weak_password_is_told_at_the_field_and_nothing_is_stored(
    instance: Store, typed: str, said: str
) -> None:
    login, code = a_letter(instance, Role.FIRM_TUTOR)
    visitor = client()
    send(visitor, "/sign-in", login=login, secret=code)
    answer = send(visitor, "/password/change", new=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="new"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{typed}"' not in answer.text
    assert rows(instance, Account)[0].password_hash is None


def test_only_a_hash_of_the_password_is_stored(instance: Store, tmp_path: Path) -> None:
    with_password(instance, Role.EXPERT)
    assert rows(instance, Account)[0].password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    instance.settle()
    assert SECRET.encode() not in (tmp_path / "hub.sqlite3").read_bytes()


def test_an_old_hash_is_made_anew_at_the_next_sign_in(instance: Store) -> None:
    _home, login = with_password(instance, Role.EXPERT)
    weaker = passwords.HASHER.using(rounds=1).hash(SECRET)
    with instance.writing() as session:
        account = session.get(Account, 1)
        assert account is not None
        account.password_hash = weaker
        session.add(account)
    assert send(client(), "/sign-in", login=login, secret=SECRET).status_code == 303
    assert "t=2" in rows(instance, Account)[0].password_hash


def test_known_and_unknown_numbers_get_the_same_answer(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Bodies are compared, not times: the hash itself is measured by `hub bench sign_in`.
    with_password(instance, Role.EXPERT)
    monkeypatch.setattr(passwords.HASHER, "verify", lambda _secret, _kept: False)
    _fill_accounts(instance)
    visitor, bodies = client(), set()
    token = FORM.search(visitor.get("/sign-in").text)
    for at in range(EACH):
        for kind in ("N", "U"):
            login = f"{kind}{at:05d}"
            data = {"token": token[1] if token else "", "login": login, "secret": "wrong word"}
            answer = visitor.post("/sign-in", data=data, headers={"origin": ORIGIN})
            assert answer.status_code == 401
            bodies.add(answer.text.replace(login, "N"))
    assert len(bodies) == 1
    assert "番号またはパスワードが違います。しばらく待つと再び試せます。" in bodies.pop()


def _fill_accounts(store: Store) -> None:
    """Accounts with a password for people who need no more than that here."""
    with store.writing() as session:
        for at in range(EACH):
            session.add(
                Person(
                    id=100 + at,
                    name="検分",
                    kana="ケンブン",
                    kana_key="k",
                    name_key="k",
                    created_at=NOW,
                )
            )
        session.flush()
        for at in range(EACH):
            session.add(Account(person_id=100 + at, login=f"N{at:05d}", password_hash="x" * 40))
