"""When somebody is reminded of a day that is due, and of what; reads no clock.

Source: subsidy design, parts 7 and 11: 7 days and 1 day before, on the day, 7 days after; on a day
on which the ward is closed, on its next open day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hub.kernel.calendar import next_open_day
from hub.kernel.text import N_
from models.vocab.subsidy import RETURNED_CLAIMS, ClaimState

STEPS: Final = (-7, -1, 0, 7)
# How long before a due day its first reminder may be sent.
AHEAD: Final = timedelta(days=-STEPS[0])


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of a due day: how many days from it, and the open day on which it is sent."""

    offset: int
    day: date


@dataclass(frozen=True, slots=True)
class Topic:
    """What is due: its name, whom it concerns, the sentence before its day and after it."""

    name: str
    for_firms: bool
    before: str
    after: str


ANSWER: Final = Topic(
    "answer", for_firms=True,
    before=N_("「{title}」の回答の期限は{day}です。"),
    after=N_("「{title}」の回答の期限（{day}）を過ぎました。すぐに回答してください。"),
)  # fmt: skip
REPORT: Final = Topic(
    "report", for_firms=True,
    before=N_("「{title}」の実績報告の期限は{day}です。"),
    after=N_("「{title}」の実績報告の期限（{day}）を過ぎました。すぐに報告してください。"),
)  # fmt: skip
REPAYMENT: Final = Topic(
    "repayment", for_firms=True,
    before=N_("「{title}」の返還の期限は{day}です。まだ全額が届いていません。"),
    after=N_("「{title}」の返還の期限（{day}）を過ぎました。延滞金がかかることがあります。"),
)  # fmt: skip
REVIEW: Final = Topic(
    "review", for_firms=False,
    before=N_("{reference} の審査の期限は{day}です。"),
    after=N_("{reference} の審査の期限（{day}）を過ぎました。"),
)  # fmt: skip
PAYMENT: Final = Topic(
    "payment", for_firms=False,
    before=N_("{reference} の支払いの期限は{day}です。"),
    after=N_("{reference} の支払いの期限（{day}）を過ぎました。"),
)  # fmt: skip
# The ward's own turn; a claim that waits for the budget is nobody's.
AT_THE_WARD: Final = (
    ClaimState.SUBMITTED,
    ClaimState.REVIEW,
    ClaimState.DECIDING,
    ClaimState.REPORT_REVIEW,
    ClaimState.INSPECTED,
    ClaimState.FIXING,
    ClaimState.CHANGE_REVIEW,
    ClaimState.CHANGE_DECIDING,
)
TOPICS: Final[Mapping[ClaimState, Topic]] = {
    **dict.fromkeys(AT_THE_WARD, REVIEW),
    **dict.fromkeys(RETURNED_CLAIMS, ANSWER),
    ClaimState.GRANTED: REPORT,
    ClaimState.DETERMINED: PAYMENT,
    ClaimState.RETURNING: REPAYMENT,
}


def newest_step(due: date, today: date, closed: Collection[date]) -> Step | None:
    """The last reminder whose day has come; `None` before the first.

    Where two fall on one open day, the later one speaks.
    """
    days = (Step(at, next_open_day(due + timedelta(days=at), closed)) for at in STEPS)
    past = [step for step in days if step.day <= today]
    return past[-1] if past else None


def is_to_send(step: Step, since: date, last: date | None) -> bool:
    """Say whether the reminder is new.

    Its day is after the act that set the due day, and nobody was reminded since, by hand either.
    """
    return step.day > since and (last is None or last < step.day)


def sentence(topic: Topic, due: date, today: date) -> str:
    """What is said today: before the due day and on it, or after it."""
    return topic.before if today <= due else topic.after
