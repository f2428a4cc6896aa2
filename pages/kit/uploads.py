"""A file from somebody's own machine: looked at first, then handed on; its receipt."""

from pathlib import Path
from typing import Final

import streamlit as st

from hub.i18n import _, current_language
from hub.i18n.values import day, moment
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid
from hub.kernel.wareki import wareki
from hub.platform import files, runtime
from hub.platform.files import FileFacts
from hub.platform.uploads import receiving
from hub.platform.uploads.receiving import Received
from models.vocab import FileKind
from pages.kit import act, cards, exports, facts, questions
from pages.kit.acts import route_link

PAPER: Final = Path(files.__file__).with_name("templates") / "receipt.typ"
PIECE: Final = 16
Problems = tuple[FieldProblem, ...]


def upload(
    label: str, hint: str, key: str, kinds: frozenset[FileKind]
) -> Received | Problems | None:
    """The field for one file: what was received, why it was not taken, or nothing yet."""
    turn = st.session_state.get(f"{key}.turn", 0)
    with questions.field(key, hint):
        file = st.file_uploader(label, type=sorted(kinds), key=f"{key}.{turn}")
    if file is None:
        st.session_state.pop(f"{key}.seen", None)
        return None
    seen: tuple[str, Received | Problems] | None = st.session_state.get(f"{key}.seen")
    if seen is None or seen[0] != file.file_id:
        seen = (file.file_id, _looked(file.name, file.getvalue(), kinds))
        st.session_state[f"{key}.seen"] = seen
    return seen[1]


def is_chosen(key: str) -> bool:
    """Whether the field holds a file that was taken and not been handed on."""
    seen = st.session_state.get(f"{key}.seen")
    return seen is not None and isinstance(seen[1], Received)


def _looked(name: str, body: bytes, kinds: frozenset[FileKind]) -> Received | Problems:
    try:
        person_id = act.actor().person_id or 0
        return receiving.receive(runtime.store(), person_id, name, body, kinds)
    except Invalid as wrong:
        return wrong.problems


def empty(key: str) -> None:
    """Let go of the file, so that nothing of it stays in memory."""
    st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1
    st.session_state.pop(f"{key}.seen", None)


def set_down(received: Received) -> dict[str, object]:
    """The bytes laid into the data folder, as a use case takes them."""
    body, is_scanned = received.body, received.is_scanned
    stored = files.set_down(runtime.store(), body, is_scanned=is_scanned)
    return {"name": received.name, "kind": received.kind, "stored": stored}


def receipt(record: str, file_id: int) -> None:
    """What was received, with its number, the way to it and the sheet of paper about it."""
    found: FileFacts = act.read(files.file_facts, file_id=file_id)
    rows = _rows(found)
    for label, value in rows:
        facts.fact(label, value)
    told = _("受け取ったファイルを開く")
    st.markdown(route_link(told, f"/files/{file_id}"), width="content")
    wanted = exports.Wanted(record, file_id, _("受領書"))
    exports.offer_paper(_("受領書を紙にする（PDF）"), wanted, PAPER, _paper(rows))
    cards.say(_("同じ番号を、お知らせとメールでもお送りします。"))


def _rows(found: FileFacts) -> list[tuple[str, str]]:
    sha256 = found.stored.sha256
    number = " ".join(sha256[at : at + PIECE] for at in range(0, len(sha256), PIECE))
    size = _("{size} KB").format(size=-(-found.stored.size // exports.KILOBYTE))
    return [
        (_("ファイル"), found.name),
        (_("大きさ"), size),
        (_("受け取った日時"), moment(found.at)),
        (_("確かめ番号"), number),
        (_("検査"), _("形式とウイルス") if found.stored.is_scanned else _("形式のみ")),
    ]


def _paper(rows: list[tuple[str, str]]) -> dict[str, object]:
    today = japan_date(act.today())
    return {
        "title": _("受領書"),
        "subject": _("受領書"),
        "issued": today.isoformat(),
        "day": wareki(today) if current_language() == "ja" else day(today),
        "name": _("{name}さん").format(name=act.actor().name),
        "rows": [list(row) for row in rows],
        "notes": [
            _("確かめ番号はSHA-256です。同じ番号なら、ファイルは受け取ったときのままです。"),
            _("困ったときは、区の窓口へ電話してください。{phone}").format(
                phone=runtime.settings().contact
            ),
        ],
    }
