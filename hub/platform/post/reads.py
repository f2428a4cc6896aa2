"""What the desk sees: notices that no mail took, letters to print, people to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import col, select

from hub.i18n import in_language, translated
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import qr, runtime
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.platform.post import desk as acts
from hub.platform.post import heads, mails, recipients, rules, words
from hub.platform.post.recipients import Recipient
from models.platform import Delivery, FileRow, LetterBatch, OutboxRow
from models.vocab import Channel, DataClass, DeliveryState, FileState

SHOWN: Final = 100
BATCHES: Final = 10


@dataclass(frozen=True, slots=True)
class PostRow:
    """One notice to one person, as the desk sees it; its words are written by the page."""

    delivery_id: int
    person_id: int
    name: str
    msgid: str
    params: dict[str, object]
    at: datetime
    tries: int
    reason: str
    reply_code: int | None
    state: DeliveryState
    is_mine: bool
    can_write: bool
    can_call: bool
    is_late: bool  # the last day that the notice names is over


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Letters that were printed together; `file_id` is empty once the PDF is gone."""

    batch_id: int
    at: datetime
    file_id: int | None
    letters: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The three lists of the desk."""

    dead: tuple[PostRow, ...]
    letters: tuple[PostRow, ...]
    batches: tuple[BatchRow, ...]
    calls: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter to one person, with everything that waits for that person."""

    delivery_ids: tuple[int, ...]
    values: dict[str, object]


@read(name="platform:desk", data_class=DataClass.C2)
def desk(ctx: Ctx, *, ward_id: int) -> Desk:
    """What waits for somebody of the ward, the oldest first; at most a hundred of each kind."""
    require(ctx, acts.may_post(ctx.actor, ward_id))
    return Desk(
        _rows(ctx, ward_id, Channel.MAIL, DeliveryState.DEAD),
        _rows(ctx, ward_id, Channel.LETTER, DeliveryState.WAITING),
        _batches(ctx, ward_id),
        _rows(ctx, ward_id, Channel.PHONE, DeliveryState.WAITING),
    )


@read(name="platform:letters", data_class=DataClass.C3)
def letters(ctx: Ctx, *, ward_id: int) -> tuple[Sheet, ...]:
    """The letters that wait, one sheet a person, written in the person's language."""
    require(ctx, acts.may_post(ctx.actor, ward_id))
    pairs = _pairs(ctx, ward_id, Channel.LETTER, DeliveryState.WAITING)
    by_person: dict[int, list[tuple[Delivery, OutboxRow]]] = {}
    for row, notice in pairs:
        by_person.setdefault(row.person_id, []).append((row, notice))
    found = []
    for person_id, own in by_person.items():
        to = _recipient(ctx, person_id)
        if to.postal and to.address:
            told = [notice for _row, notice in own]
            ids = tuple(row.id or 0 for row, _notice in own)
            found.append(Sheet(ids, _sheet(to, told, japan_date(ctx.now))))
    return tuple(found)


@read(name="platform:phone", data_class=DataClass.C3)
def phone(ctx: Ctx, *, delivery_id: int) -> str:
    """The number to call; only for whoever has taken the call, which stands in the record."""
    row = ctx.session.get(Delivery, delivery_id)
    if row is None or row.channel is not Channel.PHONE:
        raise NotFound(NOT_FOUND)
    require(ctx, acts.may_post(ctx.actor, row.ward_id))
    if row.by_id is None or row.by_id != ctx.actor.person_id:
        raise NotFound(NOT_FOUND)
    return _recipient(ctx, row.person_id).phone


def _sheet(to: Recipient, told: Sequence[OutboxRow], day: date) -> dict[str, object]:
    with in_language(to.lang):
        here = f"{runtime.settings().public_url.rstrip('/')}/sign-in"
        is_outside = mails.is_outside(told)
        way = translated(words.LETTER_WAY)
        call = heads.call()
        return {
            **heads.head(to.name, to.postal, to.address, to.lang, day),
            "title": translated(words.LETTER_TITLE),
            "about": translated(words.LETTER_ABOUT),
            "notices": [mails.whole_sentence(row) for row in told],
            "qr": "" if is_outside else qr.svg(here),
            "qr_said": "" if is_outside else translated(words.LETTER_QR).format(address=here),
            "after": [call] if is_outside else [way, call, translated(words.LETTER_CHANGE)],
        }


def _pairs(
    ctx: Ctx, ward_id: int, channel: Channel, *states: DeliveryState
) -> list[tuple[Delivery, OutboxRow]]:
    query = (
        select(Delivery, OutboxRow)
        .join(OutboxRow, col(OutboxRow.id) == col(Delivery.notice_id))
        .where(
            col(Delivery.ward_id) == ward_id,
            col(Delivery.channel) == channel,
            col(Delivery.state).in_(states),
        )
    )
    return list(ctx.session.exec(query.order_by(col(Delivery.id)).limit(SHOWN)).all())


def _rows(ctx: Ctx, ward_id: int, channel: Channel, state: DeliveryState) -> tuple[PostRow, ...]:
    return _shown(ctx, _pairs(ctx, ward_id, channel, state))


def _shown(ctx: Ctx, pairs: Sequence[tuple[Delivery, OutboxRow]]) -> tuple[PostRow, ...]:
    people = {row.person_id: _recipient(ctx, row.person_id) for row, _notice in pairs}
    return tuple(
        PostRow(
            delivery_id=row.id or 0,
            person_id=row.person_id,
            name=people[row.person_id].name,
            msgid=notice.msgid,
            params=dict(notice.params),
            at=notice.at,
            tries=row.tries,
            reason=row.reason or "",
            reply_code=row.reply_code,
            state=row.state,
            is_mine=row.by_id is not None and row.by_id == ctx.actor.person_id,
            can_write=bool(people[row.person_id].postal and people[row.person_id].address),
            can_call=bool(people[row.person_id].phone),
            is_late=rules.is_too_late(notice.msgid, notice.params, japan_date(ctx.now)),
        )
        for row, notice in pairs
    )


def _batches(ctx: Ctx, ward_id: int) -> tuple[BatchRow, ...]:
    found = ctx.session.exec(
        select(LetterBatch)
        .where(col(LetterBatch.ward_id) == ward_id)
        .order_by(col(LetterBatch.id).desc())
        .limit(BATCHES)
    ).all()
    ids = [batch.id or 0 for batch in found]
    kept = ctx.session.exec(
        select(FileRow).where(
            col(FileRow.record) == acts.BATCH,
            col(FileRow.record_id).in_(ids),
            col(FileRow.state) == FileState.KEPT,
        )
    ).all()
    file_of = {file.record_id: file.id for file in kept}
    pairs = _pairs(ctx, ward_id, Channel.LETTER, DeliveryState.PRINTED, DeliveryState.POSTED)
    return tuple(
        BatchRow(
            batch.id or 0,
            batch.at,
            file_of.get(batch.id or 0),
            _shown(ctx, [pair for pair in pairs if pair[0].batch_id == batch.id]),
        )
        for batch in found
    )


def _recipient(ctx: Ctx, person_id: int) -> Recipient:
    return recipients.book().recipient(ctx.session, person_id, japan_date(ctx.now))
