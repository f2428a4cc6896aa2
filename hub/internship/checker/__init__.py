"""The independent checker of schedule plans: it shares no code with what makes them."""

from hub.internship.checker.fields import Unreadable
from hub.internship.checker.figures import Recomputed
from hub.internship.checker.findings import Violation
from hub.internship.checker.verdict import Report, check

__all__ = ["Recomputed", "Report", "Unreadable", "Violation", "check"]
