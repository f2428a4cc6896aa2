"""One address or one window cannot take the service from the others; who waits is told how long."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from hub.accounts import passwords
from hub.accounts.service import issue_code, new_code
from hub.kernel.errors import Refused
from hub.platform import life, logs, rates, runtime
from hub.platform.db import Store
from models.accounts import Account, Membership
from models.platform import RateWindow
from models.vocab import Role
from pages.routes import limits, sign_in
from pages.routes.edge import Edge
from tests.support import people
from tests.support.internship import NOW, rows
from tests.support.server import database

ORIGIN = "http://127.0.0.1"
ELSEWHERE = "203.0.113.9"
FORM = re.compile(r'name="token" value="([^"]+)"')


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Say the time."""
        return self.now


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An instance of this process with one person per role; nobody's address is shared."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", ORIGIN)
    with database(tmp_path) as store:
        people.fill(store)
        runtime.forget()
        yield store
    monkeypatch.undo()
    runtime.forget()


def client(app: Starlette | None = None, host: str = ELSEWHERE) -> TestClient:
    """A visitor from an address."""
    app = app or Starlette(routes=sign_in.routes(), middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=(host, 1))


def try_code(visitor: TestClient, login: str, code: str) -> httpx2.Response:
    """Type a number and a code on the sign-in page."""
    found = FORM.search(visitor.get("/sign-in").text)
    data = {"token": found[1] if found else "", "login": login, "secret": code}
    return visitor.post("/sign-in", data=data, headers={"origin": ORIGIN})


def test_an_address_may_ask_in_bursts_and_then_at_the_pace_of_people(instance: Store) -> None:
    clock = Clock()
    here = limits.Limits(clock)
    taken = [here.request(ELSEWHERE, "/") for _ in range(201)]
    assert [seconds > 0 for seconds in taken] == [False] * 200 + [True]
    assert here.request("203.0.113.10", "/") == 0, "others are not touched"
    clock.now += 60
    again = [here.request(ELSEWHERE, "/") for _ in range(201)]
    assert sum(seconds == 0 for seconds in again) == 200


def test_one_person_sends_thirty_files_and_then_waits_while_others_send(instance: Store) -> None:
    clock = Clock()
    doors = limits.Limits(clock)
    assert [doors.upload(1) for _file in range(30)] == [0.0] * 30
    assert doors.upload(1) > 0
    assert doors.upload(2) == 0.0
    clock.now += 20
    assert doors.upload(1) == 0.0


def test_an_ipv6_visitor_is_counted_by_the_network(instance: Store) -> None:
    assert rates.address("2001:db8:1:2:a::1") == rates.address("2001:db8:1:2:b::2")
    assert rates.address("2001:db8:1:3::1") != rates.address("2001:db8:1:2::1")
    assert rates.address("::ffff:203.0.113.9") == rates.address(ELSEWHERE)
    assert rates.address("no address") == rates.NO_ADDRESS


def test_a_school_may_ask_ten_times_as_much(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_SHARED_ADDRESSES", f"198.51.100.0/24, {ELSEWHERE}")
    runtime.forget()
    here = limits.Limits(Clock())
    taken = [here.request(ELSEWHERE, "/") for _ in range(2001)]
    assert sum(seconds == 0 for seconds in taken) == 2000
    tokens = rates.sign_in("W000001", rates.address(ELSEWHERE), shared=True)
    assert [limit.most for limit in tokens] == [10, 600, 600]
    monkeypatch.setenv("HUB_SHARED_ADDRESSES", "the school")
    runtime.forget()
    with pytest.raises(Refused) as refusal:
        runtime.settings()
    assert refusal.value.params["name"] == "HUB_SHARED_ADDRESSES"


@pytest.mark.parametrize(("lang", "said"), [("ja", "約1分待ってから"), ("en", "wait about 1 min")])
def test_too_many_requests_are_told_how_long_to_wait(instance: Store, lang: str, said: str) -> None:
    def answer(_request: Request) -> Response:
        return PlainTextResponse("ok")

    app = Starlette(routes=[Route("/healthz", answer)], middleware=[Middleware(Edge)])
    visitor = client(app)
    visitor.cookies.set("hub_prefs", f"{lang}.18")
    # A slow machine earns new requests while it asks: as many as it takes, with an end.
    served, late = 0, visitor.get("/healthz")
    while late.status_code == 200 and served < 5_000:
        served, late = served + 1, visitor.get("/healthz")
    assert served >= 200
    assert late.status_code == 429
    assert said in late.text
    assert f'lang="{lang}"' in late.text
    assert int(late.headers["retry-after"]) >= 1
    assert late.headers["x-request-id"][:8] in late.text
    assert late.headers["x-frame-options"] == "DENY"
    assert late.headers["cache-control"] == "no-store"


def test_an_address_holds_so_many_windows_and_no_more(instance: Store) -> None:
    here = limits.Limits(Clock())
    held = [here.socket(ELSEWHERE) for _ in range(201)]
    rooms = [one.__enter__() for one in held]
    assert rooms == [True] * 200 + [False]
    for one in held[:2]:
        one.__exit__(None, None, None)
    with here.socket(ELSEWHERE) as has_room:
        assert has_room


def test_a_flood_of_messages_is_read_at_twenty_a_second(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, slept = Clock(), []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds

    monkeypatch.setattr("asyncio.sleep", sleep)

    async def flood() -> None:
        pace = limits.Limits(clock).messages()
        for _ in range(120):
            await pace.wait()

    asyncio.run(flood())
    assert sum(slept) == pytest.approx(100 / 20, abs=0.1)
    assert len(slept) == 100


def test_failures_of_many_at_once_are_all_counted(store: Store) -> None:
    bucket = "sign-in:test"

    def fail(_number: int) -> None:
        with store.writing() as session:
            rates.count(session, [bucket], NOW)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(fail, range(20)))
    assert [(row.bucket, row.used) for row in rows(store, RateWindow)] == [(bucket, 20)]
    with store.writing() as session:
        rates.count(session, [bucket], NOW + rates.WINDOW)
    assert [row.used for row in rows(store, RateWindow)] == [1], "an old window begins anew"


def test_waiting_grows_and_never_becomes_a_refusal(store: Store) -> None:
    windows = rates.sign_in("w000007 ", rates.address(ELSEWHERE), shared=False)
    assert windows == rates.sign_in("W000007", rates.address(ELSEWHERE), shared=False)
    waits = []
    for _failure in range(40):
        waits.append(rates.wait_seconds(store, windows, NOW))
        with store.writing() as session:
            rates.count(session, [windows[0].bucket], NOW)
    assert waits[:10] == [0] * 10
    assert waits[10:13] == [2, 4, 6]
    assert max(waits) == waits[-1] == rates.LONGEST_WAIT
    assert rates.wait_seconds(store, windows, NOW + timedelta(minutes=15)) == 0


def test_ten_failures_make_the_eleventh_try_wait_and_success_is_not_counted(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(sign_in, "sleep", sleep)
    visitor = client()
    for _try in range(10):
        assert try_code(visitor, "W999999", "AAAAAAAA").status_code == 401
    assert slept == []
    assert try_code(visitor, "W999999", "AAAAAAAA").status_code == 401
    assert slept == [2]
    login, code = a_letter(instance)
    before = used(instance)
    assert try_code(visitor, login, code).status_code == 303
    assert used(instance) == before


def used(store: Store) -> list[int]:
    """How often each window was counted."""
    return sorted(row.used for row in rows(store, RateWindow))


def a_letter(store: Store) -> tuple[str, str]:
    """Number and code of a letter to the student of the instance."""
    code, code_hash = new_code()
    student = select(Membership.person_id).where(col(Membership.role) == Role.STUDENT)
    with store.reading() as session:
        person = session.exec(student).one()
    raw = {"person_id": person, "code_hash": code_hash}
    return people._run(store, issue_code, f"letter-{code}", **raw).login, code


def test_every_failure_looks_the_same_and_costs_the_same_hashes(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[str] = []
    verify = passwords.HASHER.verify

    def counted(secret: str, kept: str) -> bool:
        hashes.append(kept.rsplit("$", 2)[0])
        return bool(verify(secret, kept))

    monkeypatch.setattr(passwords.HASHER, "verify", counted)
    login, code = a_letter(instance)
    tries = {"unknown": ("W999999", code), "wrong": (login, "AAAAAAAA")}
    answers = {name: try_code(client(), *typed) for name, typed in tries.items()}
    assert try_code(client(), login, code).status_code == 303
    answers["used"] = try_code(client(), login, code)
    login, code = a_letter(instance)
    with instance.writing() as session:
        account = session.exec(select(Account).where(col(Account.login) == login)).one()
        account.is_disabled = True
        session.add(account)
    answers["disabled"] = try_code(client(), login, code)
    bodies = {
        name: re.sub(r'name="token" value="[^"]+"', "", one.text).replace("W999999", login)
        for name, one in answers.items()
    }
    assert {one.status_code for one in answers.values()} == {401}
    assert len(set(bodies.values())) == 1
    assert "番号またはパスワードが違います。しばらく待つと再び試せます。" in bodies["unknown"]
    assert len(hashes) == 10, "code and password of each try, the good one too"
    assert len(set(hashes)) == 1, "with the present parameters"


def test_no_more_hashes_at_once_than_cores_and_a_long_queue_is_told(
    instance: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    places = 0
    while passwords.PLACES.acquire(blocking=False):
        places += 1
    try:
        answer = try_code(client(), "W999999", "AAAAAAAA")
    finally:
        for _place in range(places):
            passwords.PLACES.release()
    assert answer.status_code == 503
    assert "混み合っています" in answer.text
    assert int(answer.headers["retry-after"]) >= 1


def test_while_the_service_ends_a_sign_in_is_told_so(instance: Store) -> None:
    visitor = client()
    life.LIFE.end()
    try:
        answer = try_code(visitor, "W999999", "AAAAAAAA")
    finally:
        life.LIFE.begin()
    assert answer.status_code == 503
    assert "ただいま更新作業中です。入力は保存されています。" in answer.text


def test_a_line_of_the_log_bears_the_number_of_the_answer(instance: Store) -> None:
    seen: list[str] = []

    def answer(_request: Request) -> Response:
        seen.append(logs.REQUEST.get())
        raise ZeroDivisionError

    app = Starlette(routes=[Route("/healthz", answer)], middleware=[Middleware(Edge)])
    shown = client(app).get("/healthz", headers={"x-request-id": "mine"})
    assert shown.headers["x-request-id"] == seen[0]
    assert f"番号 {seen[0][:8]} " in shown.text


def test_a_window_bears_our_number_and_drops_an_invented_one(instance: Store) -> None:
    seen: list[tuple[str, str]] = []

    async def open_window(socket: WebSocket) -> None:
        await socket.accept()
        seen.append((socket.headers["x-request-id"], logs.REQUEST.get()))
        await socket.close()

    app = Starlette(
        routes=[WebSocketRoute("/_stcore/stream", open_window)], middleware=[Middleware(Edge)]
    )
    invented = {"x-request-id": "mine", "origin": ORIGIN, "host": "127.0.0.1"}
    for _window in range(2):
        with client(app).websocket_connect("/_stcore/stream", headers=invented):
            pass
    assert all(header == number for header, number in seen)
    assert len({number for _header, number in seen} - {"mine"}) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", number) for _header, number in seen)
