"""Stored words of the directory."""

from enum import StrEnum


class ResourceKind(StrEnum):
    """What can be reserved."""

    PERSON = "person"
    ROOM = "room"
    MACHINE = "machine"


class ReservationState(StrEnum):
    """How firmly a time is taken."""

    HELD = "held"
    CONFIRMED = "confirmed"
    RELEASED = "released"


class HolderKind(StrEnum):
    """What a reservation is for."""

    ENGAGEMENT = "engagement"
    TRAINING = "training"
    INTERNSHIP = "internship"
