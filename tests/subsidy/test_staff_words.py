"""What staff read beside a claim: until when, of which budget, paid or still to be paid."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

import pytest

from hub.subsidy import showing
from hub.subsidy.amounts import CountUnit, Roll
from hub.subsidy.rulesheet import Counting
from models.vocab.subsidy import ClaimState, Stage
from pages.kit import widgets
from pages.subsidy.claim_payment import amount_label as payment_label
from pages.subsidy.parts import budget_strip, dues, papers, working_card

FORTNIGHT: Final = Counting(14, CountUnit.DAY, include_event_day=False, roll=Roll.NEXT_WORKING)
RULES: Final[Any] = SimpleNamespace(
    sheet=SimpleNamespace(deadlines=SimpleNamespace(review=FORTNIGHT))
)


def due(received: date, today: date) -> tuple[str, str]:
    """What is said of the fortnight of a claim that came on a day."""
    claim: Any = SimpleNamespace(
        state=ClaimState.REVIEW, review_due=FORTNIGHT.due("review", received)
    )
    found = showing.due_of(claim, RULES, today)
    return dues.due_words(found), dues.due_note(found)


def test_more_days_than_the_period_has_are_never_said_to_be_left_of_it() -> None:
    """The fourteenth day after a Saturday is a Saturday: Monday is the last day."""
    saturday = date(2026, 11, 28)
    assert due(saturday, saturday) == ("あと16日", "12月14日（月）まで")
    tuesday = date(2026, 11, 24)
    assert due(tuesday, tuesday) == ("あと14日", "14日のうち1日目")
    assert due(tuesday, date(2026, 12, 8)) == ("今日まで", "14日のうち14日目")


@dataclass(frozen=True)
class Line:
    """A budget line as far as the strip reads it."""

    programme: str
    available_yen: int = 5_000_000
    allotted_yen: int = 6_000_000
    used_yen: int = 1_000_000
    in_review_yen: int = 0
    left_if_all_pass_yen: int = 0


@pytest.mark.parametrize(("many", "named"), [(1, False), (2, True)])
def test_where_there_are_several_budgets_the_strip_says_which_it_shows(
    many: int, *, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    links: list[tuple[str, str]] = []
    monkeypatch.setattr(widgets, "say", lambda text: said.append(str(text)))
    monkeypatch.setattr(widgets, "link", lambda label, path: links.append((label, path)))
    lines: Any = [Line("共同研修の補助金"), Line("設備の補助金")][:many]
    budget_strip.show(lines)
    assert ("共同研修の補助金" in said) is named
    assert links == ([("ほかの予算も見る（1）", "budget")] if named else [])


@pytest.mark.parametrize(
    ("stage", "paid", "label"),
    [
        (Stage.PLANNED, None, "交付する額"),
        (Stage.ACTUAL, None, "払う額"),
        (Stage.ACTUAL, 6_000, "払う額"),
        (Stage.ACTUAL, 15_000, "支払った額"),
    ],
)
def test_what_was_paid_is_not_called_still_to_be_paid(
    stage: Stage, paid: int | None, label: str
) -> None:
    claim: Any = SimpleNamespace(
        working=SimpleNamespace(stage=stage, amount_yen=15_000),
        head=SimpleNamespace(paid_yen=paid),
    )
    assert working_card.amount_label(claim) == label


def test_a_payment_that_was_made_is_not_called_still_to_be_made() -> None:
    made: Any = SimpleNamespace(paid_on=date(2026, 12, 28))
    asked: Any = SimpleNamespace(paid_on=None)
    assert (payment_label(asked), payment_label(made)) == ("支払う額", "支払った額")


def test_an_inspection_record_is_not_called_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[tuple[str, str]] = []
    monkeypatch.setattr(widgets, "link", lambda label, path: links.append((label, path)))
    record: Any = SimpleNamespace(
        document_id=3, title="検査調書", doc_no="C-2026-0017-K1", issued_on=date(2026, 11, 28),
        file_id=9, size_bytes=41 * 1024,
    )  # fmt: skip
    papers._notice(record)
    assert links == [("書類を受け取る（PDF、41KB）", "/files/9")]
