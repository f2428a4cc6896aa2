"""One group of several."""

from hub.kernel.text import N_
from pages.groups.parts import FIRMS, STAFF, overview
from pages.kit import address
from pages.kit.page import page


@page(path="one-group", title=N_("グループの中身"), roles=(*FIRMS, *STAFF), in_menu=False)
def render() -> None:
    """The group whose number stands in the address."""
    overview.show(address.number("group"), back=True)
