"""Pages of the room groups, in menu order."""

from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = ()
