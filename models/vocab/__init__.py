"""Every stored word of the product as an enumeration; imports nothing of ours.

Here are the words that all rooms share; each room's own words stand in `models.vocab.<room>`.
"""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a membership makes of a person."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    SCHOOL = "school"
    EXPERT = "expert"
    FIRM_REPRESENTATIVE = "firm_representative"
    FIRM_TUTOR = "firm_tutor"
    GROUP_LEADER = "group_leader"
    COORDINATOR = "coordinator"
    WARD_CLERK = "ward_clerk"
    WARD_APPROVER = "ward_approver"
    INSPECTOR = "inspector"
    ACCOUNTING = "accounting"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"


FIRM_ROLES: Final = (Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER)
STAFF_ROLES: Final = (
    Role.COORDINATOR,
    Role.WARD_CLERK,
    Role.WARD_APPROVER,
    Role.INSPECTOR,
    Role.ACCOUNTING,
    Role.AUDITOR,
    Role.ADMIN,
)


class HeardBy(StrEnum):
    """How the desk heard what it types for somebody."""

    PHONE = "phone"
    COUNTER = "counter"
    PAPER = "paper"
    FAX = "fax"
    MAIL = "mail"


class DataClass(StrEnum):
    """How closely a column is kept: C0 open, C1 by scope, C2 personal, C3 sensitive."""

    C0 = "C0"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"


class Channel(StrEnum):
    """How a notice travels."""

    IN_APP = "in_app"
    MAIL = "mail"
    LETTER = "letter"
    PHONE = "phone"
    SMS = "sms"
    FEED = "feed"


class OutboxState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENT = "sent"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Where a notice stands on its way out of the product."""

    WAITING = "waiting"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    DEAD = "dead"
    PRINTED = "printed"
    POSTED = "posted"
    RETURNED = "returned"
    CALLED = "called"
    CANCELLED = "cancelled"


class PostAction(StrEnum):
    """What the ward's desk does with a notice that no mail takes."""

    AGAIN = "again"
    REDIRECT = "redirect"
    PRINT = "print"
    POST = "post"
    RETURN = "return"
    CALL = "call"


class JobState(StrEnum):
    """Life of a background job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"


class FileKind(StrEnum):
    """What a stored file is; its ending and its media type follow from it."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JPG = "jpg"
    PNG = "png"
    ZIP = "zip"


class FileState(StrEnum):
    """Whether the bytes of a file may leave."""

    KEPT = "kept"
    DELETED = "deleted"


class Regain(StrEnum):
    """What somebody asks for who cannot sign in."""

    PASSWORD = "password"  # noqa: S105  what is asked for, not a secret
    CODE = "code"


class SignInLevel(StrEnum):
    """How a session was opened."""

    DEMO = "demo"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105  a level's name, not a secret
