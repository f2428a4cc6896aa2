"""The machines of a ward as sheets: to take away, and to fill in."""

from hub.directory import reads
from hub.platform import data_sets
from hub.platform.data_sets import DataSet
from hub.platform.workbook import Sheet
from pages.kit import act


def every_machine() -> list[Sheet]:
    """All machines of the ward; the table can be imported again as it is."""
    found: DataSet = act.read(reads.machines_table, ward_id=act.actor().seat.ward_id)
    return data_sets.sheets(found)
