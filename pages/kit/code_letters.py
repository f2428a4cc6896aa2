"""The letter with a sign-in code: made at the press, taken as a paper once, shown once."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import LetterTo
from hub.i18n import _
from hub.platform import documents, files, runtime
from pages.kit import act, cards, facts
from pages.kit.acts import route_link

SHOWN: Final = "kit.code_letter"


def write(person_id: int, name: str) -> bool:
    """Make a new code for somebody and its letter; the one before stops."""
    code, code_hash = service.new_code()
    once = f"kit.code_letter.{person_id}"
    values = {"person_id": person_id, "code_hash": code_hash}
    issued = act.act(service.issue_code, values, once=act.once(once))
    if issued is None:
        return False
    act.done(once)
    keep(name, issued.code_id, code, person_id)
    return True


def keep(name: str, code_id: int, code: str, person_id: int = 0) -> None:
    """Set the paper of a code that was just made, and remember both until they are shown once."""
    to: LetterTo = act.read(reads.code_letter, code_id=code_id)
    shown: dict[str, Any] = {
        "person_id": person_id, "name": name, "login": to.login, "code": code,
        "where": f"{to.postal} {to.address}".strip(),
    }  # fmt: skip
    values = service.letter_sheet(to, code, act.today())
    file_id = set_paper(values, service.keep_code_letter, code_id=code_id)
    if file_id is not None:
        shown["file"] = str(file_id)
    st.session_state[SHOWN] = shown


def set_paper(values: Mapping[str, object], step: Callable[..., Any], **of: int) -> int | None:
    """Set a letter and keep it to be taken once; None where the font lacks a sign of a name."""
    if documents.missing_glyphs(values):
        return None
    stored = files.set_down(runtime.store(), documents.render(service.LETTER_PAPER, values))
    kept = act.act(step, {**of, "stored": stored}, once=stored.place)
    return None if kept is None else int(kept.file_id)


def show_once(person_id: int | None = None) -> None:
    """The letter that was made last, or that of one person; gone at the next press."""
    last = st.session_state.get(SHOWN)
    if last is None or (person_id is not None and last["person_id"] != person_id):
        return
    shown = st.session_state.pop(SHOWN)
    with cards.card("code-letter"):
        cards.heading(_("{name}さんへの手紙").format(name=shown["name"]))
        if "file" in shown:
            told = route_link(_("手紙のPDFを受け取る（1回だけ）"), f"/files/{shown['file']}")
            st.markdown(told, width="content")
            cards.say(_("窓あき封筒（長形3号）に三つ折りで入ります。受け取れるのは1時間です。"))
        else:
            cards.say(
                _("氏名か住所に印刷できない文字があります。番号とコードを手で書いてください。")
            )
        cards.say(_("もう一度印刷するときは、手紙を作り直します。前のコードは使えなくなります。"))
        if shown["where"]:
            facts.fact(_("送り先"), shown["where"])
        cards.say(_("このコードは、いまだけ見られます。14日間使えます。"))
        facts.fact(_("利用者番号"), shown["login"])
        facts.fact(_("手紙のコード"), shown["code"])
