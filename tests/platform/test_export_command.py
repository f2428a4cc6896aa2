"""`hub export`: a table for machines with what describes it; and the check of any table."""

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from hub.__main__ import main
from hub.accounts import service as accounts
from hub.directory import service
from hub.platform import runtime
from hub.platform.db import Store
from models.accounts import Account
from models.platform import AuditRow
from models.vocab import Channel, Role
from tests.support.internship import SYSTEM, a_person, a_ward, do, rows
from tests.support.server import ROOT, database

NAME: Final = "髙﨑製作所"
WANTED: Final = ("export", "firms", "--ward", "13111", "--purpose", "統計のため")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one firm in Ōta."""
    with database(tmp_path / "data") as store:
        a_firm(store)
    return tmp_path


def a_firm(store: Store) -> None:
    do(
        store, service.add_firm, SYSTEM, ward_id=a_ward(store), name=NAME,
        kana="タカサキセイサクジョ", town="糀谷",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What the command answered."""

    returncode: int
    stdout: str
    stderr: str


Hub = Callable[..., Done]


@pytest.fixture
def hub(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Hub]:
    """The command line over that folder, in this process."""
    monkeypatch.setenv("HUB_DATA_DIR", str(folder / "data"))
    runtime.forget()

    def run(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["hub", *words])
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        return Done(code if isinstance(code, int) else 0, told.out, told.err)

    yield run
    runtime.forget()


def test_a_written_table_is_whole_described_and_recorded(folder: Path, hub: Hub) -> None:
    book, packed = folder / "firms.xlsx", folder / "firms.zip"
    assert hub(*WANTED, "--out", str(book)).returncode == 0
    done = hub(*WANTED, "--format", "csv", "--out", str(packed))
    assert (done.returncode, done.stdout) == (0, f"{packed}：1行を書きました。\n")
    told = json.loads((folder / "firms.xlsx.metadata.json").read_text(encoding="utf-8"))
    assert (told["rows"], told["region_code"], told["data_set"]) == (1, "13111", "firms")
    with zipfile.ZipFile(io.BytesIO(packed.read_bytes())) as box:
        assert NAME in box.read("会社の一覧.csv").decode("utf-8-sig")
    checked = hub("export", "--check", str(book), str(packed))
    assert checked.returncode == 0
    assert [line.split("\t")[1] for line in checked.stdout.splitlines()] == ["100/100/100"] * 2
    with database(folder / "data") as store:
        noted = [row.record_id for row in rows(store, AuditRow) if row.record == "export"]
    assert noted == ["firms:1:1", "firms:1:1"]


def test_a_sign_that_the_old_alphabet_lacks_stops_the_file(folder: Path, hub: Hub) -> None:
    with database(folder / "data") as store:
        do(
            store, service.add_firm, SYSTEM, ward_id=1, name="𠮷田精工",
            kana="ヨシダセイコウ", town="羽田",
        )  # fmt: skip
    out = folder / "firms.zip"
    stopped = hub(*WANTED, "--format", "csv-cp932", "--out", str(out))
    assert (stopped.returncode, out.exists()) == (2, False)
    assert "1か所" in stopped.stderr
    agreed = hub(*WANTED, "--format", "csv-cp932-replaced", "--out", str(out))
    assert agreed.returncode == 0
    with zipfile.ZipFile(out) as box:
        assert "𠮷" in box.read("置きかえの一覧.csv").decode("utf-8-sig")


def test_a_foreign_table_is_told_its_rules_and_cells(folder: Path, hub: Hub) -> None:
    file = folder / "foreign.csv"
    file.write_text("会社,人数（人）\n㈱森,3\n〃,4\n", encoding="utf-8")
    found = hub("export", "--check", str(file))
    assert found.returncode == 1
    lines = found.stdout.splitlines()
    assert lines[0].endswith("90/0/60")
    assert any(line.startswith("  L1-08 ") and line.endswith("foreign!A2") for line in lines)
    assert any(line.startswith("  L2-02 ") and line.endswith("foreign!A3") for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "firms", "--ward", "13111", "--out", "x.xlsx"), "--purpose"),
        (("export", "people", "--ward", "13111", "--purpose", "p", "--out", "x.xlsx"), "firms"),
        (("export", "firms", "--ward", "99999", "--purpose", "p", "--out", "x.xlsx"), "99999"),
        (("export", "--check", "no-such-file.csv"), "no-such-file.csv"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(hub: Hub, words: tuple[str, ...], said: str) -> None:
    done = hub(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (ROOT / "x.xlsx").exists()


def test_one_persons_records_are_written_out_with_a_purpose(folder: Path, hub: Hub) -> None:
    with database(folder / "data") as store:
        expert = a_person(store, Role.EXPERT, ward_id=1, name=NAME)
        do(
            store, accounts.issue_code, person_id=expert.person_id, code_hash="x" * 40
        )  # fmt: skip
        login = rows(store, Account)[-1].login
    out = folder / "person.zip"
    for short in (("person", login), ("person", login, "--out", str(out))):
        assert hub("export", *short).returncode == 2
    wanted = ("export", "person", login, "--purpose", "開示の請求", "--out", str(out))
    assert hub(*wanted).returncode == 0
    with zipfile.ZipFile(out) as box:
        told = json.loads(box.read("records.json"))
        assert {"READ_ME.txt", "records.json", "records.xlsx"} <= set(box.namelist())
    assert told["person"][0]["name"] == NAME
    assert "x" * 40 not in str(told)
    with database(folder / "data") as store:
        noted = [row.record_id for row in rows(store, AuditRow) if row.record == "disclosure"]
    assert noted == [str(expert.person_id)]
    assert hub(*wanted[:2], "W999999", *wanted[3:]).returncode == 2


def test_the_pack_of_a_leak_holds_the_report_the_list_and_the_letters(
    folder: Path, hub: Hub
) -> None:
    with database(folder / "data") as store:
        expert = a_person(store, Role.EXPERT, ward_id=1, name=NAME)
        do(
            store, accounts.keep_wishes, expert, told_by=Channel.LETTER, postal="144-0051",
            address="東京都大田区西蒲田0-0-0",
        )  # fmt: skip
    out = folder / "leak.zip"
    span = ("--from", "2026-11-01", "--to", "令和8年11月7日")
    wanted = (
        "export", "breach", *span, "--table", "contact", "--known", "2026-11-08",
        "--wrongful", "--purpose", "漏えいの報告", "--out", str(out),
    )  # fmt: skip
    done = hub(*wanted)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(out) as box:
        facts = json.loads(box.read("report.json"))
        assert NAME in box.read("persons.csv").decode("utf-8-sig")
        assert box.read("letters.pdf").startswith(b"%PDF")
        assert {"READ_ME.txt", "report.xlsx", "items.csv", "acts.csv"} <= set(box.namelist())
    assert (facts["persons"], facts["must_report"], facts["all_encrypted"]) == (1, True, True)
    assert (facts["first_report_from"], facts["first_report_until"]) == ("2026-11-11", "2026-11-13")
    assert facts["full_report_until"] == "2027-01-07"
    with database(folder / "data") as store:
        noted = [row.record_id for row in rows(store, AuditRow) if row.record == "breach"]
    assert noted == ["table:contact"]
    for bad in (
        ("export", "breach", *span, "--out", str(out)),
        (*wanted, "--actor", "W000001"),
        ("export", "breach", "--from", "2026-11-07", "--to", "2026-11-01", *wanted[8:]),
        ("export", "breach", "--from", "あした", *wanted[4:]),
    ):
        assert hub(*bad).returncode == 2, bad
