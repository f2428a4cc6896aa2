"""A page and a route never share an address: the route would answer for the page."""

from pages.routes import entry
from tests.support.registry import registered


def test_no_page_has_the_address_of_a_route() -> None:
    routes = {getattr(route, "path", "").strip("/").split("/")[0] for route in entry.routes()}
    # The first page is served under another name; /home only leads there.
    pages = {spec.path for spec in registered()} - {"home"}
    assert len(pages) > 20
    assert pages & routes == set()
