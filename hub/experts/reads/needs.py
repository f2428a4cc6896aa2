"""Experts for a need in own words: ranked, with reasons, costs and the next free days."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, NamedTuple

from hub.accounts import reads as people
from hub.experts import availability, diversity, exposure, narrowing, searching, slots, terms
from hub.experts import engagement_access as access
from hub.experts.apart import apart, without_aid
from hub.experts.card_reasons import Pairs, Reasoned
from hub.experts.costs import Cost, FreeDay, cost_of, free_days
from hub.experts.matches import Chip, MatchRow, SearchResult
from hub.experts.narrowing import Asked, Choices, Condition, Hard, Standing, Step, Wish
from hub.experts.need_team import NeedTeam, Pool, team_of
from hub.experts.queries import engagements as queries
from hub.experts.queries import roster
from hub.experts.standings import fitting, standing
from hub.experts.told import is_sure, millionths, told
from hub.experts.weights import RANKING
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.skills.reads import SkillLabel
from models.experts.roster import Expert, ExpertCertificate
from models.vocab import DataClass
from models.vocab.experts import CertificateGrade
from models.vocab.skills import MatchWord

FIRST_CARDS: Final = 3
SHOWN_DAYS: Final = 2
MOST_FURTHER: Final = 5
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CertificateShown:
    """The certificate that stands in an expert's sub line."""

    name: str
    grade: CertificateGrade
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ExpertCard:
    """One expert of the answer; pairs are the phrase of the need and the line of the profile.

    `main` is the skill that speaks for somebody for whom no pair does.
    """

    expert_id: int
    name: str
    headline: str
    years: int
    certificate: CertificateShown | None
    word: MatchWord
    is_seldom_asked: bool
    pairs: Pairs
    main: SkillLabel | None
    uncovered: tuple[Chip, ...]
    cost: Cost
    days: tuple[FreeDay, ...]


@dataclass(frozen=True, slots=True)
class NeedSkill:
    """A skill the need seems to be about; a guess until the group keeps or drops one."""

    code: str
    label: str
    label_en: str
    is_guess: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class NeedResults:
    """The ranked experts and how they were found.

    `team` are the people who hold all skills that the group kept or named, when these are several.
    `further` tells how many more may be looked at of whom no fit is claimed; their cards are
    `further_cards` when they were asked for. `ranking` is what `keep_ranking` keeps of all this.
    `counts` go from everybody listed over those whom the group may see (told only when some are
    hidden, without name or reason), those who fit the need, and of these each condition and wish
    that was applied, down to `fitting`; `choices` tells what another choice would change;
    `to_relax` is what to take off when nobody is left.
    """

    cards: tuple[ExpertCard, ...]
    fitting: int
    skills: tuple[NeedSkill, ...]
    excluded: tuple[Chip, ...]
    to_ask: tuple[Chip, ...]
    listed: int
    counts: tuple[tuple[Step | Hard, int], ...]
    choices: Choices
    matched: int
    to_relax: Step | None
    has_encoder: bool
    ward_id: int
    ceiling_yen: int
    leader_firm_id: int
    team: NeedTeam | None
    ranking: dict[str, Any]
    further: int = 0
    further_cards: tuple[ExpertCard, ...] = ()


@read(name="experts:for_need", data_class=DataClass.C1)
def experts_for_need(  # noqa: PLR0913  what one page asks
    ctx: Ctx,
    *,
    group_id: int,
    text: str,
    dropped: tuple[Condition, ...] = (),
    wishes: tuple[tuple[Wish, str], ...] = (),
    kept: tuple[str, ...] | None = None,
    first: int = FIRST_CARDS,
    with_further: bool = False,
) -> NeedResults:
    """Rank the listed experts for a need; conditions and wishes only hide, they change no order.

    Of those who fit alike, who is seldom asked comes first, then who brings another main skill.
    `kept` are the skills that the group left on of those understood; None while it has not said.
    Only the `first` of those who are left get a card, and `with_further` the few after them.
    """
    group = groups.group_facts(ctx, group_id=group_id)
    require(ctx, access.may_ask(ctx.actor, _parties(group)))
    asked = Asked(frozenset(dropped), dict(wishes))
    drawn = _Drawn(first, with_further)
    return _results(ctx, group, _searched(ctx, text, kept), asked, drawn)


class _Drawn(NamedTuple):
    """How much of the answer the page draws."""

    first: int
    with_further: bool


def _results(
    ctx: Ctx, group: GroupFacts, searched: "_Searched", asked: Asked, drawn: _Drawn
) -> NeedResults:
    found = searched.found
    hidden, unaided = apart(ctx, group), without_aid(ctx, group)
    listed, seen = roster.count_listed(ctx), roster.count_listed(ctx, hidden)
    experts = _experts(ctx, found, hidden)
    free = _free(ctx, list(experts.values()))
    reasoned = Reasoned(ctx, (*found.rows, *found.further))
    rows = [row for row in found.rows if row.expert_id in experts and reasoned.has(row)]
    wanted = {row.expert_id for row in rows}
    everybody = _everybody(ctx, group, experts, free)
    fit = [each for each in everybody if each.expert_id in wanted]
    left = narrowing.narrow(fit, asked)
    wished = fitting(asked.wishes.get(Wish.DAY), japan_date(ctx.now))
    free = {at: tuple(filter(wished, spans)) for at, spans in free.items()}
    accepted = queries.accepted_since(ctx, list(experts), ctx.now - YEAR)
    shown = diversity.varied(
        [row for row in exposure.shared(rows, accepted) if row.expert_id in left.kept],
        lambda row: exposure.worth(row, accepted),
    )
    further = _further(found, rows, reasoned, narrowing.narrow(everybody, asked).kept)
    asked_for = further if drawn.with_further else ()
    counts = _counts(listed, seen, len(rows), left)
    pool = Pool(experts, narrowing.narrow(everybody, asked).kept, free, accepted, unaided)
    return NeedResults(
        cards=_cards(ctx, group, reasoned.shown(shown[: drawn.first]), pool),
        fitting=len(shown),
        skills=searched.skills,
        excluded=found.excluded,
        to_ask=found.to_ask,
        listed=listed,
        counts=counts,
        choices=narrowing.choices(fit, wanted, asked),
        matched=len(rows),
        to_relax=None if shown else narrowing.to_relax(fit, wanted, asked),
        has_encoder=found.has_encoder,
        ward_id=group.ward_id,
        ceiling_yen=group.booking_ceiling_yen,
        leader_firm_id=group.leader_firm_id,
        team=team_of(ctx, group, found, pool, searched.dropped),
        ranking=_ranking(searched, counts, (*shown, *asked_for), accepted, listed),
        further=len(further),
        further_cards=_cards(ctx, group, reasoned.shown(asked_for), pool),
    )


def _further(
    found: SearchResult, seen: Sequence[MatchRow], reasoned: Reasoned, kept: Collection[int]
) -> tuple[MatchRow, ...]:
    """The next few in the order of the search, under the same conditions.

    Nobody beside a ぴったり whom the group may see; one who is hidden must not be told by it.
    """
    if any(row.word is MatchWord.FIT for row in seen):
        return ()
    rows = [row for row in found.further if row.expert_id in kept and reasoned.has(row)]
    return tuple(rows[:MOST_FURTHER])


def _experts(ctx: Ctx, found: SearchResult, hidden: Collection[int]) -> dict[int, Expert]:
    """Those who fit or could make a team, and whom the group may see: never the whole roster."""
    fit = {row.expert_id for row in (*found.rows, *found.further)}
    ids = (fit | {one.expert_id for one in found.holders}) - set(hidden)
    return {row.id or 0: row for row in roster.listed_among(ctx, ids)}


def _counts(
    listed: int, seen: int, fit: int, left: narrowing.Narrowed
) -> tuple[tuple[Step | Hard, int], ...]:
    """Who may be seen, told over all so that no question finds out who may not; then who fits."""
    hard = ((Hard.APART, seen),) if seen < listed else ()
    return (*hard, (Hard.FITTING, fit), *left.counts)


def _parties(group: GroupFacts) -> access.Parties:
    firms = [member.firm_id for member in group.members]
    return access.Parties(group.ward_id, group.leader_firm_id, firms)


@dataclass(frozen=True, slots=True)
class _Searched:
    """The search by what the group kept, and the skills it could keep with those it did."""

    found: SearchResult
    offered: dict[str, Chip]
    known: tuple[str, ...]
    is_said: bool

    @property
    def skills(self) -> tuple[NeedSkill, ...]:
        """Everything that the page offers."""
        is_guess = not (self.is_said and self.known)
        return tuple(
            NeedSkill(each.code, each.label, each.label_en, is_guess, each.code in self.known)
            for each in self.offered.values()
        )

    @property
    def dropped(self) -> set[str]:
        """Skills that the group took off."""
        return self.offered.keys() - set(self.known)

    @property
    def is_rejected(self) -> bool:
        """Whether the group took everything off."""
        return self.is_said and not self.known and bool(self.offered)


def _searched(ctx: Ctx, text: str, kept: tuple[str, ...] | None) -> _Searched:
    guessed = searching.search(ctx, text=text)
    offered = {chip.code: chip for chip in (*guessed.chips, *guessed.stated)}
    known = tuple(code for code in offered if kept is None or code in kept)
    is_chosen = kept is not None and bool(known)
    found = searching.search(ctx, text=text, chosen=known) if is_chosen else guessed
    return _Searched(found, offered, known, is_said=kept is not None)


def _ranking(
    searched: _Searched,
    counts: tuple[tuple[Step | Hard, int], ...],
    shown: Sequence[MatchRow],
    accepted: Mapping[int, int],
    listed: int,
) -> dict[str, Any]:
    """Everything an order is made of, as `keep_ranking` takes it."""
    found = searched.found
    return {
        "is_rejected": searched.is_rejected,
        "is_sure": is_sure(found),
        "encoder_hash": found.encoder_hash,
        "weights": RANKING.version,
        "dial": millionths(RANKING.exposure),
        "listed": listed,
        "chips": tuple(chip.code for chip in found.chips),
        "kept_skills": sum(not chip.is_guess for chip in found.chips),
        "filters": tuple((word.value, count) for word, count in counts),
        "shown": tuple(told(row, accepted.get(row.expert_id, 0)) for row in shown),
    }


def _free(ctx: Ctx, experts: list[Expert]) -> dict[int, tuple[Span, ...]]:
    first, last = terms.window(japan_date(ctx.now), slots.HORIZON_DAYS)
    return availability.free_halves(ctx, experts, first, last)


def _everybody(
    ctx: Ctx,
    group: GroupFacts,
    experts: Mapping[int, Expert],
    free: Mapping[int, Sequence[Span]],
) -> list[Standing]:
    """How each of some experts stands to the conditions and wishes."""
    papers = defaultdict(list)
    for paper in roster.certificates(ctx, experts):
        papers[paper.expert_id].append(paper)
    today = japan_date(ctx.now)
    return [
        standing(row, papers[at], free[at], _meets(group, row, free[at]), today)
        for at, row in experts.items()
    ]


def _meets(group: GroupFacts, row: Expert, free: Sequence[Span]) -> set[Condition]:
    holds = {
        Condition.WARD: row.ward_id == group.ward_id,
        Condition.FREE: bool(free),
        Condition.BUDGET: row.fee_yen + row.travel_yen <= group.booking_ceiling_yen,
    }
    return {word for word, is_met in holds.items() if is_met}


def _cards(
    ctx: Ctx,
    group: GroupFacts,
    why: Sequence[tuple[MatchRow, Pairs, SkillLabel | None]],
    pool: Pool,
) -> tuple[ExpertCard, ...]:
    free, accepted = pool.free, pool.accepted
    experts = [pool.experts[row.expert_id] for row, _pairs_of, _main in why]
    names = people.names_of(ctx, person_ids=tuple(each.person_id for each in experts))
    papers = roster.certificates(ctx, [each.id or 0 for each in experts])
    most = max(accepted.values(), default=0)
    return tuple(
        ExpertCard(
            expert_id=row.expert_id,
            name=names[expert.person_id],
            headline=expert.headline,
            years=expert.years,
            certificate=_certificate([one for one in papers if one.expert_id == row.expert_id]),
            word=row.word,
            is_seldom_asked=narrowing.is_seldom_asked(accepted.get(row.expert_id, 0), most),
            pairs=pairs,
            main=main,
            uncovered=row.uncovered,
            cost=cost_of(ctx, group, expert, next(iter(free[row.expert_id]), None), pool.unaided),
            days=free_days(free[row.expert_id], SHOWN_DAYS),
        )
        for expert, (row, pairs, main) in zip(experts, why, strict=True)
    )


def _certificate(papers: list[ExpertCertificate]) -> CertificateShown | None:
    """The checked one first, else the first that was declared."""
    best = next((paper for paper in papers if paper.checked_on), next(iter(papers), None))
    if best is None:
        return None
    return CertificateShown(best.name, best.grade, best.checked_on is not None)
