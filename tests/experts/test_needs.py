"""A leader sees who fits a need, why, what it costs and when there is time; nobody else does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hub.experts import availability, card_reasons, reads, search_process, searching, worker
from hub.experts.matches import Leg, MatchReason, MatchRow, Phrase, SearchResult
from hub.experts.reads import Wish
from hub.experts.words import engagements as words
from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.kernel.intervals import Span
from hub.platform import clock, commands
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.skills import service as skills
from models.accounts import Membership
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.engagements import EngagementState
from models.vocab.experts import DayPart
from models.vocab.skills import MatchWord
from tests.support.engagements import (
    DEADLINE,
    SLOTS,
    FixedAid,
    Scene,
    a_scene,
    accepted,
    bind_aid,
    sent,
    signed,
    state_of,
    times,
)
from tests.support.internship import NOW, a_ward, do
from tests.support.roster import an_expert
from tests.support.skills import few_skills

NEED = "旋盤で軸を削れる人に来てほしい"
SHEET: Any = {
    "headline": "精密板金の曲げ",
    "bio": "薄い板の曲げと展開を教えます。",
    "skills": [{"code": "sheet.general", "level": "teaches", "years": 30}],
    "certificates": [],
}


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    """A group that may ask, two lathe experts, a small vocabulary, aid of 12,000 yen."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    bind_aid(FixedAid())
    yield a_scene(store)
    bind_aid(None)


def search(scene: Scene, text: str = NEED, **other: Any) -> reads.NeedResults:  # noqa: ANN401  conditions and skills
    asked = {"first": 10} | other
    found: reads.NeedResults = commands.look(
        scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
        group_id=scene.group_id, text=text, **asked,
    )  # fmt: skip
    return found


def test_a_card_says_why_what_it_costs_and_when_there_is_time(scene: Scene) -> None:
    an_expert(scene.store, ward_id=scene.ward, name="板金の人", **SHEET)
    card = next(each for each in search(scene).cards if each.expert_id == scene.expert_id)
    assert (card.name, card.years, card.word) == ("小澤 德次郎", 40, MatchWord.FIT)
    assert card.pairs[0][0] in NEED
    assert card.pairs[0][1] in "汎用旋盤とNC旋盤で四十年働きました。"
    assert (card.cost.gross_yen, card.cost.subsidy_yen, card.cost.own_yen) == (
        25_040,
        12_000,
        13_040,
    )
    assert card.cost.own_of(scene.firms[0]) == 6_520
    assert [(free.day, free.part) for free in card.days] == [
        (date(2026, 12, 1), DayPart.FULL),
        (date(2026, 12, 3), DayPart.AM),
    ]


def test_without_a_programme_no_aid_is_shown(scene: Scene) -> None:
    bind_aid(None)
    cost = search(scene).cards[0].cost
    assert (cost.subsidy_yen, cost.own_yen) == (None, 25_040)


def test_conditions_hide_and_count_and_can_be_taken_off(scene: Scene) -> None:
    other = a_ward(scene.store, "13109", "品川区")
    _actor, far = an_expert(scene.store, ward_id=other, name="遠い人")
    _actor, dear = an_expert(scene.store, ward_id=scene.ward, name="高い人", fee_yen=200_000)
    found = search(scene)
    assert found.listed == 4
    assert [(each.value, count) for each, count in found.counts] == [
        ("fitting", 4),
        ("ward", 3),
        ("free", 3),
        ("budget", 2),
    ]
    assert {card.expert_id for card in found.cards} == {scene.expert_id, scene.other_expert_id}
    wide = search(scene, dropped=(reads.Condition.WARD, reads.Condition.BUDGET))
    assert {far, dear} <= {card.expert_id for card in wide.cards}


@pytest.mark.parametrize(
    ("left", "is_hidden"),
    [
        (None, True),
        (date(2026, 11, 1), True),
        (date(2024, 11, 25), True),
        (date(2024, 11, 24), False),
    ],
    ids=["works there", "left this month", "left less than two years ago", "left two years ago"],
)
def test_who_has_a_seat_in_a_firm_of_the_group_is_neither_shown_nor_asked(
    scene: Scene, left: date | None, *, is_hidden: bool
) -> None:
    _seat(scene, scene.firms[1], left)
    found = search(scene)
    assert found.listed == 2
    assert (scene.expert_id in {card.expert_id for card in found.cards}) is not is_hidden
    told = [count for each, count in found.counts if each is reads.Hard.APART]
    assert told == ([1] if is_hidden else []), "a count, without name or reason"
    wide = search(scene, dropped=tuple(reads.Condition))
    assert (scene.expert_id in {card.expert_id for card in wide.cards}) is not is_hidden
    assert scene.other_expert_id in {card.expert_id for card in found.cards}
    if is_hidden:
        with pytest.raises(Refused) as refusal:
            sent(scene)
        assert refusal.value.reason is words.KEPT_APART
    else:
        assert sent(scene).state is EngagementState.OFFERED


def test_a_seat_that_has_come_since_stops_the_contract(scene: Scene) -> None:
    accepted(scene)
    _seat(scene, scene.firms[2], None)
    with pytest.raises(Refused) as refusal:
        signed(scene)
    assert refusal.value.reason is words.KEPT_APART


def test_a_seat_in_another_firm_hides_nobody(scene: Scene) -> None:
    _seat(scene, scene.outsider.seat.firm_id or 0, None)
    assert scene.expert_id in {card.expert_id for card in search(scene).cards}


def _seat(scene: Scene, firm_id: int, left: date | None) -> None:
    """The first expert has, or had, a seat in a firm."""
    with scene.store.writing() as session:
        session.add(
            Membership(
                person_id=scene.expert.person_id or 0, role=Role.FIRM_TUTOR, firm_id=firm_id,
                starts_on=date(2020, 4, 1), ends_on=left,
            )
        )  # fmt: skip


def test_wishes_narrow_by_what_each_answers_with_the_count_beside_every_choice(
    scene: Scene,
) -> None:
    _actor, clerk = an_expert(
        scene.store, ward_id=scene.ward, name="若い人", years=12, languages=["en"],
        certificates=[
            {"name": "危険物取扱者", "checked_on": date(2026, 4, 1)},
            {"name": "機械加工技能士", "grade": "first", "expires_on": date(2026, 1, 1)},
        ],
        week=[{"weekday": 5, "part": "am"}],
    )  # fmt: skip
    all_three = search(scene)
    offered = all_three.choices.values
    assert offered[Wish.YEARS] == {"": 3, "10": 3, "20": 2, "30": 2, "40": 2}
    assert offered[Wish.LANGUAGE] == {"": 3, "en": 1}
    assert offered[Wish.CERTIFICATE] == {
        "": 3, "first": 2, "checked": 1, "name:機械加工技能士": 2, "name:危険物取扱者": 1,
    }  # fmt: skip
    assert (offered[Wish.DAY]["sat"], offered[Wish.DAY]["mon"]) == (1, 2)
    asked: list[tuple[Wish, str]] = [(Wish.LANGUAGE, "en"), (Wish.DAY, "sat")]
    found = search(scene, wishes=tuple(asked))
    assert [card.expert_id for card in found.cards] == [clerk]
    assert {free.day.weekday() for free in found.cards[0].days} == {5}
    assert [(each.value, count) for each, count in found.counts] == [
        ("fitting", 3), ("language", 1), ("ward", 1), ("free", 1), ("day", 1), ("budget", 1),
    ]  # fmt: skip
    assert found.choices.values[Wish.LANGUAGE] == {"": 1, "en": 1}
    nobody = search(scene, wishes=((Wish.LANGUAGE, "en"), (Wish.YEARS, "20")))
    assert (nobody.cards, nobody.to_relax) == ((), Wish.LANGUAGE)


def test_a_condition_tells_how_many_another_tap_would_bring_back_or_hide(scene: Scene) -> None:
    an_expert(scene.store, ward_id=scene.ward, name="高い人", fee_yen=200_000)
    budget = reads.Condition.BUDGET
    assert search(scene).choices.moves[budget] == 1
    taken_off = search(scene, dropped=(budget,))
    assert (len(taken_off.cards), taken_off.choices.moves[budget]) == (3, 1)


def test_when_nobody_is_left_the_condition_to_take_off_is_named(store: Store) -> None:
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    poor = a_scene(store, ceiling=10_000)
    found = search(poor)
    assert (found.cards, found.to_relax) == ((), reads.Condition.BUDGET)
    assert found.matched == 2


def test_only_the_first_get_a_card_and_the_order_holds_everybody(scene: Scene) -> None:
    found = search(scene, first=1)
    assert (len(found.cards), found.fitting) == (1, 2)
    assert len(found.ranking["shown"]) == 2
    assert search(scene, first=2).cards[0] == found.cards[0]


def test_who_does_not_fit_is_counted_but_never_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are listed, a page asks the database as often, for those who fit alone."""
    answer = SearchResult((_row(scene.expert_id, (_reason(0.9, "旋盤", "旋盤で四十年"),)),),
                          (), (), (), 2, has_encoder=False)  # fmt: skip
    monkeypatch.setattr(searching, "search", lambda *_given, **_more: answer)
    seen: list[list[int]] = []
    of_everybody = availability.free_halves

    def counted(
        ctx: Ctx, experts: Sequence[Expert], first: date, last: date
    ) -> dict[int, tuple[Span, ...]]:
        seen.append([each.id or 0 for each in experts])
        return of_everybody(ctx, experts, first, last)

    monkeypatch.setattr(availability, "free_halves", counted)
    with statements() as before:
        search(scene)
    for at in range(5):
        an_expert(scene.store, ward_id=scene.ward, name=f"板金{at}", **SHEET)
    with statements() as after:
        found = search(scene)
    assert (found.listed, found.matched) == (7, 1)
    assert seen == [[scene.expert_id]] * 2
    assert len(after) == len(before) > 0


def test_a_phrase_of_the_need_is_told_without_the_space_around_it() -> None:
    row = _row(1, (_reason(0.9, " tax return is late", "申告を手伝う"),))
    assert card_reasons.pairs_of(row) == (("tax return is late", "申告を手伝う"),)


def test_who_has_nothing_to_show_for_it_is_there_by_his_main_skill_or_not_at_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = (_reason(0.05, "軸", "軸の話"),)
    rows = (
        replace(_row(scene.expert_id, weak), main="machining.lathe"),
        _row(scene.other_expert_id, weak),
    )
    answer = SearchResult(rows, (), (), (), 2, has_encoder=False)
    monkeypatch.setattr(searching, "search", lambda *_given, **_more: answer)
    found = search(scene)
    assert (found.matched, found.fitting) == (1, 1)
    assert [(card.pairs, card.main and card.main.code) for card in found.cards] == [
        ((), "machining.lathe")
    ]


def test_those_of_whom_no_fit_is_claimed_come_only_when_asked_for_under_the_same_conditions(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    strong = (_reason(0.9, "旋盤", "旋盤で四十年"),)
    dear = an_expert(scene.store, ward_id=scene.ward, name="高い人", fee_yen=200_000)[1]
    far = tuple(
        replace(_row(expert_id, strong), word=MatchWord.FURTHER)
        for expert_id in (dear, scene.expert_id)
    )
    answer = SearchResult((), (), (), (), 3, has_encoder=False, further=far)
    monkeypatch.setattr(searching, "search", lambda *_given, **_more: answer)
    found = search(scene)
    assert (found.fitting, found.cards, found.further, found.further_cards) == (0, (), 1, ())
    assert found.ranking["shown"] == ()
    opened = search(scene, with_further=True)
    assert (opened.fitting, opened.cards) == (0, ())
    assert [(card.expert_id, card.word) for card in opened.further_cards] == [
        (scene.expert_id, MatchWord.FURTHER)
    ]
    assert [one["word"] for one in opened.ranking["shown"]] == ["further"]
    _seat(scene, scene.firms[1], None)
    hidden = search(scene, with_further=True)
    assert (hidden.further, hidden.further_cards) == (0, ()), "kept apart here as well"


def test_who_fits_and_is_kept_apart_does_not_close_the_further_list(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    strong = (_reason(0.9, "旋盤", "旋盤で四十年"),)
    fit = replace(_row(scene.expert_id, strong), word=MatchWord.FIT)
    far = replace(_row(scene.other_expert_id, strong), word=MatchWord.FURTHER)
    answer = SearchResult((fit,), (), (), (), 2, has_encoder=False, further=(far,))
    monkeypatch.setattr(searching, "search", lambda *_given, **_more: answer)
    assert (search(scene).fitting, search(scene).further) == (1, 0)
    _seat(scene, scene.firms[1], None)
    assert (search(scene).fitting, search(scene).further) == (0, 1)


def _row(expert_id: int, reasons: tuple[MatchReason, ...]) -> MatchRow:
    return MatchRow(expert_id, MatchWord.ABLE, 1.0, reasons, ())


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is sent to the database meanwhile."""
    sent_there: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent_there.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent_there
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_a_skill_the_group_keeps_is_no_guess_any_more(scene: Scene) -> None:
    guessed = search(scene)
    assert [(each.code, each.is_guess) for each in guessed.skills] == [("machining.lathe", True)]
    kept = search(scene, kept=("machining.lathe",))
    assert [(each.code, each.is_guess, each.is_kept) for each in kept.skills] == [
        ("machining.lathe", False, True)
    ]


def test_the_times_of_an_expert_come_with_the_day_of_the_answer_and_each_firms_part(
    scene: Scene,
) -> None:
    sent(scene, spans=times(SLOTS[:1]))
    choice = commands.look(
        scene.store, reads.time_choice, actor=scene.leader, now=NOW,
        group_id=scene.group_id, expert_id=scene.expert_id,
    )  # fmt: skip
    spans = [time.span for time in choice.times]
    assert SLOTS[0] not in spans
    assert SLOTS[1] in spans
    chosen = next(time for time in choice.times if time.span == SLOTS[1])
    assert (chosen.is_morning, chosen.answer_until) == (False, DEADLINE)
    assert spans == sorted(spans)
    assert spans[0].start.date() - NOW.date() >= timedelta(days=7)
    assert [(each.percent, each.own_yen) for each in choice.cost.firms] == [
        ("50%", 6_520),
        ("30%", 3_912),
        ("20%", 2_608),
    ]


def test_only_the_leader_of_the_group_sees_prices_for_it(scene: Scene) -> None:
    asked = {"group_id": scene.group_id, "expert_id": scene.expert_id}
    for actor, refusal in (
        (scene.outsider, NotFound),
        (scene.member, Forbidden),
        (scene.coordinator, Forbidden),
        (scene.expert, Forbidden),
    ):
        with pytest.raises(refusal):
            commands.look(scene.store, reads.time_choice, actor=actor, now=NOW, **asked)
        with pytest.raises(refusal):
            commands.look(
                scene.store, reads.experts_for_need, actor=actor, now=NOW,
                group_id=scene.group_id, text=NEED,
            )  # fmt: skip
    with pytest.raises(NotFound):
        commands.look(
            scene.store, reads.time_choice, actor=scene.leader, now=NOW,
            group_id=scene.group_id, expert_id=9_999,
        )  # fmt: skip


def test_the_process_that_searches_has_the_index_ready_once_anybody_is_listed(
    store: Store,
) -> None:
    assert not search_process.keep_index(store)
    an_expert(store, ward_id=a_ward(store))
    assert not search_process.keep_index(store)
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    assert search_process.keep_index(store)


def test_the_server_sweeps_only_when_something_is_due(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = sent(scene)
    monkeypatch.setattr(clock, "now", lambda: DEADLINE - timedelta(seconds=1))
    assert not worker.sweep(scene.store)
    monkeypatch.setattr(clock, "now", lambda: DEADLINE)
    assert worker.sweep(scene.store)
    assert state_of(scene.store, saved.engagement_id) == EngagementState.NO_MATCH
    assert not worker.sweep(scene.store)


def _reason(weight: float, phrase: str, line: str) -> MatchReason:
    return MatchReason(
        Leg.LEXICAL, "", "", "", Phrase(phrase, 0, len(phrase)),
        Phrase(line, 0, len(line), "bio"), weight,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weights", "shown"),
    [((0.9, 0.5), 2), ((0.9, 0.2), 1), ((0.14, 0.1), 0), ((0.15,), 1), ((), 0)],
)
def test_a_card_shows_only_reasons_that_weigh_enough(
    weights: tuple[float, ...], shown: int
) -> None:
    reasons = tuple(
        _reason(weight, f"困りごと{at}", f"経歴の文{at}") for at, weight in enumerate(weights)
    )
    pairs = card_reasons.pairs_of(MatchRow(1, MatchWord.ABLE, 1.0, reasons, ()))
    assert pairs == tuple((f"困りごと{at}", f"経歴の文{at}") for at in range(shown))


def test_two_named_skills_are_answered_by_the_people_who_hold_both(scene: Scene) -> None:
    an_expert(scene.store, ward_id=scene.ward, name="板金の人", **SHEET)
    found = search(scene, "旋盤と板金を教えてほしい")
    assert found.team is not None
    brought = {chip.code for each in found.team.members for chip in each.skills}
    assert brought == {"machining.lathe", "sheet.general"}
    assert found.team.missing == ()
    assert len(found.team.members) == 2
    cost = found.team.cost
    assert cost.gross_yen == 2 * found.cards[0].cost.gross_yen
    assert cost.subsidy_yen == 24_000
    assert sum(part.own_yen for part in cost.firms) == cost.own_yen == cost.gross_yen - 24_000


def test_a_skill_that_the_group_took_off_is_not_looked_for_in_a_team(scene: Scene) -> None:
    an_expert(scene.store, ward_id=scene.ward, name="板金の人", **SHEET)
    assert search(scene, "旋盤と板金を教えてほしい", kept=("sheet.general",)).team is None


def test_a_guess_is_no_reason_for_a_team_and_what_nobody_holds_is_said(scene: Scene) -> None:
    assert search(scene, "仕上がりの肌が荒い").team is None
    lacking = search(scene, "旋盤、めっきを教えてほしい").team
    assert lacking is not None
    assert [chip.code for chip in lacking.missing] == ["plating.general"]
