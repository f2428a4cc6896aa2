"""Pages of the room experts, in menu order."""

from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = ()
