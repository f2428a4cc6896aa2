"""Rows of wards and firms."""

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.kernel.numbers_of_firms import corporate_digits
from hub.kernel.text import kana_key, one_line
from hub.kernel.variants import searched
from hub.platform.context import Ctx, each_one
from models.directory import Firm, Machine, Site, Ward

SHOWN: Final = 20
LEAST_DIGITS: Final = 4


def ward_by_code(session: Session, code: str) -> Ward | None:
    """Ward of a five-digit area code."""
    return session.exec(select(Ward).where(col(Ward.code) == code)).first()


def firm_by_name(session: Session, ward_id: int, name: str) -> Firm | None:
    """Firm of a ward by the name as stored."""
    return session.exec(
        select(Firm).where(col(Firm.ward_id) == ward_id, col(Firm.name) == name)
    ).first()


@each_one
def firm(ctx: Ctx, firm_ids: Collection[int]) -> dict[int, Firm]:
    """A firm by its id."""
    query = select(Firm).where(col(Firm.id).in_(firm_ids))
    return {row.id or 0: row for row in ctx.session.exec(query)}


def firms(ctx: Ctx, ids: Collection[int]) -> list[Firm]:
    """Firms by ids, in the order of their kana."""
    firm.foresee(ctx, ids)
    found = [row for row in (firm(ctx, at) for at in dict.fromkeys(ids)) if row is not None]
    return sorted(found, key=lambda row: (row.kana_key, row.id))


def firms_like(session: Session, ward_id: int, text: str) -> list[Firm]:
    """Firms of a ward by a part of their name or reading, in the order of their kana."""
    typed = one_line(text)
    if not typed:
        return []
    query = select(Firm).where(col(Firm.ward_id) == ward_id, _like(typed))
    return list(session.exec(query.order_by(col(Firm.kana_key), col(Firm.id)).limit(SHOWN)).all())


def _like(typed: str) -> sa.ColumnElement[bool]:
    """Firms by a part of their name in any shape of its kanji, their reading, or their number."""
    found = [
        col(Firm.name).contains(typed, autoescape=True),
        col(Firm.kana_key).contains(kana_key(typed).split("\t")[0], autoescape=True),
    ]
    if shape := searched(typed):
        found.append(col(Firm.name_fold).contains(shape, autoescape=True))
    digits = corporate_digits(typed)
    if len(digits) >= LEAST_DIGITS and digits.isdecimal():
        found.append(col(Firm.number).startswith(digits, autoescape=True))
    return sa.or_(*found)


def firms_of_ward(session: Session, ward_id: int, text: str, *, first: int) -> list[Firm]:
    """Firms of a ward in the order of their kana, twenty from a place on; a text narrows them."""
    query = _of_ward(select(Firm), ward_id, text).order_by(col(Firm.kana_key), col(Firm.id))
    return list(session.exec(query.offset(first).limit(SHOWN)).all())


def count_of_ward(session: Session, ward_id: int, text: str) -> int:
    """How many firms of a ward there are, narrowed by a text."""
    return int(session.exec(_of_ward(select(sa.func.count(col(Firm.id))), ward_id, text)).one())


def _of_ward(query: Any, ward_id: int, text: str) -> Any:  # noqa: ANN401  a select of rows or a count
    typed = one_line(text)
    kept = query.where(col(Firm.ward_id) == ward_id)
    return kept.where(_like(typed)) if typed else kept


def all_of_ward(session: Session, ward_id: int) -> list[Firm]:
    """Every firm of a ward in the order of their kana."""
    query = select(Firm).where(col(Firm.ward_id) == ward_id)
    return list(session.exec(query.order_by(col(Firm.kana_key), col(Firm.id))).all())


def firm_by_number(session: Session, number: str) -> Firm | None:
    """Firm of a corporate number, in whatever ward."""
    if not number:
        return None
    return session.exec(select(Firm).where(col(Firm.number) == number)).first()


def ward(ctx: Ctx, ward_id: int) -> Ward | None:
    """A ward by its id."""
    return ctx.session.get(Ward, ward_id)


def site(ctx: Ctx, site_id: int) -> Site | None:
    """A site by its id."""
    return ctx.session.get(Site, site_id)


def machine(ctx: Ctx, machine_id: int) -> Machine | None:
    """A machine by its id."""
    return ctx.session.get(Machine, machine_id)


def machine_like(ctx: Ctx, firm_id: int, name: str, model: str) -> Machine | None:
    """Machine of a firm with this name and model."""
    query = select(Machine).where(
        col(Machine.firm_id) == firm_id, col(Machine.name) == name, col(Machine.model) == model
    )
    return ctx.session.exec(query).first()


def sites(session: Session, firm_id: int) -> list[Site]:
    """Sites of a firm, as they were added."""
    query = select(Site).where(col(Site.firm_id) == firm_id).order_by(col(Site.id))
    return list(session.exec(query).all())


def machines(session: Session, firm_ids: Collection[int]) -> list[Machine]:
    """Machines of firms, by name."""
    query = select(Machine).where(col(Machine.firm_id).in_(firm_ids))
    return list(session.exec(query.order_by(col(Machine.name_fold), col(Machine.id))).all())


def machines_of_ward(session: Session, ward_id: int) -> list[Machine]:
    """Every machine of the firms of a ward, by name."""
    query = (
        select(Machine)
        .join(Firm, col(Firm.id) == col(Machine.firm_id))
        .where(col(Firm.ward_id) == ward_id)
    )
    return list(session.exec(query.order_by(col(Machine.name_fold), col(Machine.id))).all())


def ward_code(session: Session, ward_id: int) -> str:
    """Area code of a ward, empty when there is none."""
    row = session.get(Ward, ward_id)
    return row.code if row else ""


def wards(session: Session) -> list[Ward]:
    """Every ward, in the order of the codes."""
    return list(session.exec(select(Ward).order_by(col(Ward.code))).all())
