"""The pages of the product as the menu knows them."""

import pkgutil
from importlib import import_module

import pages
from pages.kit.page import PageSpec


def registered() -> tuple[PageSpec, ...]:
    """Every page of every room."""
    rooms = [import_module(f"pages.{found.name}") for found in pkgutil.iter_modules(pages.__path__)]
    lists = (getattr(room, name, ()) for room in rooms for name in ("PAGES", "LAST"))
    return tuple(page for one in lists for page in one)


def address(page: PageSpec) -> str:
    """Name of the page as the browser sends it; the default page has none."""
    return "" if page.path == "home" else page.path
