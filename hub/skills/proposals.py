"""Checks a saying that somebody wants in the vocabulary, and makes it a row of it; pure.

Source: design "experts" A3 and A5.
"""

import re
from dataclasses import replace
from typing import Final

from hub.kernel.errors import FieldProblem
from hub.skills import words
from hub.skills.vocabulary import WEIGHTS, AliasRow, Vocabulary, problems
from models.vocab.skills import AliasKind, AliasLang, AliasStatus

KINDS: Final = (AliasKind.SYMPTOM, AliasKind.SHOP, AliasKind.PRODUCT, AliasKind.MACHINE)
"""Kinds of saying that are put forward on the page."""

_LATIN: Final = re.compile(r"[\x00-\x7f]+")
# noqa: i18n signs that stand for what was hidden in a request
_MASK: Final = re.compile(r"〇〇|○○|＊＊|\*\*")


def row_of(skill: str, text: str, kind: AliasKind, note: str) -> AliasRow:
    """The saying as an active row with the weight of its kind."""
    lang = AliasLang.EN if _LATIN.fullmatch(text) else AliasLang.JA
    return AliasRow(skill, text, lang, kind, WEIGHTS[kind], AliasStatus.ACTIVE, note)


def refusals(given: Vocabulary, row: AliasRow) -> list[FieldProblem]:
    """What is wrong with a new saying; faults that were there before are not its own."""
    if row.skill_code not in given.by_code:
        return [FieldProblem("skill", words.UNKNOWN_SKILL)]
    if _MASK.search(row.text):
        return [FieldProblem("text", words.MASKED)]
    before = {(each.field, each.reason) for each in problems(given)}
    return [
        FieldProblem("text", each.reason, each.params)
        for each in problems(with_row(given, row))
        if (each.field, each.reason) not in before
    ]


def with_row(given: Vocabulary, row: AliasRow) -> Vocabulary:
    """The vocabulary with one more saying."""
    return replace(given, aliases=(*given.aliases, row))
