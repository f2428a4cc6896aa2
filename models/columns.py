"""Column types and field makers shared by all tables: ids, yen, UTC time, text with a limit."""

from datetime import UTC, datetime
from enum import StrEnum
from secrets import randbits
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.vocab import DataClass

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING

BIG: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class UtcTime(sa.types.TypeDecorator[datetime]):
    """Aware UTC moments on both engines; a naive value is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive moments, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "naive datetimes are refused; use ctx.now"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002  fixed by SQLAlchemy
        """Give back aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(sa.types.TypeDecorator[StrEnum]):
    """A word of the vocabulary stored as text; unknown words are refused on both ways."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """Remember which enumeration the column speaks."""
        super().__init__(40)
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002  fixed by SQLAlchemy
        """Only words of the enumeration reach the database."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:  # noqa: ARG002  fixed by SQLAlchemy
        """Give back the word, not the text."""
        return None if value is None else self.words(value)


def _info(data_class: DataClass) -> dict[str, Any]:
    return {"info": {"data_class": data_class.value}}


def key() -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """Primary key, a positive integer."""
    return Field(default=None, primary_key=True, sa_type=BIG, sa_column_kwargs=_info(DataClass.C1))


def link(
    target: str,
    data_class: DataClass = DataClass.C1,
    *,
    optional: bool = False,
    unique: bool = False,
) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """Foreign key by name, e.g. `link("person.id")`; always indexed."""
    return Field(
        default=None if optional else ...,
        foreign_key=target,
        nullable=optional,
        sa_type=BIG,
        index=not unique,
        unique=unique,
        sa_column_kwargs=_info(data_class),
    )


def text(
    limit: int,
    data_class: DataClass,
    *,
    optional: bool = False,
    unique: bool = False,
    index: bool = False,
) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """Text of at most `limit` characters; long text uses `limit=0` for no column limit."""
    kind = sa.String(limit) if limit else sa.Text()
    return Field(
        default=None if optional else ...,
        nullable=optional,
        sa_type=kind,
        unique=unique,
        index=index,
        sa_column_kwargs=_info(data_class),
    )


def whole(
    data_class: DataClass = DataClass.C1, *, default: int | None = None, optional: bool = False
) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """A whole number; counts and yen alike."""
    first = default if default is not None or optional else ...
    return Field(default=first, nullable=optional, sa_type=BIG, sa_column_kwargs=_info(data_class))


def new_number() -> int:
    """A number of 62 bits that no other row is likely to hold."""
    return randbits(62)


def drawn() -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """A drawn number, another one for each row."""
    return Field(
        default_factory=new_number,
        nullable=False,
        sa_type=BIG,
        sa_column_kwargs=_info(DataClass.C0),
    )


def moment(data_class: DataClass = DataClass.C1, *, optional: bool = False) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """An aware UTC moment."""
    return Field(
        default=None if optional else ...,
        nullable=optional,
        sa_type=UtcTime,
        sa_column_kwargs=_info(data_class),
    )


def day(data_class: DataClass = DataClass.C1, *, optional: bool = False) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """A civil date."""
    return Field(
        default=None if optional else ...,
        nullable=optional,
        sa_type=sa.Date,
        sa_column_kwargs=_info(data_class),
    )


def flag(data_class: DataClass = DataClass.C1, *, default: bool = False) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """A yes or no."""
    return Field(
        default=default, nullable=False, sa_type=sa.Boolean, sa_column_kwargs=_info(data_class)
    )


def word(
    words: type[StrEnum],
    data_class: DataClass = DataClass.C1,
    *,
    default: StrEnum | None = None,
    optional: bool = False,
) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any by design
    """A word of the vocabulary."""
    first = default if default is not None or optional else ...
    return Field(
        default=first,
        nullable=optional,
        sa_type=Word(words),
        sa_column_kwargs=_info(data_class),
    )


def document(data_class: DataClass) -> Any:  # noqa: ANN401  sqlmodel fields are typed Any
    """A JSON value of plain lists, dicts, strings, integers and booleans."""
    return Field(nullable=False, sa_type=sa.JSON, sa_column_kwargs=_info(data_class))


def one_of(column: str, words: type[StrEnum]) -> sa.CheckConstraint:
    """CHECK that a column holds a word of the enumeration."""
    listed = ", ".join(f"'{w.value}'" for w in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def at_least(column: str, least: int) -> sa.CheckConstraint:
    """CHECK that a number is not below its least value."""
    return sa.CheckConstraint(f"{column} >= {least}", name=f"{column}_least")


def within(column: str, limit: int) -> sa.CheckConstraint:
    """CHECK that text is not empty and not longer than its limit."""
    return sa.CheckConstraint(f"length({column}) BETWEEN 1 AND {limit}", name=f"{column}_length")
