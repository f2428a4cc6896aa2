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
