"""The same tables as CSV: each sign that is written otherwise is shown before the download."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import listed
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.kernel.variants import codes
from hub.platform import csv_files
from hub.platform.csv_files import Change, Form, Made
from hub.platform.workbook import Sheet
from models.vocab import FileKind
from pages.kit import act, cards, exports, tables
from pages.kit.acts import secondary
from pages.kit.exports import Wanted

SHOWN: Final = 200
MOST_LINES: Final = 10
LABELS: Final[Mapping[Form, str]] = {
    Form.UTF8: N_("CSVを作る"),
    Form.CP932: N_("古いソフト用のCSVを作る（Shift_JIS）"),
}


def offer_csv(wanted: Wanted, build: Callable[[], Sequence[Sheet]]) -> None:
    """Offer both forms; where a name would change its shape, a second press agrees to it."""
    key = f"kit.csv.{wanted.record}.{wanted.record_id}"
    pressed: Form | None = None
    with cards.pair(f"csv-{wanted.record}"):
        for form, label in LABELS.items():
            if secondary(translated(label), f"{key}.{form}"):
                pressed = form
    if pressed is not None:
        made = csv_files.written(build(), pressed)
        st.session_state[key] = _kept(wanted, made, asks=made.loses)
    told: dict[str, Any] | None = st.session_state.get(key)
    if told is None:
        return
    with cards.card(f"csv-{wanted.record}"):
        if told["count"]:
            _changes(told)
        if told["asks"]:
            cards.say(
                _("この表を取り込むと、名前の形が変わります。保管にはExcelを使ってください。")
            )
            if secondary(_("この文字に置きかえて作る"), f"{key}.agree"):
                made = csv_files.written(build(), Form.CP932)
                st.session_state[key] = _kept(wanted, made, asks=False)
                st.rerun()
        if told["file"] is not None:
            exports.way(FileKind.ZIP, *told["file"])
            cards.say(_("表、項目の説明、置きかえの一覧が、1つにまとまっています。"))


def _kept(wanted: Wanted, made: Made, *, asks: bool) -> dict[str, Any]:
    """What the page shows of it; the file itself only when nobody has to agree first."""
    file = None
    if not asks:
        head = [translated(name) for name in csv_files.CHANGES_HEAD]
        sheet = Sheet(translated(csv_files.CHANGES), head, csv_files.changes_rows(made))
        body = csv_files.archive(made, sheet, japan_date(act.today()))
        file = exports.keep(wanted, FileKind.ZIP, body)
    rows = _rows(made.changes)
    return {"file": file, "rows": rows, "count": len(made.changes), "asks": asks}


def _changes(told: Mapping[str, Any]) -> None:
    count = int(told["count"])
    said = n_(
        "{count}か所の文字を、置きかえて書きます。",
        "{count}か所の文字を、置きかえて書きます。",
        count,
    )
    cards.say(said.format(count=count))
    head = [_("項目"), _("もとの文字"), _("書く文字"), _("行")]
    tables.table(told["rows"][:SHOWN], head, translated(csv_files.CHANGES))
    cards.say(_("1か所ずつの一覧は、受け取るファイルにあります。"))


def _rows(changes: Sequence[Change]) -> list[tuple[str, str, str, str]]:
    """One row for each sign of a column, with its lines; what changes a name stands first."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for change in sorted(changes, key=lambda each: each.is_plain):
        lines.setdefault((change.column, change.before, change.after), []).append(change.row)
    return [
        (
            column,
            f"{before.strip()} {codes(before)}".strip(),
            after or _("（なくす）"),
            _told(found),
        )
        for (column, before, after), found in lines.items()
    ]


def _told(found: Sequence[int]) -> str:
    shown = listed(str(line) for line in found[:MOST_LINES])
    more = len(found) - MOST_LINES
    if more <= 0:
        return shown
    return n_("{lines} ほか{count}行", "{lines} ほか{count}行", more).format(
        lines=shown, count=more
    )
