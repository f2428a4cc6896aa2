"""Pages of the room groups, in menu order."""

from pages.groups import agreement, agreement_draft, group, group_new, one_group
from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = (
    group.render,
    one_group.render,
    agreement.render,
    agreement_draft.render,
    group_new.render,
)
