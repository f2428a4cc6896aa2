"""The frozen people, requests and grades that measure the matching: shape, never ranks."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from hub.experts.lines import experts_of, requests_of
from hub.kernel.folding import folded
from seed.reference import skill_vocabulary

FOLDER: Final = Path(__file__).resolve().parents[1] / "bench" / "matching"
FROZEN: Final = (
    ("experts.jsonl", "85746ad2bd3e384fef4ef006bb9bc90e14e140aca7fac9465dffa2d510a142e9"),
    ("requests.jsonl", "9541cbb17703682bb50b61d9ca7c8ad630347fd88f2565d2139d529ecd91a03a"),
    ("graded.jsonl", "c2a4f7fd48a1115eaeff97b0db4786666539ec9bb2d9cfbbbf3e87df69e2852e"),
)
KINDS: Final = {
    "hard": 169,
    "negation": 23,
    "english": 22,
    "kana": 20,
    "lexical": 16,
    "two": 12,
    "nobody": 8,
}
PEOPLE: Final = 165
BIO: Final = range(40, 151)
BEST: Final = 3


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_bytes().splitlines()]


@pytest.mark.parametrize(("name", "digest"), FROZEN, ids=[name for name, _ in FROZEN])
def test_the_set_is_what_was_frozen(name: str, digest: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_the_product_reads_every_line_without_a_fault() -> None:
    people, faults = experts_of((FOLDER / "experts.jsonl").read_bytes())
    asked, more = requests_of((FOLDER / "requests.jsonl").read_bytes())
    assert (faults, more) == ([], [])
    assert len({one.id for one in people}) == len(people) == PEOPLE
    assert len({one.qid for one in asked}) == len(asked) == sum(KINDS.values())
    assert len({folded(one.text) for one in asked}) == len(asked)
    assert [one.id for one in people if len(one.bio) not in BIO or not one.tags] == []


def test_every_kind_of_request_is_there_and_every_request_has_a_trade() -> None:
    asked = rows("requests.jsonl")
    assert Counter(row["kind"] for row in asked) == KINDS
    assert [row["qid"] for row in asked if not row["family"]] == []


def test_grades_name_people_of_the_list_and_one_to_send_unless_nobody_can() -> None:
    people = {row["id"] for row in rows("experts.jsonl")}
    kinds = {row["qid"]: row["kind"] for row in rows("requests.jsonl")}
    graded = rows("graded.jsonl")
    assert [row["qid"] for row in graded] == list(kinds)
    for row in graded:
        assert set(row["rel"]) <= people, row["qid"]
        assert set(row["rel"].values()) <= {1, 2, BEST}, row["qid"]
        if kinds[row["qid"]] == "nobody":
            assert row["rel"] == {}, row["qid"]
        else:
            assert BEST in row["rel"].values(), row["qid"]


def test_no_sentence_of_the_set_became_a_saying_of_the_vocabulary() -> None:
    known = {folded(row.text) for row in skill_vocabulary().aliases}
    asked = {folded(row["text"]) for row in rows("requests.jsonl")}
    assert known
    assert known & asked == set()
