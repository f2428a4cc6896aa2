"""What pages and other rooms may know of groups of firms."""

from hub.groups.reads.agreements import agreement_text
from hub.groups.reads.facts import (
    GroupFacts,
    MemberFacts,
    group_facts,
    group_names,
    groups_of_firm,
)
from hub.groups.reads.pages import (
    GroupCard,
    GroupPage,
    MemberRow,
    RuleRow,
    StepRow,
    firm_groups,
    group_page,
    ward_groups,
)
from hub.groups.texts import AgreementText, CostShares, ShareCell, SignatureRow

__all__ = [
    "AgreementText",
    "CostShares",
    "GroupCard",
    "GroupFacts",
    "GroupPage",
    "MemberFacts",
    "MemberRow",
    "RuleRow",
    "ShareCell",
    "SignatureRow",
    "StepRow",
    "agreement_text",
    "firm_groups",
    "group_facts",
    "group_names",
    "group_page",
    "groups_of_firm",
    "ward_groups",
]
