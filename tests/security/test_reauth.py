"""The page that asks once more who sits here, and what it opens for ten minutes."""

from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from hub.accounts import service
from hub.platform import clock
from hub.platform.db import Store
from models.accounts import Account, SessionRow, SignInCode
from models.vocab import Role
from pages.routes import passwords, reauth, sign_in
from pages.routes.edge import Edge
from tests.security.test_passwords import ORIGIN, OTHER, SECRET, a_letter, send
from tests.support.internship import rows


def client() -> TestClient:
    """A browser that knows nothing yet."""
    routes = [r for file in (sign_in, passwords, reauth) for r in file.routes()]
    routes.append(Route("/", lambda _request: PlainTextResponse("a page")))
    app = Starlette(routes=routes, middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


def entered(store: Store, *, has_password: bool) -> TestClient:
    """A browser in which an expert has signed in eleven minutes ago."""
    login, code = a_letter(store, Role.EXPERT)
    visitor = client()
    assert send(visitor, "/sign-in", login=login, secret=code).status_code == 303
    if has_password:
        assert send(visitor, "/password/change", new=SECRET).status_code == 200
    grow_old(store)
    return visitor


def grow_old(store: Store) -> None:
    """Let eleven minutes pass for every session."""
    with store.writing() as session:
        for row in rows(store, SessionRow):
            row.reauth_at = clock.now() - timedelta(minutes=11)
            session.merge(row)


def is_stale(store: Store, visitor: TestClient) -> bool:
    """Say whether the person behind a browser would be asked."""
    actor = service.actor_of(store, visitor.cookies["hub_sid"], clock.now())
    assert actor is not None
    return actor.is_stale


def test_a_password_proves_it_for_ten_minutes_and_the_way_back_is_kept(instance: Store) -> None:
    visitor = entered(instance, has_password=True)
    assert is_stale(instance, visitor)
    page = visitor.get("/reauth?next=/told%3Fx%3D1").text
    assert 'name="next" value="/told?x=1"' in page
    wrong = send(visitor, "/reauth", secret="not this one", next="/told?x=1")
    assert wrong.status_code == 422
    assert "not this one" not in wrong.text
    assert is_stale(instance, visitor)
    done = send(visitor, "/reauth", secret=SECRET, next="/told?x=1")
    assert done.status_code == 200
    assert '<a href="/told?x=1">' in done.text
    assert not is_stale(instance, visitor)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_the_way_back_never_leads_to_another_site(instance: Store, elsewhere: str) -> None:
    visitor = entered(instance, has_password=True)
    done = send(visitor, "/reauth", secret=SECRET, next=elsewhere)
    assert "evil" not in done.text


def test_wrong_tries_are_counted_like_those_of_the_sign_in(instance: Store) -> None:
    visitor = entered(instance, has_password=True)
    for _try in range(5):
        assert send(visitor, "/reauth", secret="not this one").status_code == 422
    assert send(visitor, "/reauth", secret=SECRET).status_code == 422, "half a minute to wait"
    assert is_stale(instance, visitor)


def test_without_a_password_a_code_of_a_letter_proves_it_and_is_used_up(instance: Store) -> None:
    visitor = entered(instance, has_password=False)
    late = send(visitor, "/password/change", new=SECRET)
    assert late.headers["location"].startswith("/reauth?next=%2Fpassword%2Fchange")
    assert rows(instance, Account)[0].password_hash is None
    _login, code = a_letter(instance, Role.EXPERT)
    assert send(visitor, "/reauth", secret=code).status_code == 200
    assert rows(instance, SignInCode)[-1].used_at is not None
    assert send(visitor, "/password/change", new=SECRET).status_code == 200


def test_the_present_password_is_proof_enough_to_change_it(instance: Store) -> None:
    visitor = entered(instance, has_password=True)
    assert send(visitor, "/password/change", old=SECRET, new=OTHER).status_code == 200
    assert not is_stale(instance, visitor)


def test_a_stranger_is_led_to_the_sign_in(instance: Store) -> None:
    assert client().get("/reauth").headers["location"].startswith("/sign-in")
