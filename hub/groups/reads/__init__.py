"""What pages and other rooms may know of groups of firms."""

from hub.groups.reads.facts import (
    GroupFacts,
    MemberFacts,
    group_facts,
    group_names,
    groups_of_firm,
)

__all__ = [
    "GroupFacts",
    "MemberFacts",
    "group_facts",
    "group_names",
    "groups_of_firm",
]
