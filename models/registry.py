"""Imports every table so that `metadata` is complete for migrations, tests and set-up."""

from sqlmodel import SQLModel

from models import (
    accounts,
    append_only,
    consents,
    credentials,
    delegations,
    desk,
    directory,
    experts,
    groups,
    handovers,
    internship,
    invitations,
    platform,
    requests,
    skills,
    subsidy,
    training,
)

metadata = SQLModel.metadata
append_only.guard(metadata)
ROOMS = (
    accounts,
    consents,
    credentials,
    delegations,
    desk,
    directory,
    experts,
    groups,
    handovers,
    internship,
    invitations,
    platform,
    requests,
    skills,
    subsidy,
    training,
)
