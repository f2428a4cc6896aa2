"""Kept orders of experts for the auditor: who was shown, why, and the same search of today.

Source: design "experts" B9 (match_run).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hub.accounts import reads as people
from hub.experts import diversity, exposure, recomputed, searching
from hub.experts import engagement_access as access
from hub.experts.apart import Ground, apart
from hub.experts.matches import MatchRow, SearchResult
from hub.experts.orders import PURPOSE, subject
from hub.experts.queries import engagements as queries
from hub.experts.queries import rankings, roster
from hub.experts.recomputed import Changed, Comparison
from hub.experts.recomputed import Outcome as Outcome  # noqa: PLC0414  told on the page
from hub.experts.told import told
from hub.experts.weights import RANKING
from hub.groups import reads as groups
from hub.kernel.errors import Refused
from hub.platform import runtime
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.skills.reads import SkillLabel, skill_labels, vocabulary_number
from models.experts.matching import MatchRun
from models.vocab import DataClass
from models.vocab.skills import MatchWord

MOST: Final = 200
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One kept order: when, for which group and skills, and the request that came of it."""

    run_id: int
    at: datetime
    group_name: str
    skills: tuple[SkillLabel, ...]
    shown: int
    engagement_id: int | None


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A contribution in millionths, with what was asked and, while it still holds, the answer."""

    leg: str
    skill: SkillLabel | None
    weight: int
    asked: str
    field: str
    answered: str


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One expert as shown, and where the search of today puts this person."""

    expert_id: int
    name: str
    word: MatchWord
    place: recomputed.Place
    accepted: int
    reasons: tuple[ShownReason, ...]


@dataclass(frozen=True, slots=True)
class NotShown:
    """An expert whom the group does not see today, and why."""

    name: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class RankingPage:
    """A kept order with its reasons; `comparison` is none when no search could be done today.

    `not_shown` tells the auditor alone who is kept apart from the group.
    """

    row: RankingRow
    need: str
    listed: int
    filters: tuple[tuple[str, int], ...]
    weights: str
    has_encoder: bool
    people: tuple[ShownPerson, ...]
    comparison: Comparison | None
    not_shown: tuple[NotShown, ...]


@read(name="experts:rankings", data_class=DataClass.C1)
def rankings_of_ward(ctx: Ctx, *, ward_id: int) -> tuple[RankingRow, ...]:
    """Kept orders of the ward, the newest first."""
    require(ctx, access.may_check_rankings(ctx.actor, ward_id))
    return _rows(ctx, rankings.runs_of_ward(ctx, ward_id, MOST))


@read(name="experts:ranking", data_class=DataClass.C2)
def ranking(ctx: Ctx, *, run_id: int) -> RankingPage:
    """One kept order with its reasons, and the same search done anew."""
    row = rankings.run(ctx, run_id)
    require(ctx, access.may_check_rankings(ctx.actor, row.ward_id))
    kept = runtime.keyring().opened(PURPOSE, subject(row.group_id, row.need_hash), row.sealed)
    need = kept.decode()
    try:
        found = searching.search(ctx, text=need, chosen=row.chips[: row.kept_skills or 0])
    except Refused:
        found = None
    anew = _in_order(row, found)
    comparison = None
    if found is not None:
        again = [told(one, _accepted(row).get(one.expert_id, 0)) for one in anew]
        comparison = recomputed.compared(row.shown, again, _changed(ctx, row, found))
    return RankingPage(
        row=_rows(ctx, [row])[0],
        need=need,
        listed=row.listed,
        filters=tuple((str(name), int(count)) for name, count in row.filters),
        weights=row.weights,
        has_encoder=bool(row.encoder_hash),
        people=_people(ctx, row, need, comparison, {one.expert_id: one for one in anew}),
        comparison=comparison,
        not_shown=_not_shown(ctx, row.group_id),
    )


def _not_shown(ctx: Ctx, group_id: int) -> tuple[NotShown, ...]:
    found = apart(ctx, groups.group_facts(ctx, group_id=group_id))
    persons = {row.id or 0: row.person_id for row in roster.listed_among(ctx, found)}
    names = people.names_of(ctx, person_ids=tuple(persons.values()))
    return tuple(
        NotShown(names.get(person_id, ""), found[expert_id])
        for expert_id, person_id in persons.items()
    )


def _rows(ctx: Ctx, rows: Sequence[MatchRun]) -> tuple[RankingRow, ...]:
    names = groups.group_names(ctx, group_ids=tuple({row.group_id for row in rows}))
    labels = skill_labels(ctx)
    used = rankings.engagements_of(ctx, [row.id or 0 for row in rows])
    return tuple(
        RankingRow(
            run_id=row.id or 0,
            at=row.at,
            group_name=names.get(row.group_id, ""),
            skills=tuple(labels[code] for code in row.chips if code in labels),
            shown=len(row.shown),
            engagement_id=used.get(row.id or 0),
        )
        for row in rows
    )


def _accepted(row: MatchRun) -> dict[int, int]:
    return {_number(one["expert_id"]): _number(one["accepted"]) for one in row.shown}


def _number(value: object) -> int:
    return int(str(value))


def _in_order(row: MatchRun, found: SearchResult | None) -> tuple[MatchRow, ...]:
    """Those who were shown, in the order of today's search with the facts of then."""
    accepted, dial = _accepted(row), row.dial / MILLION
    rows = [one for one in (found.rows if found else ()) if one.expert_id in accepted]
    fitting = diversity.varied(
        exposure.shared(rows, accepted, dial), lambda one: exposure.worth(one, accepted, dial)
    )
    further = [one for one in (found.further if found else ()) if one.expert_id in accepted]
    return (*fitting, *further)


def _changed(ctx: Ctx, row: MatchRun, found: SearchResult) -> list[Changed]:
    facts = {
        Changed.VOCABULARY: row.taxonomy != vocabulary_number(ctx),
        Changed.ENCODER: row.encoder_hash != found.encoder_hash,
        Changed.WEIGHTS: row.weights != RANKING.version,
        Changed.LISTED: row.listed != found.listed,
        Changed.SKILLS: list(row.chips) != [chip.code for chip in found.chips],
    }
    return [name for name, is_other in facts.items() if is_other]


def _people(
    ctx: Ctx,
    row: MatchRun,
    need: str,
    comparison: Comparison | None,
    anew: Mapping[int, MatchRow],
) -> tuple[ShownPerson, ...]:
    ids = [_number(one["expert_id"]) for one in row.shown]
    persons = {at: queries.person_of(ctx, at) or 0 for at in ids}
    names = people.names_of(ctx, person_ids=tuple(persons.values()))
    labels = skill_labels(ctx)
    if comparison is not None:
        places: Sequence[recomputed.Place] = comparison.places
    else:
        places = recomputed.compared(row.shown, (), ()).places
    return tuple(
        ShownPerson(
            expert_id=at,
            name=names.get(persons[at], ""),
            word=MatchWord(str(one["word"])),
            place=place,
            accepted=_number(one["accepted"]),
            reasons=_reasons(one, need, labels, anew.get(at) if place.is_same else None),
        )
        for at, one, place in zip(ids, row.shown, places, strict=True)
    )


def _reasons(
    shown: Mapping[str, Any],
    need: str,
    labels: Mapping[str, SkillLabel],
    same: MatchRow | None,
) -> tuple[ShownReason, ...]:
    """The kept contributions; what the profile says of it only while it is what was shown then."""
    answers = [one.profile.text for one in same.reasons] if same else [""] * len(shown["parts"])
    return tuple(
        ShownReason(
            leg=str(part["leg"]),
            skill=labels.get(str(part["skill"])),
            weight=_number(part["weight"]),
            asked=need[slice(*part["asked"])],
            field=str(part["field"]),
            answered=answer,
        )
        for part, answer in zip(shown["parts"], answers, strict=True)
    )
