"""The pages of a forgotten password: one answer for everybody, and no token in an address."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub.accounts import mail_codes, service
from hub.accounts.contacts import Reach, sealed
from hub.platform import clock, commands, runtime
from hub.platform.db import Store
from hub.platform.post import links
from models.accounts import Account, Contact
from models.vocab import Role
from pages.routes import forgot, passwords, sign_in
from pages.routes.edge import Edge
from tests.security.test_passwords import EACH, ORIGIN, OTHER, SECRET, a_letter, send
from tests.support import people
from tests.support.internship import SYSTEM, rows

NONCE = "0" * 32


def client() -> TestClient:
    """A browser that knows nothing yet."""
    routes = [r for file in (sign_in, passwords, forgot) for r in file.routes()]
    app = Starlette(routes=routes, middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


def a_link(store: Store) -> tuple[str, str]:
    """The number of an expert with a mail address, and the path of the link that is sent."""
    login, _code = a_letter(store, Role.EXPERT)
    with store.writing() as session:
        person_id = people.ROLES.index(Role.EXPERT) + 1
        session.add(
            Contact(
                person_id=person_id,
                sealed=sealed(person_id, Reach(mail="m@expert.example")),
                updated_at=clock.now(),
            )
        )
    send(client(), forgot.PATH, login=f" {login.lower()}")
    token = runtime.keyring().token(links.RESET.purpose, NONCE)
    raw = {"reset_id": 1, "nonce": NONCE, "token_hash": service.token_hash(token)}
    commands.run(store, service.answer_reset, actor=SYSTEM, now=clock.now(),
                 once=commands.new_once(), raw=raw)  # fmt: skip
    return login, f"{forgot.RESET}?t={token}"


def test_every_number_gets_the_same_answer(instance: Store) -> None:
    a_letter(instance, Role.EXPERT)
    visitor, bodies = client(), set()
    for at in range(EACH // 10):
        for login in ("W000004", f"U{at:05d}", "x" * 300, "\u0007"):
            answer = send(visitor, forgot.PATH, login=login)
            bodies.add((answer.status_code, answer.text))
    assert len(bodies) == 1
    assert "メールをお送りしました" in bodies.pop()[1]


def test_the_link_leaves_the_address_and_sets_the_password_once(instance: Store) -> None:
    login, link = a_link(instance)
    visitor = client()
    moved = visitor.get(link)
    assert (moved.status_code, moved.headers["location"]) == (303, forgot.RESET)
    cookie = moved.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "max-age=900" in cookie
    assert f"path={forgot.RESET}" in cookie
    page = visitor.get(forgot.RESET)
    assert login in page.text
    assert link.partition("t=")[2] not in page.text
    weak = send(visitor, forgot.RESET, new="password12345678")
    assert weak.status_code == 422
    assert "よく使われる言葉" in weak.text
    done = send(visitor, forgot.RESET, new=OTHER)
    assert done.status_code == 200
    assert visitor.get(forgot.RESET).status_code == 404
    assert client().get(link).status_code == 303
    again = client()
    again.get(link)
    dead = again.get(forgot.RESET)
    assert dead.status_code == 404
    assert login not in dead.text
    assert send(client(), "/sign-in", login=login, secret=SECRET).status_code == 401
    assert send(client(), "/sign-in", login=login, secret=OTHER).status_code == 303


def test_a_form_of_another_site_changes_nothing(instance: Store) -> None:
    _login, link = a_link(instance)
    visitor = client()
    visitor.get(link)
    answer = visitor.post(forgot.RESET, data={"new": OTHER}, headers={"origin": "https://evil"})
    assert answer.status_code == 403
    assert rows(instance, Account)[0].password_hash is None


def test_a_code_by_mail_opens_the_door_and_every_number_gets_the_same_answer(
    instance: Store,
) -> None:
    login, _letter = a_letter(instance, Role.EXPERT)
    with instance.writing() as session:
        person_id = people.ROLES.index(Role.EXPERT) + 1
        kept = sealed(person_id, Reach(mail="m@expert.example"))
        session.add(Contact(person_id=person_id, sealed=kept, updated_at=clock.now()))
    bodies = {
        send(client(), forgot.PATH, login=each, wants="code").text for each in (login, "W999999")
    }
    assert len(bodies) == 1
    assert "10桁のコード" in bodies.pop()
    ring = runtime.keyring()
    figures = links.code_of(ring, NONCE)
    raw = {"reset_id": 1, "nonce": NONCE, "token_hash": mail_codes.digest(ring, login, figures)}
    commands.run(instance, service.answer_reset, actor=SYSTEM, now=clock.now(),
                 once=commands.new_once(), raw=raw)  # fmt: skip
    wrong = f"{(int(figures) + 1) % 10**10:010d}"
    assert send(client(), "/sign-in", login=login, secret=wrong).status_code == 401
    assert send(client(), "/sign-in", login=login, secret=figures).status_code == 303
    assert send(client(), "/sign-in", login=login, secret=figures).status_code == 401
