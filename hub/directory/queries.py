"""Rows of wards and firms."""

from sqlmodel import Session, col, select

from models.directory import Firm, Ward


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


def ward_code(session: Session, ward_id: int) -> str:
    """Area code of a ward, empty when there is none."""
    row = session.get(Ward, ward_id)
    return row.code if row else ""
