"""Sign-in and sign-out: own forms only, safe cookies, own addresses only."""

import re
from pathlib import Path
from typing import Final

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from hub.platform import runtime
from models.vocab import Role
from pages.routes import cookies, sign_in
from pages.routes.edge import Edge
from tests.security.conftest import Site
from tests.support import people
from tests.support.server import database

pytestmark = pytest.mark.server
FOREIGN: Final = (
    "https://other.example",
    "//other.example",
    "///other.example",
    "/\\other.example",
    "\\\\other.example",
    "javascript:alert(1)",
    "/a\nb",
    "/a\tb",
    "home",
    " /home",
    "/sign-out",
    "",
)
FORM: Final = re.compile(r'name="token" value="([^"]+)"')


def form_of(client: httpx2.Client, path: str = "/sign-in") -> str:
    """Open a page with a form; return the form's token (its twin is in the cookies now)."""
    found = FORM.search(client.get(path).text)
    assert found
    return found[1]


def first_person(client: httpx2.Client) -> str:
    """Return the value of the first demo button."""
    found = re.search(r'name="person" value="(\d+)"', client.get("/sign-in").text)
    assert found
    return found[1]


def test_signing_in_and_out(site: Site, stranger: httpx2.Client) -> None:
    origin = {"origin": site.server.url}
    person = first_person(stranger)
    data = {"token": form_of(stranger), "person": person, "next": "/internship-offers?a=1"}
    answer = stranger.post("/sign-in/demo", data=data, headers=origin)
    assert (answer.status_code, answer.headers["location"]) == (303, "/internship-offers?a=1")
    assert stranger.get("/").status_code == 200
    assert stranger.get("/sign-in?next=/x").headers["location"] == "/x"
    kept = stranger.cookies["hub_sid"]
    token = form_of(stranger, "/sign-out")
    assert stranger.get("/").status_code == 200, "asking must not end the session"
    assert stranger.post("/sign-out", data={"token": token}, headers=origin).status_code == 303
    assert "hub_sid" not in stranger.cookies
    stranger.cookies.set("hub_sid", kept)
    assert stranger.get("/").status_code == 303, "the kept token is dead"


def test_cookie_is_closed_to_scripts(site: Site, stranger: httpx2.Client) -> None:
    data = {"token": form_of(stranger), "person": first_person(stranger)}
    answer = stranger.post("/sign-in/demo", data=data, headers={"origin": site.server.url})
    line = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("hub_sid="))
    parts = {part.strip().lower() for part in line.split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert "secure" not in parts
    assert not any(part.startswith("domain") for part in parts)
    assert answer.headers["cache-control"] == "no-store"


def test_a_new_browser_gets_one_word_for_the_proxy_and_keeps_it(stranger: httpx2.Client) -> None:
    first = stranger.get("/", follow_redirects=False)
    line = next(c for c in first.headers.get_list("set-cookie") if c.startswith("hub_route="))
    assert {"httponly", "samesite=lax"} <= {part.strip().lower() for part in line.split(";")}
    again = stranger.get("/", follow_redirects=False)
    assert "hub_route" not in str(again.headers.get_list("set-cookie"))


def test_cookie_under_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PUBLIC_URL", "https://hub.example")
    runtime.forget()
    try:
        answer = Response("")
        cookies.start(answer, "x")
        parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
        assert "__host-hub_sid=x" in parts
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    finally:
        monkeypatch.undo()
        runtime.forget()


@pytest.mark.parametrize("path", ["/sign-in/demo", "/sign-in", "/sign-out"])
@pytest.mark.parametrize("origin", ["https://other.example", "null", None, "own", "other-port"])
def test_forms_of_others_are_refused(
    site: Site, clerk: httpx2.Client, path: str, origin: str | None
) -> None:
    with httpx2.Client(base_url=site.server.url, trust_env=False) as client:
        token = form_of(client)
        clerk.cookies.set("hub_form", client.cookies["hub_form"])
        person = first_person(client)
    named = {"own": site.server.url, "other-port": "http://127.0.0.1:1"}
    headers = {"origin": named.get(origin, origin)} if origin else {}
    wrong = "wrong" if origin == "own" else token
    data = {"token": wrong, "person": person, "login": "W000001", "secret": "ABCDEFGH"}
    answer = clerk.post(path, data=data, headers=headers)
    assert answer.status_code == 403
    assert "hub_sid" not in str(answer.headers.get_list("set-cookie"))
    assert clerk.get("/").status_code == 200, "the session stays"


def test_a_form_without_its_cookie_is_refused(site: Site, stranger: httpx2.Client) -> None:
    token, person = form_of(stranger), first_person(stranger)
    stranger.cookies.clear()
    for given in (token, "", None):
        data = {"person": person} | ({"token": given} if given is not None else {})
        answer = stranger.post("/sign-in/demo", data=data, headers={"origin": site.server.url})
        assert answer.status_code == 403


@pytest.mark.parametrize("wanted", FOREIGN)
def test_next_leads_nowhere_else(wanted: str) -> None:
    assert cookies.own_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/internship-plan?round=3&x=%2F", "/a/b"])
def test_next_keeps_own_paths(wanted: str) -> None:
    assert cookies.own_path(wanted) == wanted


def test_a_strange_person_gets_in_nowhere(site: Site, stranger: httpx2.Client) -> None:
    for person in ("0", "999999", "-1", "x", "1 OR 1=1", ""):
        data = {"token": form_of(stranger), "person": person}
        answer = stranger.post("/sign-in/demo", data=data, headers={"origin": site.server.url})
        assert answer.status_code == 401
        assert "hub_sid" not in answer.headers.get("set-cookie", "")


def test_language_and_size_travel_without_script(stranger: httpx2.Client) -> None:
    answer = stranger.get("/sign-in?lang=en&size=24")
    assert '<html lang="en" data-size="24">' in answer.text
    assert '<html lang="en" data-size="24">' in stranger.get("/sign-in").text
    crafted = stranger.get('/sign-in?lang="><script>&size=9')
    assert "<script>" not in crafted.text
    assert '<html lang="ja" data-size="18">' in crafted.text


def test_gets_change_no_session(clerk: httpx2.Client) -> None:
    for path in (
        "/sign-out",
        "/sign-in",
        "/sign-in/demo?person=1",
        "/sign-in?login=x",
        "/password/change",
    ):
        clerk.get(path)
        assert clerk.get("/").status_code == 200


def test_no_demo_buttons_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with database(tmp_path) as store:
        ids = people.fill(store)
    origin = "http://127.0.0.1"
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", origin)
    app = Starlette(routes=sign_in.routes(), middleware=[Middleware(Edge)])
    answers = {}
    for env in ("demo", "production"):
        monkeypatch.setenv("HUB_ENV", env)
        runtime.forget()
        with TestClient(app, base_url=origin, follow_redirects=False) as client:
            page = client.get("/sign-in").text
            assert ('name="person"' in page) is (env == "demo")
            assert any(people.name_of(role) in page for role in people.ROLES) is (env == "demo")
            found = FORM.search(page)
            data = {"token": found[1] if found else "", "person": str(ids[Role.ADMIN])}
            answers[env] = client.post("/sign-in/demo", data=data, headers={"origin": origin})
    monkeypatch.undo()
    runtime.forget()
    assert answers["demo"].status_code == 303
    assert answers["production"].status_code == 403
    assert "set-cookie" not in answers["production"].headers or "hub_sid" not in str(
        answers["production"].headers
    )


def test_origin_must_be_the_host_asked() -> None:
    headers = [(b"host", b"127.0.0.1"), (b"origin", b"http://127.0.0.1.other.example"),
               (b"cookie", b"hub_form=t")]  # fmt: skip
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": headers})
    assert not cookies.is_own_form(request, "t")
