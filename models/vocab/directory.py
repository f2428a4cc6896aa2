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


class FirmKind(StrEnum):
    """What a firm is before the law; `unstated` until somebody has said it."""

    CORPORATION = "corporation"
    SOLE = "sole"
    UNSTATED = "unstated"


class SiteKind(StrEnum):
    """What a place of a firm is used for."""

    HEAD = "head"
    PLANT = "plant"
    TRAINING_ROOM = "training_room"


class Sharing(StrEnum):
    """Whether other firms may use a machine."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class Visibility(StrEnum):
    """Who sees a machine besides its firm and the ward."""

    PUBLIC = "public"
    PRIVATE = "private"


class Hazard(StrEnum):
    """Kinds of dangerous work that the law keeps from minors."""

    CRANE = "crane"
    PRESS_SETTING = "press_setting"
    RUNNING_PARTS = "running_parts"
    CIRCULAR_SAW = "circular_saw"
    BAND_SAW = "band_saw"
    BOILER = "boiler"
    EXPLOSIVES = "explosives"
    HARMFUL_AIR = "harmful_air"
    HEAT_COLD = "heat_cold"
    VIBRATION = "vibration"
    NOISE = "noise"
    HEIGHT = "height"
