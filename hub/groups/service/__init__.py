"""Use cases of the groups room, by noun."""

from hub.groups.activity import mark_active
from hub.groups.service.agreements import (
    DRAFTABLE,
    Drafted,
    Share,
    Signed,
    draft_agreement,
    sign_agreement,
)
from hub.groups.service.founding import GroupMoved, accept_lead, add_member, found_group
from hub.groups.service.registration import (
    FigureSet,
    apply_for_registration,
    check_registration,
    decide_registration,
    set_figure,
    step_group,
)

__all__ = [
    "DRAFTABLE",
    "Drafted",
    "FigureSet",
    "GroupMoved",
    "Share",
    "Signed",
    "accept_lead",
    "add_member",
    "apply_for_registration",
    "check_registration",
    "decide_registration",
    "draft_agreement",
    "found_group",
    "mark_active",
    "set_figure",
    "sign_agreement",
    "step_group",
]
