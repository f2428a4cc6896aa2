"""What a person may send in a while, and what a virus scanner says of it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from hub import wiring
from hub.directory import reads, service
from hub.kernel.errors import Invalid, Refused
from hub.platform import clock, files, rates, runtime, settings
from hub.platform.db import Store
from hub.platform.uploads import receiving, scanning
from hub.platform.uploads.scanning import Verdict
from hub.platform.workbook import Sheet, workbook
from models.vocab import FileKind, Role
from tests.support.arrangements.directory import LINE
from tests.support.internship import NOW, a_person, a_ward, do, see

WANTED: Final = frozenset({FileKind.CSV, FileKind.XLSX})
TABLE: Final = "会社名\r\n髙﨑精密\r\n".encode("utf-8-sig")
INFECTED: Final = b"stands for something that a scanner knows"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


def received(store: Store, person: int = 1, body: bytes = TABLE) -> receiving.Received:
    return receiving.receive(store, person, "会社.csv", body, WANTED)


def refusal(store: Store, **more: Any) -> str:  # noqa: ANN401  as `received`
    with pytest.raises(Invalid) as refused:
        received(store, **more)
    return refused.value.reason.code


def use(store: Store, person: int, times: int, size: int = 1) -> None:
    """What somebody has sent already."""
    with store.writing() as session:
        for _number in range(times):
            rates.upload(session, person, size, clock.now())


def test_thirty_files_in_ten_minutes_are_enough_for_one_person(
    store: Store, now: list[datetime]
) -> None:
    use(store, 1, 29)
    assert received(store).is_scanned is False
    assert refusal(store) == "files.too_often"
    received(store, person=2)
    now[0] += timedelta(minutes=10)
    received(store)


def test_five_hundred_megabytes_a_day_are_enough_for_one_person(
    store: Store, now: list[datetime]
) -> None:
    use(store, 1, 1, 500 * 1024 * 1024)
    assert refusal(store) == "files.too_much"
    received(store, person=2)
    now[0] += timedelta(days=1)
    received(store)


@dataclass
class Scanner:
    """A scanner on loopback that speaks as clamd does."""

    address: str
    seen: list[bytes] = field(default_factory=list)
    answer: bytes | None = None


@contextmanager
def scanner() -> Iterator[Scanner]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        made = Scanner(f"127.0.0.1:{door.getsockname()[1]}")
        thread = threading.Thread(target=_listen, args=(door, made), daemon=True)
        thread.start()
        yield made
        door.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _listen(door: socket.socket, made: Scanner) -> None:
    while True:
        try:
            line, _from = door.accept()
        except OSError:
            return
        with line, line.makefile("rb") as talk:
            assert talk.read(10) == b"zINSTREAM\0"
            body = b""
            while length := int.from_bytes(talk.read(4)):
                body += talk.read(length)
            made.seen.append(body)
            found = b"stream: Test-Virus FOUND\0" if INFECTED in body else b"stream: OK\0"
            line.sendall(found if made.answer is None else made.answer)


def test_a_scanner_gets_every_byte_and_its_word_counts() -> None:
    large = bytes(range(256)) * 1_000
    with scanner() as clamd:
        assert scanning.scan(clamd.address, large) is Verdict.CLEAN
        assert clamd.seen == [large]
        assert scanning.scan(clamd.address, INFECTED) is Verdict.INFECTED
        for strange in (b"", b"stream: size limit ERROR\0", b"\0"):
            clamd.answer = strange
            assert scanning.scan(clamd.address, b"a") is Verdict.AWAY
    assert scanning.scan(clamd.address, b"a") is Verdict.AWAY
    assert scanning.scan("unix:/nowhere/clamd.ctl", b"a") is Verdict.AWAY
    assert scanning.scan("", INFECTED) is Verdict.NOBODY


def test_what_a_scanner_refuses_or_cannot_look_at_is_not_received(
    store: Store, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    with scanner() as clamd:
        here = replace(runtime.settings(), clamd=clamd.address)
        monkeypatch.setattr(runtime, "settings", lambda: here)
        assert received(store).is_scanned is True
        assert refusal(store, body=TABLE + INFECTED) == "files.infected"
    assert refusal(store) == "files.not_scanned"


@pytest.mark.parametrize("is_scanned", [True, False])
def test_the_receipt_says_whether_a_scanner_has_looked(store: Store, *, is_scanned: bool) -> None:
    wiring.bind()
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    body = workbook([Sheet("会社の一覧", tuple(reads.COLUMNS), [LINE])])
    source = {
        "name": "会社.xlsx", "kind": "xlsx",
        "stored": files.set_down(store, body, is_scanned=is_scanned),
    }  # fmt: skip
    ward_id = clerk.seat.ward_id
    seen = see(store, reads.preview_firms, clerk, ward_id=ward_id, body=body)
    done = do(store, service.import_firms, clerk, ward_id=ward_id, source=source, lines=seen.lines)
    facts: files.FileFacts = see(store, files.file_facts, clerk, file_id=done.file_id)
    assert facts.stored.is_scanned is is_scanned


@pytest.mark.parametrize(
    "given", ["clamd", "10.0.0.7:3310", "127.0.0.1:0", "unix:clamd.ctl", "tcp://127.0.0.1:3310"]
)
def test_a_scanner_on_another_machine_or_a_wrong_address_refuses_to_start(given: str) -> None:
    with pytest.raises(Refused) as refused:
        settings.from_environment({"HUB_CLAMD": given})
    assert refused.value.params["name"] == "HUB_CLAMD"
