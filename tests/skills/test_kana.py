"""Loan words written in hiragana are read as loans; ordinary sentences stay as they are."""

from pathlib import Path
from typing import Final

import pytest

from hub.skills.encoder import NullEncoder
from hub.skills.kana import Loans
from hub.skills.mapping import understand
from hub.skills.model import SkillModel
from hub.skills.readings import usual
from models.vocab.skills import AliasKind
from tests.support.skills import few_skills, whole_vocabulary

ROOT: Final = Path(__file__).resolve().parents[2]
TEXTS: Final = ("マシニングセンタ", "カバーの寸法", "ネジ", "カメラで見る", "ばりとりとバリトリ")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ましにんぐせんたの段取り", "マシニングセンタの段取り"),
        ("このかばーが合わない", "このカバーが合わない"),
        ("ねじが緩む", "ねじが緩む"),
        ("確かめられません", "確かめられません"),
        ("ばりとりがきつい", "ばりとりがきつい"),
        ("カバー、ましにんぐせんた", "カバー、マシニングセンタ"),
        ("", ""),
    ],
)
def test_only_known_loans_change_their_script(given: str, expected: str) -> None:
    loans = Loans(TEXTS)
    assert loans.restored(given) == expected
    assert len(loans.restored(given)) == len(given)
    assert loans.restored(expected) == expected


def test_no_saying_of_the_vocabulary_changes() -> None:
    model = SkillModel(whole_vocabulary(), NullEncoder())
    assert [row.text for row in whole_vocabulary().aliases
            if usual(row.text) == row.text and row.kind is not AliasKind.KANA
            and model.loans.restored(row.text) != row.text] == []  # fmt: skip


def test_no_sentence_of_the_handbooks_changes() -> None:
    model = SkillModel(whole_vocabulary(), NullEncoder())
    texts = [
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/roles").glob("*.md"))
    ]
    assert texts
    for text in texts:
        assert model.loans.restored(text) == text


def test_a_need_in_hiragana_keeps_its_places_and_its_words() -> None:
    model = SkillModel(few_skills(), NullEncoder())
    given = "ふらいすばんではなく、旋盤を教えてほしい"
    need = understand(model, given)
    assert need.source == given
    assert len(need.texts[0]) == len(given)
    assert "machining.lathe" in need.chips
    for start, end in need.phrases.values():
        assert 0 <= start < end <= len(given)
