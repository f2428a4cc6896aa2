"""Rules of the tables: data classes and names that errors can be mapped by."""

from typing import Final

import sqlalchemy as sa

KNOWN_CLASSES: Final = frozenset({"C0", "C1", "C2", "C3"})


def columns_have_a_data_class(metadata: sa.MetaData) -> list[str]:
    """Without its class nobody knows how closely a column is kept."""
    return [
        f"{table.name}.{column.name}: no data class"
        for table in metadata.tables.values()
        for column in table.columns
        if column.info.get("data_class") not in KNOWN_CLASSES
    ]


def constraints_have_names(metadata: sa.MetaData) -> list[str]:
    """A broken constraint reaches its field by name."""
    found = []
    for table in metadata.tables.values():
        for constraint in table.constraints:
            empty = isinstance(constraint, sa.PrimaryKeyConstraint) and not constraint.columns
            if not empty and not isinstance(constraint.name, str):
                found.append(f"{table.name}: {type(constraint).__name__} has no name")
        found += [
            f"{table.name}: an index has no name" for index in table.indexes if not index.name
        ]
    return found


def naming_is_set(metadata: sa.MetaData) -> list[str]:
    """Names are made by one convention for every kind of constraint."""
    missing = {"ix", "uq", "ck", "fk", "pk"} - set(metadata.naming_convention)
    return [f"naming convention: no pattern for {kind}" for kind in sorted(missing)]
