"""The vocabulary keeps its own rules, and every row that breaks one is named."""

import csv
import dataclasses
import shutil
from pathlib import Path

import pytest

from hub.kernel.errors import Invalid
from hub.kernel.folding import folded
from hub.skills.vocabulary import AliasRow, EdgeRow, SkillRow, Vocabulary, problems
from models.vocab.skills import AliasKind, AliasLang, EdgeKind
from seed.reference import HERE, skill_vocabulary
from tests.support.skills import few_skills, whole_vocabulary

SKILLS = HERE / "skills"


def told(given: Vocabulary) -> list[tuple[str, str]]:
    return [(problem.field, problem.reason.code) for problem in problems(given)]


def an_alias(text: str, kind: AliasKind = AliasKind.SHOP, **other: object) -> AliasRow:
    row = AliasRow("machining.lathe", text, AliasLang.JA, kind, 90)
    return dataclasses.replace(row, **other)  # type: ignore[arg-type]  # fields of the row


def with_alias(row: AliasRow) -> tuple[Vocabulary, str]:
    few = few_skills()
    place = f"aliases[{len(few.aliases) + 1}]"
    return dataclasses.replace(few, aliases=(*few.aliases, row)), place


def with_skill(skill: str, **other: object) -> Vocabulary:
    few = few_skills()
    changed = tuple(
        dataclasses.replace(row, **other) if row.code == skill else row  # type: ignore[arg-type]  # fields of the row
        for row in few.skills
    )
    return dataclasses.replace(few, skills=changed)


def test_the_shipped_vocabulary_breaks_no_rule() -> None:
    assert told(whole_vocabulary()) == []
    assert told(few_skills()) == []


def test_the_shipped_vocabulary_covers_every_field_of_work_of_a_ward() -> None:
    families = {row.family for row in whole_vocabulary().skills}
    assert families >= {
        "assembly", "casting", "coating", "cost", "design", "dx", "edm", "energy", "erp",
        "export", "food", "forging", "glass", "grant", "heat", "hr", "iot", "ip", "leather",
        "machining", "maint", "measure", "mold", "plastics", "plating", "plc", "polish", "press",
        "print", "production", "quality", "robot", "rubber", "safety", "sales", "sewing", "sheet",
        "succession", "vision", "welding",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        pytest.param(an_alias("せ"), "text", "skills.alias_short", id="one sign"),
        pytest.param(an_alias("あ" * 121), "text", "skills.alias_long", id="too long"),
        pytest.param(an_alias("旋 盤"), "text", "skills.alias_twice", id="same when folded"),
        pytest.param(an_alias("加工"), "text", "skills.alias_stopped", id="says nothing"),
        pytest.param(
            an_alias("丸もの", weight=50), "weight", "skills.wrong_weight", id="weight by whim"
        ),
        pytest.param(
            an_alias("丸もの", skill_code="machining.none"),
            "skill_code",
            "skills.unknown_code",
            id="no such skill",
        ),
    ],
)
def test_a_bad_saying_is_named(row: AliasRow, field: str, code: str) -> None:
    given, place = with_alias(row)
    assert (f"{place}.{field}", code) in told(given)


def test_another_weight_is_allowed_with_a_reason() -> None:
    given, _place = with_alias(an_alias("丸もの", weight=50, source_note="他の仕事でも言う"))
    assert told(given) == []


def test_a_word_of_many_families_must_be_stopped() -> None:
    few = few_skills()
    codes = ("machining.lathe", "sheet.general", "welding.general")
    extra = tuple(an_alias("図面どおり", skill_code=code) for code in codes)
    given = dataclasses.replace(few, aliases=(*few.aliases, *extra))
    assert "skills.too_common" in {code for _field, code in told(given)}


@pytest.mark.parametrize(
    ("code", "other", "expected"),
    [
        ("machining.lathe", {"code": "Lathe"}, "skills.bad_code"),
        ("machining.lathe", {"code": "machining.milling"}, "skills.code_twice"),
        ("machining.lathe", {"parent_code": "machining.none"}, "skills.unknown_code"),
        ("machining.lathe", {"parent_code": "welding.general"}, "skills.other_family"),
        ("machining.general", {"parent_code": "machining.lathe"}, "skills.parent_loop"),
        ("machining.lathe", {"definition_ja": " "}, "skills.empty_field"),
    ],
)
def test_a_bad_skill_is_named(code: str, other: dict[str, str], expected: str) -> None:
    assert expected in {reason for _field, reason in told(with_skill(code, **other))}


def test_a_skill_nobody_could_ask_for_is_named() -> None:
    few = few_skills()
    bare = SkillRow(
        "machining.bare", "裸", "bare", "はだか", "machining", None, None, None, "説明", "text"
    )
    given = dataclasses.replace(few, skills=(*few.skills, bare))
    assert told(given) == [(f"skills[{len(given.skills)}].code", "skills.too_few")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("machining.lathe", "machining.lathe", "skills.edge_self"),
        ("machining.lathe", "machining.none", "skills.unknown_code"),
        ("sheet.general", "welding.general", "skills.edge_twice"),
        ("welding.general", "sheet.general", "skills.edge_twice"),
    ],
)
def test_a_bad_link_is_named(a: str, b: str, expected: str) -> None:
    few = few_skills()
    edge = EdgeRow(a, b, EdgeKind.CLOSE, is_symmetric=True, reason="試し")
    given = dataclasses.replace(few, edges=(*few.edges, edge))
    assert expected in {code for _field, code in told(given)}


def test_the_same_rows_in_another_order_have_the_same_hash() -> None:
    few = few_skills()
    turned = dataclasses.replace(few, aliases=few.aliases[::-1], skills=few.skills[::-1])
    assert turned.sha256 == few.sha256
    assert with_skill("machining.lathe", name_en="lathe").sha256 != few.sha256


def test_the_files_are_sorted_so_that_a_changed_term_is_one_changed_line() -> None:
    for file in (SKILLS / "aliases").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [(row["skill_code"], folded(row["text"])) for row in csv.DictReader(opened)]
        assert rows == sorted(rows), file.name
        assert b"\r" not in file.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "skills"
    shutil.copytree(SKILLS, copy)
    return copy


def test_every_bad_row_of_every_file_is_told_with_file_and_row(folder: Path) -> None:
    press = folder / "aliases" / "press.csv"
    lines = press.read_text(encoding="utf-8").splitlines()
    lines[3] = "press.die,slang,ja,ある言葉,0.9,"
    lines[4] = "press.none,shop,ja,ある言葉,0.9,"
    lines[5] = "press.die,shop,ja,ある言葉,heavy,"
    press.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "edges.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        skill_vocabulary(folder)
    told_at = {problem.field: problem.reason.code for problem in caught.value.problems}
    assert told_at["aliases/press.csv:4.kind"] == "skills.unknown_word"
    assert told_at["aliases/press.csv:5.skill_code"] == "skills.unknown_code"
    assert told_at["aliases/press.csv:6.weight"] == "skills.unknown_word"
    assert told_at["edges.csv:1"] == "sheets.wrong_head"


def test_a_row_with_a_missing_cell_or_other_encoding_is_told(folder: Path) -> None:
    (folder / "stop_aliases.csv").write_text("text,source_note\n一語\n", encoding="utf-8")
    (folder / "certificates.csv").write_bytes("code\n溶接".encode("cp932"))
    with pytest.raises(Invalid) as caught:
        skill_vocabulary(folder)
    told_at = {problem.field: problem.reason.code for problem in caught.value.problems}
    assert told_at["stop_aliases.csv:2"] == "sheets.wrong_cells"
    assert told_at["certificates.csv:1"] == "sheets.not_utf8"
