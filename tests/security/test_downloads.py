"""Files leave for their owner only; every other address below /files answers alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub.kernel.errors import NOT_FOUND, Reason
from hub.platform import clock, commands, files, runtime
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.db import Store
from models.vocab import Role
from pages.routes import downloads
from pages.routes.edge import Edge
from tests.support import people
from tests.support.server import database

ORIGIN: Final = "http://127.0.0.1"
BODY: Final = b"%PDF-1.7 the notice"
NAME: Final = "交付決定通知書 髙﨑精密\"'；.pdf"
ODD: Final = (
    "0", "-1", "1.0", "01", "+1", "1e3", "x", "１", "1%20", "%001", "1%00", "1%0a", "..%2f1",
    "%2e%2e/1", "x/../1%20", "1/", "1/page/1", "//1", "1%2f", "1;x", "", "%2e%2e%2fhub.sqlite3",
    "9223372036854775807", "9223372036854775808", "9" * 400, "' OR 1=1 --", "%F0%9F%93%84", "%ff",
)  # fmt: skip


class _Wanted(BaseModel):
    record_id: int
    stored: files.Stored


@dataclass(frozen=True, slots=True)
class _Made:
    file_id: int


def _keep(ctx: Ctx, *, record_id: int, stored: files.Stored) -> _Made:
    require(ctx, None)
    kept = files.keep_file(
        ctx, record="test_notice", record_id=record_id, name=NAME, stored=stored
    )  # fmt: skip
    return _Made(kept)


def _may_read(ctx: Ctx, record_id: int) -> Reason | None:
    """Only the leader whose firm has this number."""
    own = ctx.actor.role is Role.GROUP_LEADER and ctx.actor.seat.firm_id == record_id
    return None if own else NOT_FOUND


@dataclass(frozen=True, slots=True)
class Shelf:
    """Our routes behind the edge, a session per role, and a file of the group leader."""

    app: Starlette
    store: Store
    tokens: dict[Role, str]
    own: int
    foreign: int

    def client(self, role: Role | None) -> TestClient:
        """Open a client with the session of a role; none for a stranger."""
        cookies = {"hub_sid": self.tokens[role]} if role else {}
        return TestClient(self.app, base_url=ORIGIN, follow_redirects=False, cookies=cookies)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Fill one data folder and serve our routes from it in this process."""
    folder: Path = tmp_path_factory.mktemp("shelf")
    command(name="test:notice:keep", input=_Wanted, audit="file")(_keep)
    with pytest.MonkeyPatch.context() as patch, database(folder) as store:
        patch.setenv("HUB_DATA_DIR", str(folder))
        patch.setenv("HUB_PUBLIC_URL", ORIGIN)
        patch.setitem(files.READERS, "test_notice", _may_read)
        runtime.forget()
        ids = people.fill(store)
        tokens = {role: people.signed_in(store, one) for role, one in ids.items()}
        app = Starlette(routes=downloads.routes(), middleware=[Middleware(Edge)])
        yield Shelf(app, store, tokens, _kept(store, 1), _kept(store, 2))
    runtime.forget()
    del commands.COMMANDS["test:notice:keep"]


def _kept(store: Store, record_id: int) -> int:
    raw = {"record_id": record_id, "stored": files.set_down(store, BODY)}
    once = commands.new_once()
    made: _Made = commands.run(
        store, _keep, actor=people.MAKER, now=clock.now(), once=once, raw=raw
    )
    return made.file_id


def test_the_owner_gets_the_file_as_an_attachment(shelf: Shelf) -> None:
    answer = shelf.client(Role.GROUP_LEADER).get(f"/files/{shelf.own}")
    assert (answer.status_code, answer.content) == (200, BODY)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    kind, plain, named = answer.headers["content-disposition"].split("; ")
    assert (kind, plain) == ("attachment", f'filename="file-{shelf.own}.pdf"')
    assert named.startswith("filename*=UTF-8''%E4%BA%A4%E4%BB%98")
    assert named.isascii()
    assert not set(named.partition("''")[2]) & set("\"'; \r\n")


@pytest.mark.parametrize("role", [None, *people.ROLES])
def test_everybody_else_gets_the_answer_of_a_missing_file(shelf: Shelf, role: Role | None) -> None:
    with shelf.client(role) as client:
        foreign = client.get(f"/files/{shelf.foreign}")
        missing = client.get(f"/files/{shelf.foreign + 1000}")
        own = client.get(f"/files/{shelf.own}")
    assert foreign.status_code == missing.status_code == 404
    if role:
        assert foreign.text == missing.text
    assert dict(foreign.headers).keys() == dict(missing.headers).keys()
    assert (own.status_code == 200) is (role is Role.GROUP_LEADER)
    assert BODY not in foreign.content


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_answer_like_a_missing_file(shelf: Shelf, odd: str) -> None:
    with shelf.client(Role.GROUP_LEADER) as client:
        answer = client.get(f"{ORIGIN}/files/{odd}")
        plain = client.get("/files/999999")
    assert (answer.status_code, answer.text) == (404, plain.text)


def test_a_stranger_is_led_to_the_file_by_way_of_the_sign_in_page(shelf: Shelf) -> None:
    answer = shelf.client(None).get(f"/files/{shelf.own}")
    assert f'href="/sign-in?next=/files/{shelf.own}"' in answer.text
    assert "見つかりません" in answer.text


def test_a_file_cannot_be_changed_by_its_address(shelf: Shelf) -> None:
    with shelf.client(Role.GROUP_LEADER) as client:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.request(method, f"/files/{shelf.own}").status_code == 405
        assert client.get(f"/files/{shelf.own}").content == BODY


def test_a_lost_file_shows_a_number_and_no_place(shelf: Shelf) -> None:
    lost = _kept(shelf.store, 1)
    assert shelf.store.folder is not None
    newest = max((f for f in (shelf.store.folder / "files").rglob("*") if f.is_file()),
                 key=lambda f: f.stat().st_mtime_ns)  # fmt: skip
    newest.unlink()
    answer = shelf.client(Role.GROUP_LEADER).get(f"/files/{lost}")
    assert answer.status_code == 500
    assert newest.name not in answer.text
    assert "Traceback" not in answer.text
