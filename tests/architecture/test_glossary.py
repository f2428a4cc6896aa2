"""Every table and every command has its row in the glossary."""

from pathlib import Path

from hub import wiring
from hub.platform.commands import COMMANDS
from models.registry import metadata
from models.vocab import Role

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def _identifiers() -> list[str]:
    rows = GLOSSARY.read_text(encoding="utf-8").splitlines()[4:]
    return [row.split("|")[3].strip().strip("`") for row in rows if row.startswith("|")]


def test_every_table_role_and_command_has_a_row() -> None:
    assert wiring.ROOMS
    named = {*metadata.tables, *COMMANDS, *(role.value for role in Role)}
    assert sorted(named - set(_identifiers())) == []


def test_no_word_has_two_rows() -> None:
    found = _identifiers()
    assert sorted(word for word in set(found) if found.count(word) > 1) == []
