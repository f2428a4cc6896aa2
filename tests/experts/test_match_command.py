"""`hub match` as an officer runs it: what it writes, refuses and always writes again alike."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner, Result

from hub.__main__ import app

ROOT: Final = Path(__file__).resolve().parents[2]
OLD: Final = b"an older answer"
EXPERTS: Final = (
    {"id": "x01", "bio": "旋盤で軸を四十年削りました。", "tags": ["旋盤"], "years": 40},
    {"id": "x02", "bio": "ステンレスの溶接を教えます。", "tags": ["溶接"], "certs": None},
    {"id": "x03", "bio": "板金の展開と曲げを教えます。", "tags": None, "years": None},
)
REQUESTS: Final = (
    {"qid": "r2", "text": "溶接以外で板金ができる人"},
    {"qid": "r1", "text": "細い軸を削ると太さが変わる"},
    {"qid": "r3", "text": "  "},
)


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def run(folder: Path, *words: object, out: str = "out.jsonl") -> Result:
    given = ["--experts", folder / "e.jsonl", "--requests", folder / "r.jsonl"]
    return CliRunner().invoke(app, ["match", *map(str, [*given, "--out", folder / out, *words])])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "e.jsonl").write_bytes(b"\xef\xbb\xbf" + lines(*EXPERTS) + b"\n  \n")
    (tmp_path / "r.jsonl").write_bytes(lines(*REQUESTS))
    return tmp_path


def answers(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


@pytest.mark.slow
def test_every_request_is_answered_in_its_place_with_reasons(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0, result.output
    found = answers(folder / "out.jsonl")
    assert [row["qid"] for row in found] == ["r2", "r1", "r3"]
    sheet, lathe, nothing = (row["ranking"] for row in found)
    assert [one["id"] for one in sheet] == ["x03", "x01", "x02"]
    assert lathe[0]["id"] == "x01"
    assert nothing == []
    for row, ranking in zip(REQUESTS, (sheet, lathe, nothing), strict=True):
        scores = [one["score"] for one in ranking]
        assert scores == sorted(scores, reverse=True)
        for one in ranking:
            assert one["word"] in {"ぴったり", "対応可", "近い分野", None}
            for why in one["why"]:
                part = why["request"]
                assert row["text"][part["start"] : part["end"]] == part["text"]
                shown = why["expert"]
                given = next(each for each in EXPERTS if each["id"] == one["id"])
                if shown["field"] == "bio":
                    bio = str(given["bio"])
                    assert bio[shown["start"] : shown["end"]] == shown["text"]
    meta = json.loads((folder / "out.jsonl.meta.json").read_bytes())
    assert meta["counts"] == {"experts": 3, "requests": 3, "top": 10}
    assert {"qid": "r3", "code": "empty_text"} in meta["warnings"]


@pytest.mark.slow
def test_another_process_writes_the_same_bytes_and_unknown_keys_change_nothing(
    folder: Path,
) -> None:
    run(folder)
    first = (folder / "out.jsonl").read_bytes()
    more = [{**row, "grade": 3, "name": "小澤", "age": 71} for row in EXPERTS]
    (folder / "e.jsonl").write_bytes(lines(*more))
    (folder / "r.jsonl").write_bytes(lines(*({**row, "answer": "x03"} for row in REQUESTS)))
    subprocess.run(
        [sys.executable, "-m", "hub", "match", "--experts", str(folder / "e.jsonl"),
         "--requests", str(folder / "r.jsonl"), "--out", str(folder / "out.jsonl")],
        check=True, cwd=ROOT,
    )  # fmt: skip
    assert (folder / "out.jsonl").read_bytes() == first


@pytest.mark.slow
def test_top_limits_the_rows(folder: Path) -> None:
    assert run(folder, "--top", 2).exit_code == 0
    assert [len(row["ranking"]) for row in answers(folder / "out.jsonl")] == [2, 2, 0]


def test_all_bad_lines_of_both_files_are_told_and_the_old_answer_stays(folder: Path) -> None:
    (folder / "out.jsonl").write_bytes(OLD)
    (folder / "e.jsonl").write_bytes(
        lines(
            {"id": "a", "years": 200},
            {"id": "a", "bio": 5},
            {"bio": "名なし"},
            {"id": "b", "tags": "旋盤", "certs": [1]},
            {"id": "c", "years": True},
            ["a list"],
        )
        + b'{"id": "d", "years": NaN}\n{"id": "broken\n\xff\xfe\n'
        + b'{"id": "", "bio": "\\ud800"}\n'
    )
    (folder / "r.jsonl").write_bytes(lines({"qid": "r1"}, {"qid": "r1", "text": "旋盤"}))
    result = run(folder)
    assert result.exit_code == 2
    told = [line.split(f"{folder}/")[-1] for line in result.stderr.splitlines()]
    assert told == [
        "e.jsonl:1: years: 0から80までの数が必要です。",
        "e.jsonl:2: id: 「a」は1行目にもあります。",
        "e.jsonl:2: bio: 文字列が必要です。",
        "e.jsonl:3: id: 文字列が必要です。",
        "e.jsonl:4: tags: 文字列の一覧が必要です。",
        "e.jsonl:4: certs: 文字列の一覧が必要です。",
        "e.jsonl:5: years: 0から80までの数が必要です。",
        "e.jsonl:6: 1行に1件の項目の組が必要です。",
        "e.jsonl:7: JSONとして読めません。",
        "e.jsonl:8: JSONとして読めません。",
        "e.jsonl:9: UTF-8で保存してください。",
        "e.jsonl:10: id: 空のままにはできません。",
        "e.jsonl:10: bio: 文字列が必要です。",
        "r.jsonl:1: text: 文字列が必要です。",
        "r.jsonl:2: qid: 「r1」は1行目にもあります。",
        "誤りは全部で 15 件です。",
    ]
    assert (folder / "out.jsonl").read_bytes() == OLD
    assert not (folder / "out.jsonl.meta.json").exists()
    assert len(list(folder.iterdir())) == 3


def test_a_missing_file_or_folder_is_bad_input(folder: Path) -> None:
    assert run(folder, out="nowhere/out.jsonl").exit_code == 2
    (folder / "r.jsonl").unlink()
    result = run(folder)
    assert result.exit_code == 2
    assert "ファイルを開けません。" in result.stderr


@pytest.mark.slow
def test_conditions_hide_people_and_change_neither_order_nor_score(folder: Path) -> None:
    rows = [
        {"id": "a", "bio": "旋盤で軸を削ります。", "certs": ["機械加工技能士 1級"], "years": 40},
        {"id": "b", "bio": "旋盤の仕上がりの肌を直します。", "certs": ["機械加工技能士"]},
        {"id": "c", "bio": "板金の曲げを教えます。", "certs": None, "years": 30},
    ]
    (folder / "e.jsonl").write_bytes(lines(*rows))
    run(folder)
    everybody = answers(folder / "out.jsonl")
    assert "filters" not in json.loads((folder / "out.jsonl.meta.json").read_bytes())
    assert run(folder, "--certificate", "技能士", "--years", 30).exit_code == 0
    left = answers(folder / "out.jsonl")
    assert [[one for one in row["ranking"] if one["id"] == "a"] for row in everybody] == [
        row["ranking"] for row in left
    ]
    meta = json.loads((folder / "out.jsonl.meta.json").read_bytes())
    assert meta["filters"] == [
        {"filter": "certificate", "value": "技能士", "left": 2},
        {"filter": "years", "value": 30, "left": 1},
    ]


@pytest.mark.slow
def test_nobody_to_rank_is_an_answer_with_a_warning(folder: Path) -> None:
    (folder / "e.jsonl").write_bytes(b"")
    assert run(folder).exit_code == 0
    assert [row["ranking"] for row in answers(folder / "out.jsonl")] == [[], [], []]
    meta = json.loads((folder / "out.jsonl.meta.json").read_bytes())
    assert {"qid": "", "code": "no_experts"} in meta["warnings"]
