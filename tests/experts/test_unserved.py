"""What nobody could serve comes before the coordinator without names, and is decided once."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from hub.experts import reads, service, succession
from hub.experts.masking import masked
from hub.experts.succession import Danger, Warned
from hub.kernel.errors import Forbidden, Invalid, Refused, Stale
from hub.platform import commands
from hub.platform.db import Store
from hub.skills import service as skills
from models.accounts import Person
from models.experts.unserved import UnservedNeed
from models.vocab.needs import UnservedCause, UnservedOutcome
from tests.support.engagements import NEED, Scene, a_scene, ranking_input, sent
from tests.support.internship import NOW, do
from tests.support.roster import an_expert
from tests.support.skills import few_skills


@pytest.fixture
def scene(store: Store) -> Scene:
    """A group that may ask, two experts, a small vocabulary."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    return a_scene(store)


def keep(scene: Scene, **other: Any) -> None:  # noqa: ANN401  facts of an order
    do(scene.store, service.keep_ranking, scene.leader, **ranking_input(scene) | other)


def waiting(scene: Scene) -> tuple[reads.UnservedRow, ...]:
    found: tuple[reads.UnservedRow, ...] = commands.look(
        scene.store, reads.unserved_needs, actor=scene.coordinator, now=NOW, ward_id=scene.ward
    )
    return found


def decide(scene: Scene, **other: Any) -> service.NeedDecided:  # noqa: ANN401  facts of a decision
    row = waiting(scene)[0]
    raw: dict[str, Any] = {"need_id": row.need_id, "version": row.version, "outcome": "answered"}
    made: service.NeedDecided = do(
        scene.store, service.decide_need, scene.coordinator, **raw | other
    )
    return made


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        ({"shown": ()}, UnservedCause.NOBODY),
        ({"chips": (), "shown": ()}, UnservedCause.NO_SKILL),
        ({"is_sure": False}, UnservedCause.NO_SKILL),
        ({"is_rejected": True}, UnservedCause.REJECTED),
    ],
)
def test_an_order_without_an_answer_comes_before_the_coordinator(
    scene: Scene, facts: dict[str, Any], cause: UnservedCause
) -> None:
    keep(scene, **facts)
    keep(scene, **facts)
    assert [row.cause for row in waiting(scene)] == [cause]


def test_an_order_with_an_answer_waits_for_nobody(scene: Scene) -> None:
    keep(scene)
    assert waiting(scene) == ()


def test_the_searches_of_the_page_tell_whether_they_were_sure(scene: Scene) -> None:
    def ranking(text: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401  skills
        found = commands.look(scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
                              group_id=scene.group_id, text=text, **other)  # fmt: skip
        return dict(found.ranking)

    assert ranking("旋盤を教えてほしい")["is_sure"]
    assert ranking("旋盤を教えてほしい", kept=())["is_rejected"]
    do(scene.store, service.keep_ranking, scene.leader, group_id=scene.group_id, need=NEED,
       **ranking(NEED, kept=()))  # fmt: skip
    assert [row.cause for row in waiting(scene)] == [UnservedCause.REJECTED]


def test_a_wish_for_a_call_comes_first_and_once(scene: Scene) -> None:
    keep(scene, need="めっきのはがれ", shown=())
    keep(scene, shown=())
    do(scene.store, service.ask_coordinator, scene.leader, group_id=scene.group_id, need=NEED)
    rows = waiting(scene)
    assert [row.cause for row in rows] == [UnservedCause.HANDED_OVER, UnservedCause.NOBODY]
    assert rows[1].alike == 1


def test_a_request_to_an_expert_ends_what_only_the_search_had_put_there(scene: Scene) -> None:
    keep(scene, is_sure=False)
    do(scene.store, service.ask_coordinator, scene.leader, group_id=scene.group_id, need="めっき")
    assert len(waiting(scene)) == 2
    sent(scene)
    assert [row.cause for row in waiting(scene)] == [UnservedCause.HANDED_OVER]


def test_names_and_numbers_are_hidden(scene: Scene) -> None:
    text = "荒木製作所の荒木社長と小澤 德次郎さんへ。03-1234-5678、aki@firm.example、旋盤の話"
    do(scene.store, service.ask_coordinator, scene.leader, group_id=scene.group_id, need=text)
    shown = waiting(scene)[0].text
    for hidden in ("荒木", "小澤", "德次郎", "1234", "aki@"):
        assert hidden not in shown
    assert "旋盤の話" in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("職人さんが辞めます", "職人さんが辞めます"),
        ("お客様から返品です", "お客様から返品です"),
        ("若手社員に研削を", "若手社員に研削を"),
        ("山田さんの後任", "〇〇さんの後任"),
        ("公差は0.005、SUS304です", "公差は0.005、SUS304です"),
        ("０３－１２３４－５６７８へ", "＊＊＊へ"),
    ],
)
def test_what_is_no_name_stays(text: str, expected: str) -> None:
    assert masked(text, []) == expected


def test_firms_are_hidden_with_and_without_their_form() -> None:
    assert (
        masked("髙﨑精密では、株式会社髙﨑精密でも", ["株式会社髙﨑精密"]) == "〇〇では、〇〇でも"
    )


def test_an_unmet_need_says_which_skills_are_lacking_and_is_reported(scene: Scene) -> None:
    keep(scene, shown=())
    with pytest.raises(Invalid):
        decide(scene, outcome="unmet")
    with pytest.raises(Invalid):
        decide(scene, outcome="unmet", skills=("no.such",))
    done = decide(scene, outcome="unmet", skills=("plating.general",), note="来年さがす")
    assert done.outcome is UnservedOutcome.UNMET
    assert waiting(scene) == ()
    report = see_report(scene)
    assert "plating.general" not in {row.skill.code for row in report.dangers}
    assert [(row.skill.code, row.needs, row.groups, row.listed) for row in report.lacking] == [
        ("plating.general", 1, 1, 0)
    ]


def test_a_need_is_decided_once_by_its_own_ward(scene: Scene) -> None:
    keep(scene, shown=())
    row = waiting(scene)[0]
    raw: dict[str, Any] = {
        "need_id": row.need_id, "version": row.version, "outcome": "discarded",
    }  # fmt: skip
    for actor in (scene.leader, scene.other_coordinator, scene.expert):
        with pytest.raises(Forbidden):
            do(scene.store, service.decide_need, actor, **raw)
    with pytest.raises(Stale):
        decide(scene, version=7)
    decide(scene)
    with pytest.raises(Refused):
        do(scene.store, service.decide_need, scene.coordinator, **raw | {"version": 1})
    keep(scene, shown=())
    assert waiting(scene) == ()


def test_the_database_refuses_a_decision_without_its_moment(scene: Scene) -> None:
    keep(scene, shown=())
    statement = sa.text("UPDATE unserved_need SET outcome = 'unmet'")
    with (
        pytest.raises(sa.exc.IntegrityError, match="decided_known"),
        scene.store.engine.begin() as connection,
    ):
        connection.execute(statement)
    with scene.store.reading() as session:
        assert session.exec(select(UnservedNeed)).one().outcome is UnservedOutcome.OPEN


def see_report(scene: Scene) -> reads.SkillReport:
    report: reads.SkillReport = commands.look(
        scene.store, reads.skill_report, actor=scene.coordinator, now=NOW, ward_id=scene.ward
    )
    return report


def born(scene: Scene, person_id: int | None, day: date) -> None:
    with scene.store.writing() as session:
        person = session.get(Person, person_id)
        assert person is not None
        person.birth_date = day
        session.add(person)


def test_a_skill_that_one_teaches_or_only_old_people_is_told(scene: Scene) -> None:
    plating = {"code": "plating.general", "level": "teaches", "years": 30}
    two = [an_expert(scene.store, ward_id=scene.ward, name=f"めっきの人{at}", skills=[plating])[0]
           for at in range(2)]  # fmt: skip
    single = [plating | {"code": "iot.monitor"}]
    single.append(plating | {"code": "welding.tig", "level": "basics"})
    an_expert(scene.store, ward_id=scene.ward, name="ひとり", skills=single)
    found = {row.skill.code: row for row in see_report(scene).dangers}
    assert found["iot.monitor"].danger is Danger.ONE
    assert found["iot.monitor"].names == ("ひとり",)
    assert not {"plating.general", "welding.tig"} & found.keys()
    old = NOW.date() - timedelta(days=366 * succession.OLD_AGE)
    born(scene, two[0].person_id, old)
    assert "plating.general" not in {row.skill.code for row in see_report(scene).dangers}
    born(scene, two[1].person_id, old)
    found = {row.skill.code: row for row in see_report(scene).dangers}
    assert found["plating.general"].danger is Danger.OLD


def test_warnings_and_lacking_skills_stand_in_their_order() -> None:
    active = {"a": {1}, "b": {1, 2}, "c": {2, 3}, "d": set[int]()}
    assert succession.warned(active, ["e"], [2, 3]) == (
        Warned("d", Danger.GONE, ()),
        Warned("e", Danger.GONE, ()),
        Warned("a", Danger.ONE, (1,)),
        Warned("c", Danger.OLD, (2, 3)),
    )
    asked = [(["x", "x"], 1), (["y"], 1), (["y", "x"], 2), (["z"], 1), (["y"], 1)]
    assert [(one.skill, one.needs, one.groups) for one in succession.lacking(asked)] == [
        ("y", 3, 2), ("x", 2, 2), ("z", 1, 1),
    ]  # fmt: skip
