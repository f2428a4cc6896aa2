"""What a guardian is sent: a link, a code and its letter, shown once."""

import streamlit as st

from hub.accounts import service as accounts
from hub.i18n import _
from hub.internship import reads, service
from hub.internship.reads import ConsentRow, GuardianLetter
from hub.platform import runtime
from pages.kit import act, code_letters, widgets
from pages.kit.acts import route_link


def ask(row: ConsentRow) -> None:
    """Make a link and a code for the guardian, and the letter; what was made before stops."""
    token, code = accounts.new_token(), service.new_consent_code()
    values = {
        "application_id": row.application_id,
        "token_hash": accounts.token_hash(token),
        "code_hash": accounts.token_hash(service.folded_code(code)),
    }
    name = f"internship.consent.{row.application_id}"
    asked = act.act(service.ask_consent, values, once=act.once(name))
    if asked is not None:
        act.done(name)
        to: GuardianLetter = act.read(reads.consent_letter, consent_id=asked.consent_id)
        values = service.letter_sheet(to, code, act.today())
        st.session_state["internship.consent.shown"] = {
            "application_id": row.application_id, "name": row.name, "token": token, "code": code,
            "where": f"{to.postal} {to.address}".strip(),
            "file": code_letters.set_paper(
                values, service.keep_consent_letter, consent_id=asked.consent_id
            ),
        }  # fmt: skip
    st.rerun()


def show_once(application_id: int) -> None:
    """Link and code that were made last, where they were asked for; gone at the next press."""
    last = st.session_state.get("internship.consent.shown")
    if last is None or last["application_id"] != application_id:
        return
    shown = st.session_state.pop("internship.consent.shown")
    with widgets.card("consent"):
        widgets.heading(_("{name}さんの保護者へ").format(name=shown["name"]))
        widgets.say(_("いまだけ見られます。30日間使えます。同意の取り消しは、あとからもできます。"))
        here = runtime.settings().public_url.rstrip("/")
        widgets.say(_("メールのある人には、このリンクを送ります。"))
        st.code(f"{here}/consent?t={shown['token']}", language=None, wrap_lines=True)
        widgets.say(_("メールのない人には、手紙を送るか渡します。"))
        if shown["file"]:
            told = route_link(_("手紙のPDFを受け取る（1回だけ）"), f"/files/{shown['file']}")
            st.markdown(told, width="content")
            widgets.say(_("窓あき封筒（長形3号）に三つ折りで入ります。受け取れるのは1時間です。"))
        else:
            widgets.say(_("名前か住所に印刷できない文字があります。コードを手で書いてください。"))
        if shown["where"]:
            widgets.fact(_("送り先（学生の住所）"), shown["where"])
        else:
            widgets.say(_("学生の住所が登録されていません。封筒に宛先を書いてください。"))
        widgets.fact(_("コードを入れる画面"), f"{here}/consent")
        widgets.fact(_("手紙のコード"), shown["code"])
