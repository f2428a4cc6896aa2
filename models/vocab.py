"""Every stored word of the product as an enumeration; imports nothing of ours."""

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
    FEED = "feed"


class OutboxState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENT = "sent"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """Life of a background job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"


class SignInLevel(StrEnum):
    """How a session was opened."""

    DEMO = "demo"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105  a level's name, not a secret


class RoundState(StrEnum):
    """Life of a round of rotation internships (募集回)."""

    DRAFT = "draft"
    INTAKE = "intake"
    SAFETY_CHECKED = "safety_checked"
    OPEN = "open"
    RANKING_CLOSED = "ranking_closed"
    MATCHING = "matching"
    TENTATIVE = "tentative"
    PUBLISHED = "published"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RoundAction(StrEnum):
    """What moves a round on."""

    CALL_FIRMS = "call_firms"
    CONFIRM_SAFETY = "confirm_safety"
    OPEN_WISHES = "open_wishes"
    CLOSE_WISHES = "close_wishes"
    REOPEN = "reopen"
    COMPUTE = "compute"
    ANNOUNCE = "announce"
    PUBLISH = "publish"
    BEGIN = "begin"
    COMPLETE = "complete"
    CANCEL = "cancel"


class ProgrammeState(StrEnum):
    """Life of a programme a firm offers in a round (受入枠)."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    SAFETY_CHECKED = "safety_checked"


class ProgrammeAction(StrEnum):
    """What moves an offered programme on."""

    CONFIRM = "confirm"
    SEND_BACK = "send_back"


class ScenarioState(StrEnum):
    """Life of a computed plan (編成案)."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    INFEASIBLE = "infeasible"
    FAILED = "failed"
    CHECKED = "checked"
    CHOSEN = "chosen"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class ScenarioAction(StrEnum):
    """What moves a computed plan on."""

    START = "start"
    FINISH = "finish"
    STOP = "stop"
    GIVE_UP = "give_up"
    FAIL = "fail"
    CHECK = "check"
    CHOOSE = "choose"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"


class ApplicationState(StrEnum):
    """Life of a student's application (応募)."""

    SENT = "sent"
    WISHES_LOCKED = "wishes_locked"
    PLACED = "placed"
    PARTLY_PLACED = "partly_placed"
    UNPLACED = "unplaced"


class ApplicationAction(StrEnum):
    """What moves an application on."""

    LOCK = "lock"
    UNLOCK = "unlock"
    PLACE = "place"
    PLACE_PARTLY = "place_partly"
    LEAVE_OUT = "leave_out"
