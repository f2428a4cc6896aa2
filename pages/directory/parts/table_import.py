"""What the imports of firms and of machines share: wrong cells by their place, what was taken."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from hub.directory import reads, service
from hub.directory.reads import Preview
from hub.i18n import _
from hub.kernel.errors import FieldProblem
from hub.platform.file_rules import WHOLE
from hub.platform.sheets import cell_name
from hub.platform.uploads.receiving import Received
from models.vocab import FileKind
from pages.directory.parts.firm_table import faults
from pages.kit import act, tables, uploads, widgets
from pages.kit.exports import Wanted, offer

SHOWN: Final = 200
KINDS: Final = frozenset({FileKind.CSV, FileKind.XLSX})


def problems(found: Sequence[FieldProblem], columns: Mapping[str, str]) -> None:
    """Every wrong cell, or the first two hundred and a file of all."""
    count = len(found)
    widgets.heading(_("直すところが{count}か所あります").format(count=count))
    widgets.say(_("誤りが1つでもあると、何も取り込みません。"))
    rows = [(_place(each.field, columns), act.sentence(each.reason, each.params)) for each in found]
    tables.table(rows[:SHOWN], [_("場所"), _("直すこと")], _("ファイルの誤り"))
    if count > SHOWN:
        widgets.say(_("はじめの{limit}か所です。全部はExcelの一覧にあります。").format(limit=SHOWN))
        wanted = Wanted(reads.FAULTS, act.actor().seat.ward_id or 0, _("直すところ"))
        offer(_("全部の誤りのExcelを作る"), wanted, lambda: faults(rows))


def ready(
    seen: Preview, received: Received, counts: str, take: Callable[..., Any], name: str
) -> None:
    """What would change, and the button that takes it; `name` is that of the page's file field."""
    widgets.say(_("{form}の表として読みました。").format(form=seen.form))
    widgets.say(counts)
    if not seen.counts.new and not seen.counts.changed:
        widgets.say(_("変わるところはありません。"))
        return
    if widgets.primary(_("この内容で取り込む"), f"directory.{name}.send"):
        source = uploads.set_down(received)
        values = {"ward_id": act.actor().seat.ward_id, "lines": seen.lines, "source": source}
        done = act.act(take, values, once=act.once(f"directory.{name}"))
        if done is not None:
            act.done(f"directory.{name}")
            st.session_state[f"directory.{name}.done"] = done
            uploads.empty(f"directory.{name}.file")
        st.rerun()


def taken(done: service.Imported, counts: str) -> None:
    """What has been imported, and the receipt of its file."""
    with widgets.lead("imported"):
        widgets.heading(_("取り込みました"))
        widgets.say(counts)
        uploads.receipt(reads.RECEIPT, done.file_id)


def _place(field: str, columns: Mapping[str, str]) -> str:
    """A cell as a spreadsheet calls it, with the name of its column; or the line alone."""
    line, _point, name = field.partition(".")
    if line == WHOLE:
        return _("ファイル")
    if not name:
        return _("{line}行目").format(line=line)
    names = list(columns.values())
    at = int(name) if name.isdecimal() else names.index(name) + 1
    cell = cell_name(int(line), at)
    if at > len(names):
        return cell
    return _("{cell}（{column}）").format(cell=cell, column=list(columns)[at - 1])
