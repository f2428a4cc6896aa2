"""Kept files: whole or not at all, for their owner only, each copy recorded."""

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from pydantic import BaseModel
from sqlmodel import select

from hub.kernel.errors import NOT_FOUND, HubError, Invalid, Reason
from hub.platform import audit, clock, commands, files
from hub.platform.commands import Fault, command
from hub.platform.context import Actor, Ctx, Seat, require, system_actor
from hub.platform.db import Store
from models.platform import AuditRow, FileRow
from models.vocab import Role

NOW: Final = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
MAKER: Final = system_actor("test")
OWNER: Final = Actor(None, "owner", Seat(1, Role.GROUP_LEADER, 1, 1))
OTHER: Final = Actor(None, "other", Seat(2, Role.GROUP_LEADER, 1, 2))
BODY: Final = b"%PDF-1.7 body"


class _Wanted(BaseModel):
    name: str
    stored: files.Stored
    record: str = "test_paper"


@dataclass(frozen=True, slots=True)
class _Made:
    file_id: int


def _may_read(ctx: Ctx, record_id: int) -> Reason | None:
    return None if ctx.actor.seat.firm_id == record_id else NOT_FOUND


def _keep(ctx: Ctx, *, name: str, stored: files.Stored, record: str) -> _Made:
    require(ctx, None)
    return _Made(files.keep_file(ctx, record=record, record_id=1, name=name, stored=stored))


@pytest.fixture(autouse=True)
def _record(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A record kind whose files the firm of its number may read."""
    monkeypatch.setitem(files.READERS, "test_paper", _may_read)
    command(name="test:paper:keep", input=_Wanted, audit="file")(_keep)
    yield
    del commands.COMMANDS["test:paper:keep"]


def _kept(store: Store, name: str = "通知.pdf", **more: object) -> int:
    raw = {"name": name, "stored": files.set_down(store, BODY), **more}
    once = commands.new_once()
    made: _Made = commands.run(store, _keep, actor=MAKER, now=NOW, once=once, raw=raw)
    return made.file_id


def _open(store: Store, actor: Actor, file_id: int) -> Any:  # noqa: ANN401  the use case's own result type
    raw = {"file_id": file_id}
    return commands.run(
        store, files.open_file, actor=actor, now=NOW, once=commands.new_once(), raw=raw
    )


def _facts(store: Store, actor: Actor, file_id: int) -> files.FileFacts:
    facts: files.FileFacts = commands.look(
        store, files.file_facts, actor=actor, now=NOW, file_id=file_id
    )
    return facts


def test_bytes_lie_under_a_random_name_readable_by_nobody_else(store: Store) -> None:
    first, second = files.set_down(store, BODY), files.set_down(store, BODY)
    assert first.place != second.place
    assert (first.size, first.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert store.folder is not None
    kept = [file for file in (store.folder / "files").rglob("*") if file.is_file()]
    assert {file.name for file in kept} == {first.place, second.place}
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    folders = [file for file in (store.folder / "files").rglob("*") if file.is_dir()]
    assert {stat.S_IMODE(one.stat().st_mode) for one in folders} == {0o700}


def test_the_owner_gets_the_bytes_and_each_copy_is_recorded(store: Store) -> None:
    file_id = _kept(store)
    for _copy in range(2):
        _open(store, OWNER, file_id)
    facts = _facts(store, OWNER, file_id)
    assert facts.name == "通知.pdf"
    assert files.body_of(store, facts.stored) == BODY
    with store.reading() as session:
        rows = session.exec(select(AuditRow).where(AuditRow.record == "file")).all()
        assert [row.command for row in rows] == ["test:paper:keep", *["platform:file:open"] * 2]
        assert audit.first_broken(session) is None


@pytest.mark.parametrize("wanted", ["foreign", "missing", "deleted", "of an unknown record"])
def test_foreign_and_missing_files_answer_alike(store: Store, wanted: str) -> None:
    file_id = _kept(store)
    if wanted == "missing":
        file_id += 1
    if wanted == "deleted":
        _change(store, file_id, state="deleted")
    if wanted == "of an unknown record":
        _change(store, file_id, record="nothing")
    actor = OTHER if wanted == "foreign" else OWNER
    answers = []
    for ask in (_open, _facts):
        with pytest.raises(HubError) as refused:
            ask(store, actor, file_id)
        answers.append((refused.value.reason, dict(refused.value.params)))
    assert answers == [(NOT_FOUND, {})] * 2
    with store.reading() as session:
        rows = session.exec(select(AuditRow.command)).all()
    assert "platform:file:open" not in rows, "a refusal takes no copy"


def _change(store: Store, file_id: int, **values: object) -> None:
    with store.writing() as session:
        row = session.get(FileRow, file_id)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def test_an_altered_file_is_never_handed_out(store: Store) -> None:
    stored = files.set_down(store, BODY)
    assert store.folder is not None
    (file,) = (store.folder / "files").rglob(stored.place)
    file.write_bytes(BODY + b"x")
    with pytest.raises(Fault):
        files.body_of(store, stored)


def test_on_the_disk_nothing_of_a_file_can_be_read_and_it_opens_at_its_own_place_alone(
    store: Store,
) -> None:
    first, second = files.set_down(store, BODY), files.set_down(store, BODY)
    assert store.folder is not None
    one, two = (next((store.folder / "files").rglob(each.place)) for each in (first, second))
    assert BODY[:5] not in one.read_bytes()
    assert one.read_bytes() != two.read_bytes()
    one.write_bytes(two.read_bytes())
    with pytest.raises(Fault, match="do not open"):
        files.body_of(store, first)
    assert files.body_of(store, second) == BODY


def test_a_file_that_was_kept_before_files_were_encrypted_is_still_read(store: Store) -> None:
    stored = files.set_down(store, BODY)
    assert store.folder is not None
    next((store.folder / "files").rglob(stored.place)).write_bytes(BODY)
    assert files.body_of(store, stored) == BODY


def test_bytes_whose_row_never_came_are_gone_after_a_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = _kept(store)
    lost = files.set_down(store, BODY)
    now = clock.now()
    assert files.sweep(store) == 0
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert files.sweep(store) == 1
    facts = _facts(store, OWNER, file_id)
    assert files.body_of(store, facts.stored) == BODY
    with pytest.raises(OSError, match=lost.place):
        files.body_of(store, lost)


def test_a_refused_command_leaves_bytes_but_no_file(store: Store) -> None:
    with pytest.raises(Fault):
        _kept(store, record="nobody_reads_this")
    with store.reading() as session:
        assert session.exec(select(FileRow)).all() == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etcpasswd"),
        ("通知\r\nSet-Cookie: x.pdf", "通知Set-Cookie x.pdf"),
        ("C:\\x\\通知.pdf", "Cx通知.pdf"),
        ("", "file"),
        ("髙﨑" * 200, "髙﨑" * 100),
    ],
)
def test_a_name_is_no_path(store: Store, name: str, kept: str) -> None:
    file_id = _kept(store, name)
    assert _facts(store, OWNER, file_id).name == kept


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\u061c", "\u3164", "\ufeff"])
def test_a_name_turns_nothing_around_and_hides_nothing(store: Store, sign: str) -> None:
    assert files.plain_name(f"a{sign}fdp.exe") == "afdp.exe"
    with pytest.raises(Invalid):
        _kept(store, f"a{sign}fdp.exe")


def test_a_name_of_control_signs_alone_becomes_a_plain_word() -> None:
    assert files.plain_name("\x00\x1f") == "file"


def test_a_place_given_by_hand_is_refused(store: Store) -> None:
    stored = files.Stored("../../hub.sqlite3", 1, "0" * 64)
    raw = {"name": "x", "stored": stored}
    with pytest.raises(Fault, match=re.escape("random name")):
        commands.run(store, _keep, actor=MAKER, now=NOW, once="x", raw=raw)
