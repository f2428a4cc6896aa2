"""Pages of the room subsidy, in menu order."""

from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = ()
