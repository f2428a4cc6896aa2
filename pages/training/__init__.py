"""Pages of the room training, in menu order."""

from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = ()
