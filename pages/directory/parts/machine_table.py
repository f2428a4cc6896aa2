"""The machines of a ward as sheets: to take away, and to fill in."""

from hub.directory import reads
from hub.directory.reads import MachinesTable
from hub.i18n import _, translated
from hub.platform.workbook import Sheet
from pages.kit import act


def every_machine() -> list[Sheet]:
    """All machines of the ward; the table can be imported again as it is."""
    found: MachinesTable = act.read(reads.machines_table, ward_id=act.actor().seat.ward_id)
    meanings = [(name, translated(meaning)) for name, meaning in found.meanings]
    words = [(found.head[at], word) for at, known in found.choices for word in known]
    return [
        Sheet(_("機械の一覧"), found.head, found.lines, dict(found.choices)),
        Sheet(_("項目の説明"), [_("項目"), _("説明")], meanings),
        Sheet(_("言葉の一覧"), [_("項目"), _("言葉")], words),
    ]
