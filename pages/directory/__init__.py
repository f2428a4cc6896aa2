"""Pages of the room directory, in menu order."""

from pages.directory import (
    firm,
    firm_edit,
    firm_machine,
    firm_new,
    firm_site,
    firms,
    firms_import,
    machines_import,
)
from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = (
    firms.render,
    firm.render,
    firm_edit.render,
    firm_new.render,
    firm_site.render,
    firm_machine.render,
    firms_import.render,
    machines_import.render,
)
