"""Stored words of the rotation internship."""

from enum import StrEnum


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
    DISCARDED = "discarded"


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
    DISCARD = "discard"


class ScenarioKind(StrEnum):
    """What a plan was computed for."""

    PLAN = "plan"
    TRIAL = "trial"
    EDIT = "edit"
    REPAIR = "repair"


class ChangeKind(StrEnum):
    """What a plan changes in its round."""

    SEATS = "seats"
    CLOSE = "close"
    PIN = "pin"
    BAN = "ban"
    LEAVE = "leave"


class ApplicationState(StrEnum):
    """Life of a student's application (応募)."""

    SENT = "sent"
    WISHES_LOCKED = "wishes_locked"
    PLACED = "placed"
    PARTLY_PLACED = "partly_placed"
    UNPLACED = "unplaced"
    WITHDRAWN = "withdrawn"


class ApplicationAction(StrEnum):
    """What moves an application on."""

    LOCK = "lock"
    UNLOCK = "unlock"
    PLACE = "place"
    PLACE_PARTLY = "place_partly"
    LEAVE_OUT = "leave_out"
    WITHDRAW = "withdraw"
