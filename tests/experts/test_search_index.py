"""The search over the database finds who is listed now, and nobody else."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from hub.experts import index, service
from hub.experts.index import search
from hub.experts.matches import Leg, SearchResult
from hub.experts.queries import roster as queries
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.skills import service as skills
from hub.skills.service import default_encoder
from models.experts.roster import ExpertSkill
from models.vocab.experts import ExpertAction
from models.vocab.skills import MatchWord
from tests.support.internship import NOW, SYSTEM, a_ward, do
from tests.support.roster import an_expert
from tests.support.skills import few_skills

SHEET: Final[dict[str, Any]] = {
    "headline": "精密板金の曲げ",
    "bio": "薄い板の曲げと展開を教えます。",
    "skills": [{"code": "sheet.general", "level": "teaches", "years": 30}],
    "certificates": [{"name": "工場板金技能士（機械板金作業）", "grade": "first"}],
}


@pytest.fixture
def roster(store: Store) -> Store:
    """A small vocabulary is loaded."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    return store


def look(store: Store, text: str, *chosen: str, at: datetime = NOW) -> SearchResult:
    with store.reading() as session:
        return search(Ctx(session, SYSTEM, at), text=text, chosen=chosen)


def two(store: Store) -> tuple[int, int]:
    ward = a_ward(store)
    _actor, lathe = an_expert(store, ward_id=ward)
    _actor, sheet = an_expert(store, ward_id=ward, name="別の人", **SHEET)
    return lathe, sheet


def test_the_listed_expert_with_the_skill_comes_first_with_both_phrases(roster: Store) -> None:
    lathe, sheet = two(roster)
    found = look(roster, "旋盤で軸を削れる人")
    assert found.listed == 2
    assert found.encoder_hash == (default_encoder().model_hash if found.has_encoder else "")
    assert found.rows[0].expert_id == lathe
    assert found.rows[0].word is MatchWord.FIT
    assert [chip.code for chip in found.chips] == ["machining.lathe"]
    assert found.chips[0].is_guess
    reason = found.rows[0].reasons[0]
    assert reason.profile.field == "bio"
    assert "旋盤" in reason.profile.text
    assert look(roster, "板金の展開").rows[0].expert_id == sheet


def test_a_kept_chip_is_no_guess_any_more(roster: Store) -> None:
    _lathe, sheet = two(roster)
    found = look(roster, "薄い板を箱にしたい", "sheet.general")
    assert [(chip.code, chip.is_guess) for chip in found.chips] == [("sheet.general", False)]
    assert found.rows[0].expert_id == sheet


def test_somebody_who_pauses_leaves_the_search_at_once_and_comes_back(roster: Store) -> None:
    lathe, _sheet = two(roster)
    assert lathe in {row.expert_id for row in look(roster, "旋盤を習いたい").rows}
    paused = do(
        roster, service.advance_expert, expert_id=lathe, action=ExpertAction.PAUSE, version=3
    )
    after = look(roster, "旋盤を習いたい")
    assert lathe not in {row.expert_id for row in after.rows}
    assert after.listed == 1
    do(
        roster, service.advance_expert,
        expert_id=lathe, action=ExpertAction.RESUME, version=paused.version,
    )  # fmt: skip
    assert look(roster, "旋盤を習いたい").rows[0].expert_id == lathe


def test_a_new_expert_is_found_by_the_next_search(roster: Store) -> None:
    two(roster)
    look(roster, "研削を習いたい")
    _actor, grinder = an_expert(
        roster, name="三人目", headline="平面研削", bio="砥石の選び方を教えます。",
        skills=[{"code": "machining.grinding", "level": "teaches", "years": 44}],
    )  # fmt: skip
    assert look(roster, "研削を習いたい").rows[0].expert_id == grinder


def test_an_edit_of_the_roster_does_not_read_the_vocabulary_again(
    roster: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(roster)
    look(roster, "研削を習いたい")
    monkeypatch.setattr(
        index, "current_vocabulary", lambda _ctx: pytest.fail("the vocabulary has not moved")
    )
    _actor, grinder = an_expert(
        roster, name="三人目", headline="平面研削", bio="砥石の選び方を教えます。",
        skills=[{"code": "machining.grinding", "level": "teaches", "years": 44}],
    )  # fmt: skip
    assert look(roster, "研削を習いたい").rows[0].expert_id == grinder


def test_an_edit_of_the_roster_reads_nobody_else(
    roster: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(roster)
    look(roster, "研削を習いたい")
    read: list[int] = []
    usual = queries.skills

    def watched(ctx: Ctx, expert_ids: Iterable[int]) -> list[ExpertSkill]:
        read.extend(expert_ids)
        return usual(ctx, expert_ids)

    monkeypatch.setattr(queries, "skills", watched)
    _actor, third = an_expert(roster, name="三人目")
    look(roster, "研削を習いたい")
    do(roster, service.advance_expert, expert_id=third, action=ExpertAction.PAUSE, version=3)
    assert third not in {row.expert_id for row in look(roster, "旋盤を習いたい").rows}
    assert read == [third], "neither those who stayed nor the one who has left"


def test_a_certificate_counts_until_it_has_expired(roster: Store) -> None:
    last = japan_date(NOW)
    certificates = [{**SHEET["certificates"][0], "expires_on": last}]
    _actor, _sheet = an_expert(roster, **{**SHEET, "certificates": certificates})
    _actor, _lathe = an_expert(roster, name="別の人")
    today, tomorrow = (
        {reason.leg for reason in look(roster, "板金の展開", at=at).rows[0].reasons}
        for at in (NOW, NOW + timedelta(days=1))
    )
    assert Leg.TERM in today
    assert Leg.TERM not in tomorrow


def test_basics_alone_are_not_a_good_fit(roster: Store) -> None:
    _actor, beginner = an_expert(
        roster, headline="工場の手伝い", bio="いろいろな仕事をしました。", certificates=[],
        skills=[{"code": "machining.grinding", "level": "basics", "years": 1}],
    )  # fmt: skip
    _actor, _other = an_expert(roster, name="別の人", **SHEET)
    row = look(roster, "研削を習いたい").rows[0]
    assert row.expert_id == beginner
    assert row.word is MatchWord.ABLE


def test_a_checked_certificate_is_a_reason(roster: Store) -> None:
    certificates = [{**SHEET["certificates"][0], "checked_on": date(2026, 4, 1)}]
    _actor, sheet = an_expert(roster, **{**SHEET, "certificates": certificates})
    _actor, _lathe = an_expert(roster, name="別の人")
    row = look(roster, "板金の展開を習いたい").rows[0]
    assert row.expert_id == sheet
    assert any(reason.profile.field == "certificate" for reason in row.reasons)


def test_a_need_that_takes_a_skill_out_says_which(roster: Store) -> None:
    two(roster)
    found = look(roster, "旋盤以外で板金ができる人")
    assert [chip.code for chip in found.excluded] == ["machining.lathe"]
    assert look(roster, "旋盤と板金以外").to_ask != ()


def test_an_empty_roster_gives_an_empty_answer(roster: Store) -> None:
    found = look(roster, "旋盤")
    assert (found.rows, found.listed) == ((), 0)
