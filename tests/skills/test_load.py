"""A vocabulary is released as a version, whole or not at all, and old versions stay readable."""

import dataclasses

import pytest
from sqlmodel import col, select

from hub.kernel.errors import Forbidden, Invalid, Refused
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.skills import reads, service
from hub.skills.vocabulary import Vocabulary
from models.skills import Skill, SkillAlias, TaxonomyVersion
from models.vocab import Role
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, count, do, rows, see
from tests.support.skills import few_skills


def load(store: Store, words: Vocabulary) -> service.VocabularyLoaded:
    loaded: service.VocabularyLoaded = do(
        store, service.load_vocabulary, words=words, note="見直し"
    )
    return loaded


def epoch(store: Store) -> int:
    with store.reading() as session:
        return service.matching_epoch(Ctx(session, SYSTEM, NOW))


def without(code: str) -> Vocabulary:
    few = few_skills()
    return few_skills([row.code for row in few.skills if row.code != code])


def test_the_first_load_is_version_1_and_reads_back_the_same(store: Store) -> None:
    loaded = load(store, few_skills())
    assert (loaded.number, loaded.is_new) == (1, True)
    held = see(store, reads.current_vocabulary)
    assert held.number == 1
    assert held.sha256 == few_skills().sha256 == held.words.sha256


def test_the_same_content_again_makes_no_version(store: Store) -> None:
    load(store, few_skills())
    before = epoch(store)
    again = load(store, few_skills())
    assert (again.number, again.is_new) == (1, False)
    assert count(store, TaxonomyVersion) == 1
    assert epoch(store) == before


def test_a_change_adds_and_retires_rows_and_keeps_the_others(store: Store) -> None:
    load(store, few_skills())
    before = count(store, SkillAlias)
    smaller = without("iot.monitor")
    assert load(store, smaller).number == 2
    gone = [row for row in rows(store, Skill) if row.retired_in is not None]
    assert [(row.code, row.retired_in) for row in gone] == [("iot.monitor", 2)]
    assert count(store, SkillAlias) == before
    assert see(store, reads.current_vocabulary).words.sha256 == smaller.sha256


def test_a_skill_that_comes_back_is_a_new_row(store: Store) -> None:
    load(store, few_skills())
    load(store, without("iot.monitor"))
    load(store, few_skills())
    with store.reading() as session:
        found = session.exec(select(Skill).where(col(Skill.code) == "iot.monitor")).all()
    assert sorted((row.taxonomy_version_from, row.retired_in) for row in found) == [
        (1, 2),
        (3, None),
    ]


def test_a_broken_vocabulary_is_refused_whole(store: Store) -> None:
    few = few_skills()
    broken = dataclasses.replace(few, aliases=few.aliases[1:10])
    with pytest.raises(Invalid):
        load(store, broken)
    assert count(store, TaxonomyVersion) == count(store, Skill) == 0


def test_a_load_tells_every_process_to_search_anew(store: Store) -> None:
    before = epoch(store)
    load(store, few_skills())
    assert epoch(store) == before + 1


def test_only_set_up_loads_a_vocabulary(store: Store) -> None:
    coordinator = a_person(store, Role.COORDINATOR, ward_id=a_ward(store))
    with pytest.raises(Forbidden):
        do(store, service.load_vocabulary, coordinator, words=few_skills(), note="見直し")


def test_the_labels_are_in_both_languages(store: Store) -> None:
    load(store, few_skills())
    label = see(store, reads.skill_labels)["machining.lathe"]
    assert (label.name, label.name_en) == ("普通旋盤", "engine lathe turning")
    assert see(store, reads.vocabulary_number) == 1


def test_without_a_vocabulary_a_reader_is_told_so(store: Store) -> None:
    with pytest.raises(Refused) as caught:
        see(store, reads.current_vocabulary)
    assert caught.value.reason.code == "skills.no_vocabulary"
    assert see(store, reads.vocabulary_number) == 0
