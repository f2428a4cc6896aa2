"""Every column and constraint of the schema can be named."""

from models.registry import metadata
from tests.architecture import rules_tables


def test_every_column_says_how_closely_it_is_kept() -> None:
    offenders = rules_tables.columns_have_a_data_class(metadata)
    assert not offenders, "\n".join(offenders)


def test_every_constraint_has_a_name() -> None:
    offenders = rules_tables.constraints_have_names(metadata)
    offenders += rules_tables.naming_is_set(metadata)
    assert not offenders, "\n".join(offenders)
