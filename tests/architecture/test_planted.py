"""Every rule finds its planted violation, and is silent about what is allowed."""

from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa

from tests.architecture import rules_tables
from tests.architecture.plants import EVERY_PLANT, Plant
from tests.architecture.register import RULES

ALLOWED: Final = (
    (
        "pages/training/__init__.py",
        '"""Pages."""\n\nfrom pages.training import a\n\nPAGES = (a.render,)\n',
    ),
    (
        "pages/training/a.py",
        (
            '"""A page; 日本語 in a docstring."""\n\n'
            "import streamlit as st\n\n"
            "from hub.training import reads, service, words\n"
            'ROWS: Final = {"a": N_("研修")}\n\n\n'
            '@kit.page(path="a", title=N_("研修"), roles={1})\n'
            "def render():\n"
            '    st.write(_("{n}人", n=1))\n'
            '    st.session_state["training.a"] = 1\n'
            '    x = "株"  # noqa: i18n a sign of the form\n'
            "    # noqa: i18n signs, not words\n"
            '    y = (\n        "一",\n        "二",\n    )\n'
            "    with store.reading() as session:\n"
            "        rows = session.exec(1)\n"
            "    st.write(rows)\n"
        ),
    ),
    (
        "hub/training/service.py",
        (
            '"""Use cases."""\n\n\n'
            '@command(name="training:seat:add", input=Seat)\n'
            "def sign_up(ctx, *, seats):\n"
            "    require(ctx, None)\n"
            "    return ctx.now, seats\n\n\n"
            "def _private(a, b):\n"
            "    return a, b\n"
        ),
    ),
    (
        "hub/training/moves.py",
        (
            '"""Moves."""\n\n\n'
            "def advance(ctx, row, action):  # noqa: D103 read the room\n"
            "    row.state = action\n"
        ),
    ),
    ("hub/platform/clock.py", '"""The clock."""\n\nnow = datetime.now(UTC)\n'),
    (
        "locale/en/LC_MESSAGES/hub.po",
        (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
            'msgid "研修"\nmsgstr "Training"\n\n'
            'msgid "{n}人"\nmsgstr "{n} people"\n'
        ),
    ),
    ("hub/accounts/passwords.py", '"""Passwords."""\n\nimport passlib\n'),
)


def _build(root: Path, files: tuple[tuple[str, str], ...]) -> None:
    for name, text in files:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("plant", EVERY_PLANT, ids=lambda plant: f"{plant.rule}: {plant.says}")
def test_a_planted_violation_is_found(plant: Plant, tmp_path: Path) -> None:
    _build(tmp_path, plant.files)
    said = "\n".join(RULES[plant.rule](tmp_path))
    assert plant.says in said


def test_every_rule_has_a_planted_violation() -> None:
    assert {plant.rule for plant in EVERY_PLANT} == set(RULES)


@pytest.mark.parametrize(
    "name", [n for n in RULES if not RULES[n].__module__.endswith("rules_supply")]
)
def test_a_clean_tree_is_left_alone(name: str, tmp_path: Path) -> None:
    _build(tmp_path, ALLOWED)
    assert RULES[name](tmp_path) == []


def test_a_column_without_class_and_a_constraint_without_name_are_found() -> None:
    metadata = sa.MetaData()
    sa.Table("loose", metadata, sa.Column("note", sa.String), sa.CheckConstraint("note <> ''"))
    assert rules_tables.columns_have_a_data_class(metadata) == ["loose.note: no data class"]
    assert "loose: CheckConstraint has no name" in rules_tables.constraints_have_names(metadata)
    assert "naming convention: no pattern for ck" in rules_tables.naming_is_set(metadata)
