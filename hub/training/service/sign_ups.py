"""A firm signs named people up, answers an offer, withdraws; every seat moves once."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from hub.kernel.errors import STALE, Reason, Refused, Stale
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.training import access, naming, pool, promotion, queries, seats, words
from hub.training.advance import advance
from hub.training.naming import Newcomer
from models.training import SeatPool, SignUp, Trainee, Training
from models.vocab.training import SignUpAction, SignUpState, SizeBand

Ids = Annotated[tuple[int, ...], Field(max_length=50)]


class MakeSignUp(BaseModel):
    """Who of which firm comes to which course; people named before by id, others typed."""

    training_id: int
    firm_id: int
    size_band: SizeBand
    trainees: Ids = ()
    newcomers: Annotated[tuple[Newcomer, ...], Field(max_length=50)] = ()


class AnswerSignUp(BaseModel):
    """The sign-up that is answered or withdrawn."""

    sign_up_id: int


@dataclass(frozen=True, slots=True)
class SignedUp:
    """The receipt: seats at once, or a number in the waiting list."""

    sign_up_id: int
    receipt: str
    state: SignUpState
    place: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the sign-up."""

    sign_up_id: int
    state: SignUpState


@command(name="training:sign_up:add", input=MakeSignUp, audit="sign_up")
def sign_up(
    ctx: Ctx,
    *,
    training_id: int,
    firm_id: int,
    size_band: SizeBand,
    trainees: tuple[int, ...],
    newcomers: tuple[Newcomer, ...],
) -> SignedUp:
    """Seat a party of the firm, or put it at the end of the waiting list. Source: 支援策③, D3."""
    course = queries.course_of(ctx, training_id)
    require(ctx, access.may_sign_up(ctx.actor, firm_id))
    taken = _locked(ctx, course)
    window = seats.Window(course.state, course.opens_at, course.closes_at)
    if reason := window.refusal(ctx.now):
        raise Refused(reason, opens_at=course.opens_at)
    promotion.settle(ctx, course, taken)
    everybody = naming.named(ctx, firm_id, trainees, newcomers)
    naming.refuse_unfit(ctx, course, taken, everybody)
    people = [person for _field, person in everybody]
    answer = _answer(ctx, course, taken, firm_id, size_band, len(people))
    row = _written(ctx, taken, firm_id, size_band, people)
    if answer is SignUpAction.PLACE:
        if not pool.take(ctx, taken, firm_id, row.people):
            raise Stale(STALE)
        advance(ctx, row, answer)
        facts = {"count": row.people, "receipt": row.receipt}
        promotion.tell(ctx, course, row, "placed", words.TOLD_PLACED, **facts)
    else:
        place = pool.next_place(ctx, taken)
        before = pool.waiting_parties(ctx, taken)
        advance(ctx, row, answer, also={"place": place})
        facts = {"place": before + 1, "receipt": row.receipt}
        promotion.tell(ctx, course, row, "waiting", words.TOLD_WAITING, **facts)
    return SignedUp(row.id or 0, row.receipt, row.state, row.place)


@command(name="training:offer:accept", input=AnswerSignUp, audit="sign_up")
def accept_promotion(ctx: Ctx, *, sign_up_id: int) -> Answered:
    """Say that the party comes; until the last second of the offer, not at its end. Part D5."""
    row = queries.sign_up_of(ctx, sign_up_id)
    require(ctx, access.may_sign_up(ctx.actor, row.firm_id))
    course, taken = _answered(ctx, row)
    if row.state == SignUpState.CONFIRMED:
        raise Refused(words.ALREADY_CONFIRMED)
    _refuse_no_offer(ctx, row)
    party = queries.people_of(ctx, (sign_up_id,))[sign_up_id]
    for problem in naming.busy_elsewhere(ctx, course, taken, party):
        raise Refused(problem.reason, **problem.params)
    advance(ctx, row, SignUpAction.ACCEPT, also={"moved_at": ctx.now})
    facts = {"count": row.people, "receipt": row.receipt}
    promotion.tell(ctx, course, row, "placed", words.TOLD_PLACED, **facts)
    promotion.settle(ctx, course, taken)
    return Answered(sign_up_id, row.state)


@command(name="training:offer:decline", input=AnswerSignUp, audit="sign_up")
def decline_promotion(ctx: Ctx, *, sign_up_id: int) -> Answered:
    """Say that the party does not come; its seats go to the next one in the same transaction."""
    row = queries.sign_up_of(ctx, sign_up_id)
    require(ctx, access.may_sign_up(ctx.actor, row.firm_id))
    course, taken = _answered(ctx, row)
    if row.state == SignUpState.CONFIRMED:
        raise Refused(words.ALREADY_CONFIRMED)
    _refuse_no_offer(ctx, row)
    advance(ctx, row, SignUpAction.DECLINE, also={"moved_at": ctx.now})
    promotion.free(ctx, taken, row)
    promotion.settle(ctx, course, taken)
    return Answered(sign_up_id, row.state)


@command(name="training:sign_up:withdraw", input=AnswerSignUp, audit="sign_up")
def withdraw(ctx: Ctx, *, sign_up_id: int) -> Answered:
    """Take a sign-up back: free until its moment, with the share kept afterwards. Part D3.

    Seats go to the next waiting party in the same transaction; a place in the list is just left.
    """
    row = queries.sign_up_of(ctx, sign_up_id)
    require(ctx, access.may_sign_up(ctx.actor, row.firm_id))
    course, taken = _answered(ctx, row)
    if row.state in {SignUpState.WITHDRAWN, SignUpState.WITHDRAWN_LATE}:
        raise Refused(words.ALREADY_WITHDRAWN)
    if queries.sessions(ctx, course.id or 0)[0].starts_at <= ctx.now:
        raise Refused(words.STARTED)
    had_seats = row.state == SignUpState.CONFIRMED
    is_late = had_seats and ctx.now >= course.free_until
    action = SignUpAction.WITHDRAW_LATE if is_late else SignUpAction.WITHDRAW
    advance(ctx, row, action, also={"moved_at": ctx.now})
    if had_seats:
        promotion.free(ctx, taken, row)
    else:
        queries.end_seats(ctx, sign_up_id)
    facts = {"receipt": row.receipt}
    promotion.tell(ctx, course, row, "withdrawn", words.TOLD_WITHDRAWN, **facts)
    promotion.settle(ctx, course, taken)
    return Answered(sign_up_id, row.state)


def _locked(ctx: Ctx, course: Training) -> SeatPool:
    """Lock the seats of a course and see the course as it is now."""
    taken = pool.locked(ctx, course.id or 0)
    ctx.session.refresh(course)
    return taken


def _answered(ctx: Ctx, row: SignUp) -> tuple[Training, SeatPool]:
    """Lock the seats of the sign-up's course and see both as they are now."""
    course = queries.course_of(ctx, row.training_id)
    taken = _locked(ctx, course)
    ctx.session.refresh(row)
    return course, taken


def _refuse_no_offer(ctx: Ctx, row: SignUp) -> None:
    """Refuse an answer to an offer that is not there, has been answered or has run out."""
    told: dict[SignUpState, Reason] = {
        SignUpState.DECLINED: words.ALREADY_DECLINED,
        SignUpState.WAITING: words.NOT_OFFERED,
        SignUpState.WITHDRAWN: words.ALREADY_WITHDRAWN,
        SignUpState.WITHDRAWN_LATE: words.ALREADY_WITHDRAWN,
    }
    if row.state in told:
        raise Refused(told[row.state])
    over = row.expires_at is not None and ctx.now >= row.expires_at
    if row.state == SignUpState.EXPIRED or (row.state == SignUpState.OFFERED and over):
        raise Refused(words.OFFER_EXPIRED, until=row.expires_at)


def _answer(
    ctx: Ctx, course: Training, taken: SeatPool, firm_id: int, band: SizeBand, size: int
) -> SignUpAction:
    """Ask the rule with the facts of the locked pool; its refusal is raised."""
    quotas = (course.quota_small, course.quota_middle, course.quota_large)
    share = pool.quota(ctx, taken, firm_id, seats.quota_of(band, quotas))
    facts = seats.Seats(
        capacity=taken.capacity,
        taken=taken.taken,
        waiting_parties=pool.waiting_parties(ctx, taken),
        is_strict=promotion.is_strict(course, taken, ctx.now),
        firm_most=share.most,
        firm_used=share.used,
        firm_waiting=pool.waiting_people(ctx, taken, firm_id),
    )
    answer = seats.party_answer(facts, size)
    if answer.reason is not None or answer.action is None:
        raise Refused(answer.reason or words.CLOSED, **answer.params)
    return answer.action


def _written(
    ctx: Ctx, taken: SeatPool, firm_id: int, band: SizeBand, people: list[Trainee]
) -> SignUp:
    """Write the sign-up with its receipt number and its named seats."""
    course = queries.course_of(ctx, taken.training_id)
    number = queries.next_number(ctx, course.number)
    row = SignUp(
        training_id=taken.training_id,
        pool_id=taken.id or 0,
        firm_id=firm_id,
        receipt=f"{course.number}-{number:02d}",
        size_band=band,
        people=len(people),
        state=SignUpState.APPLIED,
        signed_by=ctx.actor.person_id,
        signed_at=ctx.now,
        moved_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    naming.seat_people(ctx, row.id or 0, taken.id or 0, people)
    return row
