"""The firms of a ward as sheets: to take away, to fill in, and what is wrong with a filled one."""

from collections.abc import Sequence

from hub.directory import reads
from hub.i18n import _
from hub.platform import data_sets
from hub.platform.data_sets import DataSet
from hub.platform.workbook import Sheet
from pages.kit import act


def every_firm() -> list[Sheet]:
    """All firms of the ward; the table can be imported again as it is."""
    return data_sets.sheets(_table())


def no_firm() -> list[Sheet]:
    """The same table without a line."""
    return data_sets.sheets(_table().without_rows())


def faults(rows: Sequence[tuple[str, str]]) -> list[Sheet]:
    """Every wrong cell with what is wrong."""
    return [Sheet(_("直すところ"), [_("場所"), _("直すこと")], rows)]


def _table() -> DataSet:
    found: DataSet = act.read(reads.firms_table, ward_id=act.actor().seat.ward_id)
    return found
