"""The five refusals every use case may raise, each with a stable code and a translatable line.

HubError
├── Refused    the state or a rule says no; shown with numbers and the next step
├── Invalid    one or more fields are wrong; shown at the field and in the summary
├── Forbidden  this person may not; shown as a refusal page
├── NotFound   missing and foreign records answer alike
└── Stale      somebody else changed it first
Anything else that is raised is a fault and is caught only at the four edges.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from hub.kernel.text import N_

Params: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code for logs and tests, and the sentence (msgid) a person reads."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a form or one cell of a file."""

    field: str
    reason: Reason
    params: Params = dataclasses.field(default_factory=dict)


class HubError(Exception):
    """A refusal that belongs to normal business; translated at the edge."""

    def __init__(self, reason: Reason, **params: object) -> None:
        """Keep the reason and its typed values."""
        super().__init__(reason.code)
        self.reason = reason
        self.params: Params = params


class Refused(HubError):
    """A rule or a state says no."""


class Forbidden(HubError):
    """This person may not do or see this."""


class NotFound(HubError):
    """The record is missing or belongs to somebody else: one answer for both."""


class Stale(HubError):
    """Somebody else changed the record first."""


class Invalid(HubError):
    """One or more fields are wrong; nothing was opened or written."""

    def __init__(self, *problems: FieldProblem) -> None:
        """Keep every problem so that all are shown at once."""
        super().__init__(problems[0].reason, **problems[0].params)
        self.problems = problems


NOT_FOUND: Final = Reason("kernel.not_found", N_("見つかりません。"))
STALE: Final = Reason(
    "kernel.stale", N_("ほかの人が先に更新しました。画面を読み直して確かめてください。")
)
