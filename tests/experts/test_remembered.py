"""What a search has read is read back as it was, and only while it still holds."""

import dataclasses
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from hub.experts import engine, index, reading, remembered, taking_over
from hub.experts.lines import GivenExpert, profile_of
from hub.experts.profiles import Line, Profile
from hub.experts.remembered import Memory
from hub.experts.roster_index import RosterIndex
from hub.platform.context import Ctx
from hub.platform.crypto import Keyring
from hub.platform.db import Store
from hub.skills import service as skills
from hub.skills.encoder import NullEncoder
from hub.skills.model import SkillModel
from tests.support.internship import NOW, SYSTEM, do
from tests.support.roster import an_expert
from tests.support.skills import LetterEncoder, few_skills

NEEDS = (
    "旋盤で細い軸を削ると、びびって困っています",
    "溶接以外で板金ができる人",
    "平面研削盤作業1級の人に会いたい",
    "help with surface grinding",
)
PEOPLE = (
    GivenExpert("lathe", "旋盤で軸を四十年削りました。刃物の研ぎ方を教えます。", ("旋盤",), (), 40),
    GivenExpert("weld", "ステンレスのTIG溶接が専門です。", ("溶接",), (), 20),
    GivenExpert("sheet", "精密板金の曲げと展開を教えます。", ("板金",), (), 30),
    GivenExpert("grind", "平面研削で面を仕上げてきました。", (), ("平面研削盤作業1級",), 35),
    GivenExpert("plain", "", (), (), 1),
)
ARRAYS = ("meaning", "vector_of", "ends", "places", "is_told", "proof_ends", "proofs", "sureness")
TABLES = ("shares", "strengths", "grades", "years", "lexical", "reach", "own", "close", "worth")


@pytest.fixture(scope="module")
def model() -> SkillModel:
    return SkillModel(few_skills(), LetterEncoder())


@pytest.fixture(scope="module")
def people(model: SkillModel) -> list[Profile]:
    return [profile_of(model, one) for one in PEOPLE]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "searched", lambda: Keyring(b"k" * 32))


def again(memory: Memory, model: SkillModel, people: Sequence[Profile]) -> RosterIndex:
    """An index made from the file alone: reading anybody is a fault of the test."""
    before = memory.read(model)
    assert before is not None
    return RosterIndex(model, people, before)


def refuse(*_given: object) -> None:
    pytest.fail("a kept profile was read again")


def test_what_was_read_comes_back_byte_for_byte(
    memory: Memory, model: SkillModel, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = RosterIndex(model, people)
    assert memory.keep(first)
    monkeypatch.setattr(reading, "evidence", lambda *given: refuse() if given[1] else [])
    second = again(memory, model, people)
    one, other = first.shelves[0], second.shelves[0]
    for name in ARRAYS:
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    for name in TABLES:
        for part in ("data", "indices", "indptr"):
            found, wanted = (getattr(getattr(shelf, name), part) for shelf in (other, one))
            assert found.tolist() == wanted.tolist(), (name, part)
    assert list(one.whole) == list(other.whole)
    assert [one.profile(at) for at in range(len(people))] == sorted(people, key=lambda p: p.key)
    for need in NEEDS:
        assert engine.search(first, need).ranked == engine.search(second, need).ranked


def test_only_a_changed_profile_is_read_again(
    memory: Memory, model: SkillModel, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.keep(RosterIndex(model, people))
    said = Line("bio", "めっきの前の洗い方を教えます。", is_told=True)
    changed = [dataclasses.replace(people[0], lines=(said,), declared=()), *people[1:-1]]
    monkeypatch.setattr(taking_over, "MOST_MOVED", 1.0)
    running = RosterIndex(model, changed, RosterIndex(model, people))
    texts: list[str] = []
    told = skills.evidence

    def watched(*given: object) -> object:
        texts.extend(given[1])  # type: ignore[arg-type]  # the texts
        return told(*given)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(reading, "evidence", watched)
    started = again(memory, model, changed)
    assert texts == [said.text]
    assert (started.kept.learnt, started.kept.moved) == (
        running.kept.learnt,
        running.kept.moved,
    )
    for need in NEEDS:
        assert engine.search(started, need).ranked == engine.search(running, need).ranked


def test_an_index_read_back_goes_on_like_one_that_ran(
    memory: Memory, model: SkillModel, people: list[Profile]
) -> None:
    first = RosterIndex(model, people)
    memory.keep(first)
    second = again(memory, model, people)
    fewer = people[1:]
    for need in NEEDS:
        one = engine.search(RosterIndex(model, fewer, first), need)
        assert one.ranked == engine.search(RosterIndex(model, fewer, second), need).ranked


def test_the_file_tells_nobody_but_the_owner_of_the_keys(
    memory: Memory, model: SkillModel, people: list[Profile]
) -> None:
    memory.keep(RosterIndex(model, people))
    kept = memory.file.read_bytes()
    assert "旋盤".encode() not in kept
    assert b"u65cb" not in kept
    assert stat.S_IMODE(memory.file.stat().st_mode) == 0o600
    assert list(memory.file.parent.iterdir()) == [memory.file]
    other = Memory(memory.file, lambda: Keyring(b"o" * 32))
    assert other.read(model) is None


def test_a_file_that_does_not_hold_is_as_good_as_none(
    memory: Memory, model: SkillModel, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert memory.read(model) is None
    memory.keep(RosterIndex(model, people))
    assert memory.read(SkillModel(few_skills(), NullEncoder())) is None
    assert memory.read(SkillModel(few_skills(["plating.general"]), LetterEncoder())) is None
    whole = memory.file.read_bytes()
    for broken in (whole[:-1], whole[: len(whole) // 2], b"", whole[:40] + b"x" + whole[41:]):
        memory.file.write_bytes(broken)
        assert memory.read(model) is None
    memory.file.write_bytes(whole)
    assert memory.read(model) is not None
    monkeypatch.setattr(remembered, "_readers", lambda: "another program")
    assert memory.read(model) is None


def test_without_an_encoder_the_rest_is_kept(memory: Memory, people: list[Profile]) -> None:
    plain = SkillModel(few_skills(), NullEncoder())
    first = RosterIndex(plain, people)
    memory.keep(first)
    second = again(memory, plain, people)
    assert not second.has_meaning
    for need in NEEDS:
        assert engine.search(first, need).ranked == engine.search(second, need).ranked


def test_nobody_listed_is_kept_too(memory: Memory, model: SkillModel) -> None:
    memory.keep(RosterIndex(model, []))
    assert again(memory, model, []).keys == ()


def test_a_full_disk_costs_time_only(
    tmp_path: Path, model: SkillModel, people: list[Profile]
) -> None:
    memory = Memory(tmp_path / "gone" / "searched", lambda: Keyring(b"k" * 32))
    assert memory.keep(RosterIndex(model, people)) is False
    assert memory.read(model) is None


def test_somebody_who_left_is_gone_from_the_next_file(
    memory: Memory, model: SkillModel, people: list[Profile]
) -> None:
    first = RosterIndex(model, people)
    memory.keep(RosterIndex(model, people[1:], first))
    before = memory.read(model)
    assert before is not None
    assert sorted(before.slots) == sorted(one.key for one in people[1:])


def test_a_process_keeps_what_it_read_once_until_something_changes(
    store: Store, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    an_expert(store)
    index._kept.cache_clear()
    index.remember(memory)
    try:
        look(store)
        assert index.keep()
        assert not index.keep()
        kept = memory.file.read_bytes()
        an_expert(store, name="二人目")
        look(store)
        assert not index.keep()
        monkeypatch.setattr(index, "KEEP_SECONDS", 0.0)
        assert index.keep()
        assert memory.file.read_bytes() != kept
        index.forget()
        assert not memory.file.exists()
    finally:
        index._kept.cache_clear()


def look(store: Store) -> None:
    with store.reading() as session:
        assert index.search(Ctx(session, SYSTEM, NOW), text="旋盤で軸を削れる人").rows
