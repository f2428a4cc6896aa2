"""Arrangements of commands, by room; tests/registry presses every one of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tests.support.arrangements import (
    accounts,
    colleagues,
    directory,
    experts,
    groups,
    internship,
    platform,
    skills,
    subsidy,
    subsidy_ends,
    subsidy_full,
    subsidy_staff,
    subsidy_trials,
    training,
)
from tests.support.arrangements.case import Arrangement

ROOMS: Final = (
    accounts, colleagues, directory, experts, groups, internship, platform, skills, subsidy,
    subsidy_ends, subsidy_full, subsidy_staff, subsidy_trials, training,
)  # fmt: skip
ARRANGEMENTS: Final[Mapping[str, Arrangement]] = MappingProxyType(
    {name: arrangement for room in ROOMS for name, arrangement in room.CASES.items()}
)
