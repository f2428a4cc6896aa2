"""Machines from a CSV or a workbook: what would change is shown before anything is taken."""

from typing import Final

import streamlit as st

from hub.directory import reads, service
from hub.directory.reads import Preview
from hub.i18n import _
from hub.kernel.text import N_
from hub.platform.uploads.receiving import Received
from pages.directory.parts import KEEPERS, machine_table, table_import
from pages.kit import act, uploads, widgets
from pages.kit.csv_exports import offer_csv
from pages.kit.exports import Wanted, offer
from pages.kit.page import page

FIELD: Final = "directory.machines.file"


@page(path="machines-import", title=N_("機械を取り込む"), roles=KEEPERS, in_menu=False)
def render() -> None:
    """The file, then the preview, then one button."""
    widgets.title(
        _("機械をファイルから取り込む"),
        _("CSVかExcelの表を読みます。取り込む前に、何が変わるかを確かめられます。"),
        back=(_("会社の一覧へ戻る"), "firms"),
    )
    widgets.error_summary(act.problems())
    done: service.Imported | None = st.session_state.get("directory.machines.done")
    widgets.say(_("会社は、先に「会社をファイルから取り込む」で登録しておきます。"))
    found = uploads.upload(
        _("ファイル"), _("10MBまでのCSVかExcelの表です。"), FIELD, table_import.KINDS
    )
    if found is None:
        if done is not None:
            table_import.taken(done, _counts(done))
        _offers()
        return
    st.session_state.pop("directory.machines.done", None)
    if not isinstance(found, Received):
        table_import.problems(found, reads.MACHINE_COLUMNS)
        return
    ward_id = act.actor().seat.ward_id
    seen: Preview = act.read(reads.preview_machines, ward_id=ward_id, body=found.body)
    if seen.problems:
        table_import.problems(seen.problems, reads.MACHINE_COLUMNS)
        return
    table_import.ready(seen, found, _counts(seen.counts), service.import_machines, "machines")


def _offers() -> None:
    """The table to fill in, and the one of today."""
    wanted = Wanted(reads.MACHINES, act.actor().seat.ward_id or 0, _("機械の一覧"))
    offer(_("いまの機械のExcelを作る"), wanted, machine_table.every_machine)
    widgets.say(_("この表に行を足したり、直したりして、取り込めます。"))
    offer_csv(wanted, machine_table.every_machine)


def _counts(counts: service.Imported) -> str:
    told = _("新しい機械{new}件、変わる機械{changed}件、同じ機械{same}件です。")
    return told.format(new=counts.new, changed=counts.changed, same=counts.same)
