"""Rows of wards and firms."""

from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.kernel.text import kana_key, one_line
from models.directory import Firm, Ward

SHOWN: Final = 20


def ward_by_code(session: Session, code: str) -> Ward | None:
    """Ward of a five-digit area code."""
    return session.exec(select(Ward).where(col(Ward.code) == code)).first()


def firm_by_name(session: Session, ward_id: int, name: str) -> Firm | None:
    """Firm of a ward by the name as stored."""
    return session.exec(
        select(Firm).where(col(Firm.ward_id) == ward_id, col(Firm.name) == name)
    ).first()


def firms(session: Session, ids: tuple[int, ...]) -> list[Firm]:
    """Firms by ids, in the order of their kana."""
    query = select(Firm).where(col(Firm.id).in_(ids))
    return list(session.exec(query.order_by(col(Firm.kana_key), col(Firm.id))).all())


def firms_like(session: Session, ward_id: int, text: str) -> list[Firm]:
    """Firms of a ward by a part of their name or reading, in the order of their kana."""
    typed = one_line(text)
    if not typed:
        return []
    query = select(Firm).where(
        col(Firm.ward_id) == ward_id,
        sa.or_(
            col(Firm.name).contains(typed, autoescape=True),
            col(Firm.kana_key).contains(kana_key(typed).split("\t")[0], autoescape=True),
        ),
    )
    return list(session.exec(query.order_by(col(Firm.kana_key), col(Firm.id)).limit(SHOWN)).all())


def ward_code(session: Session, ward_id: int) -> str:
    """Area code of a ward, empty when there is none."""
    row = session.get(Ward, ward_id)
    return row.code if row else ""
