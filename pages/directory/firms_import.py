"""Firms from a CSV or a workbook: what would change is shown before anything is taken."""

from typing import Final

import streamlit as st

from hub.directory import reads, service
from hub.directory.reads import Preview
from hub.i18n import _
from hub.kernel.text import N_
from hub.platform.uploads.receiving import Received
from pages.directory.parts import KEEPERS, table_import
from pages.directory.parts.firm_table import no_firm
from pages.kit import act, uploads, widgets
from pages.kit.exports import Wanted, offer
from pages.kit.page import page

FIELD: Final = "directory.import.file"


@page(path="firms-import", title=N_("会社を取り込む"), roles=KEEPERS, in_menu=False)
def render() -> None:
    """The file, then the preview, then one button."""
    widgets.title(
        _("会社をファイルから取り込む"),
        _("CSVかExcelの表を読みます。取り込む前に、何が変わるかを確かめられます。"),
        back=(_("会社の一覧へ戻る"), "firms"),
    )
    widgets.error_summary(act.problems())
    done: service.Imported | None = st.session_state.get("directory.import.done")
    # noqa: i18n the headings of the file, the same in every language
    heads = "、".join(reads.COLUMNS)
    widgets.say(_("1行目の見出し（{heads}）").format(heads=heads))
    hint = _("10MBまでのCSVかExcelの表です。")
    found = uploads.upload(_("ファイル"), hint, FIELD, table_import.KINDS)
    if found is None:
        if done is not None:
            table_import.taken(done, _counts(done))
        wanted = Wanted(reads.FIRMS, act.actor().seat.ward_id or 0, _("会社の表"))
        offer(_("空の表をExcelで作る"), wanted, no_firm)
        return
    st.session_state.pop("directory.import.done", None)
    if not isinstance(found, Received):
        table_import.problems(found, reads.COLUMNS)
        return
    seen: Preview = act.read(reads.preview_firms, ward_id=act.actor().seat.ward_id, body=found.body)
    if seen.problems:
        table_import.problems(seen.problems, reads.COLUMNS)
        return
    table_import.ready(seen, found, _counts(seen.counts), service.import_firms, "import")


def _counts(counts: service.Imported) -> str:
    told = _("新しい会社{new}社、変わる会社{changed}社、同じ会社{same}社です。")
    return told.format(new=counts.new, changed=counts.changed, same=counts.same)
