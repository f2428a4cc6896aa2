"""Turns values of the vocabulary into table rows and back; decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlmodel import SQLModel

from hub.skills.vocabulary import (
    AliasRow,
    CertificateRow,
    EdgeRow,
    SkillRow,
    Vocabulary,
)
from models.skills import Certificate, Skill, SkillAlias, SkillEdge, StopAlias


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a vocabulary: its field, its table and the kind of its values."""

    field: str
    table: type[SQLModel]
    value: type[Any]


PARTS: Final = (
    Part("skills", Skill, SkillRow),
    Part("aliases", SkillAlias, AliasRow),
    Part("edges", SkillEdge, EdgeRow),
    Part("certificates", Certificate, CertificateRow),
    Part("stop_aliases", StopAlias, str),
)
_COLUMNS: Final = {
    part.table: ("text",) if part.value is str else tuple(f.name for f in fields(part.value))
    for part in PARTS
}
_VALUE_OF: Final = {part.value: part.table for part in PARTS}


def values_of(thing: object) -> tuple[Any, ...]:
    """Comparable values of a table row or of a value of the vocabulary."""
    if isinstance(thing, str):
        return (thing,)
    table = type(thing) if isinstance(thing, SQLModel) else _VALUE_OF[type(thing)]
    return tuple(_plain(getattr(thing, name)) for name in _COLUMNS[table])


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def columns_of(table: type[SQLModel], value: object, number: int) -> dict[str, object]:
    """The columns of a new row of a version."""
    named = zip(_COLUMNS[table], values_of(value), strict=True)
    stored = {name: list(part) if isinstance(part, tuple) else part for name, part in named}
    return stored | {"taxonomy_version_from": number}


def columns(table: type[SQLModel]) -> list[Any]:
    """The columns that make up a value of the vocabulary."""
    return [getattr(table, name) for name in _COLUMNS[table]]


def vocabulary_of(rows: dict[str, Sequence[Sequence[Any]]]) -> Vocabulary:
    """The vocabulary that live rows, given by their columns, make up; by field."""
    made: dict[str, tuple[Any, ...]] = {}
    for part in PARTS:
        values = [tuple(map(_plain, row)) for row in rows[part.field]]
        made[part.field] = tuple(
            one[0] if part.value is str else part.value(*one) for one in values
        )
    return Vocabulary(**made)
