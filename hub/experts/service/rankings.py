"""Keeps what a search showed, so that an order can be explained afterwards.

Source: design "experts" B9 (match_run).
"""

from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, Field, StringConstraints

from hub.experts import engagement_access as access
from hub.experts import need_queue
from hub.experts.orders import PURPOSE, subject
from hub.experts.queries import rankings as queries
from hub.groups import reads as groups
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit, runtime
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.skills.reads import vocabulary_number
from models.experts.matching import MatchRun
from models.vocab.skills import MatchWord

MOST_SHOWN: Final = 200
Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Hash = Annotated[str, StringConstraints(max_length=64)]


class ShownPart(BaseModel):
    """One contribution to a score: the leg, its skill, where it stands in both texts."""

    leg: Code
    skill: Annotated[str, StringConstraints(max_length=80)]
    weight: int
    asked: tuple[int, int]
    field: Annotated[str, StringConstraints(max_length=40)]
    found: tuple[int, int]


class ShownExpert(BaseModel):
    """One expert as shown: word, score in millionths, engagements that counted, contributions."""

    expert_id: int
    word: Code
    score: int
    accepted: Annotated[int, Field(ge=0)]
    parts: Annotated[tuple[ShownPart, ...], Field(max_length=20)]


class KeepRanking(BaseModel):
    """What was asked, by what it was answered, and who was shown in which order.

    `is_sure`: a skill stands out or was kept; `is_rejected`: the group took every guess off.
    `kept_skills`: how many of `chips`, from the first, the group kept itself.
    """

    group_id: int
    need: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    encoder_hash: Hash
    weights: Code
    dial: Annotated[int, Field(ge=0)]
    listed: Annotated[int, Field(ge=0)]
    is_sure: bool = True
    is_rejected: bool = False
    chips: Annotated[tuple[Code, ...], Field(max_length=40)]
    kept_skills: Annotated[int, Field(ge=0, le=40)]
    filters: Annotated[tuple[tuple[Code, int], ...], Field(max_length=20)]
    shown: Annotated[tuple[ShownExpert, ...], Field(max_length=MOST_SHOWN)]


@dataclass(frozen=True, slots=True)
class RankingKept:
    """Number of the kept order."""

    run_id: int


@command(name="experts:ranking:keep", input=KeepRanking, audit="match_run")
def keep_ranking(  # noqa: PLR0913  the facts of one order
    ctx: Ctx,
    *,
    group_id: int,
    need: str,
    encoder_hash: str,
    weights: str,
    dial: int,
    listed: int,
    is_sure: bool,
    is_rejected: bool,
    chips: tuple[str, ...],
    kept_skills: int,
    filters: tuple[tuple[str, int], ...],
    shown: tuple[ShownExpert, ...],
) -> RankingKept:
    """Keep an order of experts as it was shown; the need itself is sealed."""
    group = groups.group_facts(ctx, group_id=group_id)
    firms = [member.firm_id for member in group.members]
    parties = access.Parties(group.ward_id, group.leader_firm_id, firms)
    require(ctx, access.may_ask(ctx.actor, parties))
    number = vocabulary_number(ctx)
    if not number:
        raise NotFound(NOT_FOUND)
    need_hash = queries.hash_of(need)
    row = MatchRun(
        ward_id=group.ward_id,
        group_id=group_id,
        person_id=ctx.actor.person_id,
        at=ctx.now,
        need_hash=need_hash,
        sealed=runtime.keyring().sealed(PURPOSE, subject(group_id, need_hash), need.encode()),
        taxonomy=number,
        encoder_hash=encoder_hash,
        weights=weights,
        dial=dial,
        listed=listed,
        chips=list(chips),
        kept_skills=kept_skills,
        filters=[list(one) for one in filters],
        shown=[one.model_dump(mode="json") for one in shown],
    )
    ctx.session.add(row)
    ctx.session.flush()
    is_served = any(one.word != MatchWord.FURTHER for one in shown)
    need_queue.put(
        ctx, group, need, chips, is_sure=is_sure, is_rejected=is_rejected, has_shown=is_served
    )
    audit.record(ctx, "match_run", row.id or 0, payload=row.model_dump(mode="json"))
    return RankingKept(row.id or 0)


class EndRankings(BaseModel):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class RankingsEnded:
    """How many orders are no longer kept."""

    count: int


@command(name="experts:ranking:end", input=EndRankings, audit="match_run")
def end_rankings(ctx: Ctx) -> RankingsEnded:
    """Take away orders from which no request came, a year after they were shown.

    One from which a request came is kept as long as the request. Source: design B9.
    """
    require(ctx, access.may_sweep(ctx.actor))
    gone = queries.over(ctx, ctx.now)
    queries.take_away(ctx, gone)
    audit.record(ctx, "match_run", 0, payload={"ended": gone})
    return RankingsEnded(len(gone))
