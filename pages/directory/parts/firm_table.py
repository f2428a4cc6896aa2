"""The firms of a ward as sheets: to take away, to fill in, and what is wrong with a filled one."""

from collections.abc import Sequence

from hub.directory import reads
from hub.directory.reads import FirmsTable
from hub.i18n import _, translated
from hub.platform.workbook import Sheet, Value
from pages.kit import act


def every_firm() -> list[Sheet]:
    """All firms of the ward; the table can be imported again as it is."""
    found = _table()
    return _sheets(found, found.lines)


def no_firm() -> list[Sheet]:
    """The same table without a line."""
    return _sheets(_table(), ())


def faults(rows: Sequence[tuple[str, str]]) -> list[Sheet]:
    """Every wrong cell with what is wrong."""
    return [Sheet(_("直すところ"), [_("場所"), _("直すこと")], rows)]


def _table() -> FirmsTable:
    found: FirmsTable = act.read(reads.firms_table, ward_id=act.actor().seat.ward_id)
    return found


def _sheets(found: FirmsTable, lines: Sequence[Sequence[Value]]) -> list[Sheet]:
    meanings = [(name, translated(meaning)) for name, meaning in found.meanings]
    return [
        Sheet(_("会社の一覧"), found.head, lines, {0: found.kinds}),
        Sheet(_("項目の説明"), [_("項目"), _("説明")], meanings),
        Sheet(_("種別の一覧"), [_("種別")], [(kind,) for kind in found.kinds]),
    ]
