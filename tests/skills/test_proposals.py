"""A word of a request comes into the vocabulary by two people, and the search knows it at once."""

from dataclasses import replace

import numpy as np
import pytest

from hub.experts import index
from hub.kernel.errors import FieldProblem, Forbidden, Invalid, Refused
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.skills import model as models_of_skills
from hub.skills import proposals, reads, service, words
from hub.skills.model import SkillModel, is_grown
from models.platform import OutboxRow
from models.skills import SkillAlias, TaxonomyVersion
from models.vocab import Role
from models.vocab.skills import AliasKind, AliasStatus
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows, see
from tests.support.roster import an_expert
from tests.support.skills import LetterEncoder, few_skills

WORD = "ぺこぺこして音が鳴る"
SKILL = "sheet.general"


@pytest.fixture
def ward(store: Store) -> int:
    """A ward with the small vocabulary."""
    do(store, service.load_vocabulary, words=few_skills(), note="最初の一覧")
    return a_ward(store)


def proposed(store: Store, ward: int, text: str = WORD, skill: str = SKILL) -> tuple[Actor, int]:
    desk = a_person(store, Role.COORDINATOR, ward_id=ward)
    saved = do(store, service.propose_word, desk, ward_id=ward, skill=skill, text=text)
    return desk, int(saved.proposal_id)


def decided(
    store: Store, actor: Actor, proposal_id: int, *, is_accepted: bool = True
) -> service.WordSaved:
    made: service.WordSaved = do(
        store, service.decide_word, actor, proposal_id=proposal_id, version=0,
        is_accepted=is_accepted,
    )  # fmt: skip
    return made


def test_a_word_comes_in_by_a_second_person_as_the_next_version(store: Store, ward: int) -> None:
    other = a_person(store, Role.WARD_CLERK, ward_id=ward)
    desk, proposal_id = proposed(store, ward)
    with pytest.raises(Forbidden):
        decided(store, desk, proposal_id)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    assert decided(store, clerk, proposal_id).taxonomy == 2
    held = see(store, reads.current_vocabulary)
    assert (held.number, held.sha256) == (2, held.words.sha256)
    assert held.words.aliases[-1].text == WORD
    told = [(row.person_id, row.msgid) for row in rows(store, OutboxRow)]
    assert told == [(other.person_id, words.WORD_WAITS), (desk.person_id, words.WORD_ADDED)]
    version = rows(store, TaxonomyVersion)[-1]
    assert (version.author_id, version.approver_id) == (desk.person_id, clerk.person_id)
    with pytest.raises(Refused):
        decided(store, clerk, proposal_id)
    shown = see(store, reads.word_proposals, clerk, ward_id=ward)
    assert [(row.text, row.status, row.is_own) for row in shown] == [
        (WORD, AliasStatus.ACTIVE, False)
    ]


def test_a_word_that_is_put_aside_changes_no_version(store: Store, ward: int) -> None:
    _desk, proposal_id = proposed(store, ward)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    assert decided(store, clerk, proposal_id, is_accepted=False).taxonomy is None
    assert see(store, reads.vocabulary_number) == 1
    _again, other = proposed(store, ward)
    assert other > proposal_id


@pytest.mark.parametrize(
    ("other", "field", "reason"),
    [
        ({"text": "肌"}, "text", words.ALIAS_SHORT),
        ({"text": "〇〇さんの品物が反る"}, "text", words.MASKED),
        ({"skill": "no.such"}, "skill", words.UNKNOWN_SKILL),
        ({"text": "板金"}, "text", words.ALIAS_TWICE),
    ],
)
def test_a_word_that_breaks_the_rules_is_refused_at_its_field(
    store: Store, ward: int, other: dict[str, str], field: str, reason: object
) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(store, ward, **other)
    assert [(each.field, each.reason) for each in refused.value.problems] == [(field, reason)]


def test_the_same_word_is_not_put_forward_twice(store: Store, ward: int) -> None:
    proposed(store, ward)
    with pytest.raises(Invalid) as refused:
        proposed(store, ward, "ペコペコして音が鳴る")
    assert refused.value.problems == (FieldProblem("text", words.PROPOSED_ALREADY),)


def test_what_a_ward_has_added_stays_when_a_newer_vocabulary_is_loaded(
    store: Store, ward: int
) -> None:
    _desk, proposal_id = proposed(store, ward)
    decided(store, a_person(store, Role.WARD_CLERK, ward_id=ward), proposal_id)
    few = few_skills()
    newer = replace(few, skills=(replace(few.skills[0], name_en="general work"), *few.skills[1:]))
    assert do(store, service.load_vocabulary, words=newer, note="次の一覧").number == 3
    kept = [row for row in rows(store, SkillAlias) if row.text == WORD and row.retired_in is None]
    assert len(kept) == 1


def test_the_next_search_finds_by_the_word_without_learning_anew(
    store: Store, ward: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "default_encoder", LetterEncoder)
    _actor, sheet = an_expert(
        store, ward_id=ward, name="板金の人", headline="板金", bio="薄い板の曲げを教えます。",
        skills=[{"code": SKILL, "level": "teaches", "years": 30}], certificates=[],
    )  # fmt: skip
    an_expert(store, ward_id=ward)

    def share() -> float:
        with store.reading() as session:
            found = index.search(Ctx(session, SYSTEM, NOW), text=WORD)
        return next((chip.share for chip in found.chips if chip.code == SKILL), 0.0)

    before = share()
    _desk, proposal_id = proposed(store, ward)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    monkeypatch.setattr(
        models_of_skills, "trained", lambda *_given: pytest.fail("it was learnt anew")
    )
    decided(store, clerk, proposal_id)
    assert share() > max(before, 0.5)
    with store.reading() as session:
        found = index.search(Ctx(session, SYSTEM, NOW), text=WORD)
    assert found.rows[0].expert_id == sheet


def test_a_grown_model_reads_the_new_word_and_keeps_the_rest() -> None:
    few = few_skills()
    before = SkillModel(few, LetterEncoder())
    before.warm()
    words_now = proposals.with_row(
        few, proposals.row_of(SKILL, WORD, AliasKind.SYMPTOM, "proposal 1")
    )
    assert is_grown(words_now, LetterEncoder(), before)
    assert not is_grown(few, LetterEncoder(), before)
    assert not is_grown(replace(words_now, edges=few.edges[1:]), LetterEncoder(), before)
    grown = SkillModel(words_now, LetterEncoder(), before=before)
    anew = SkillModel(words_now, LetterEncoder())
    need = service.understand(grown, WORD)
    assert need.chips[0] == service.understand(anew, WORD).chips[0] == SKILL
    other = "細い軸を削ると太さが変わる"
    assert np.argmax(service.understand(grown, other).shares) == np.argmax(
        service.understand(before, other).shares
    )
