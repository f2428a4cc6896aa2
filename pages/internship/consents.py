"""Guardians of students under 18: who has said what, a link and a code to ask, a paper kept."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from hub.accounts import service as accounts
from hub.i18n import _, translated
from hub.i18n.values import moment
from hub.internship import reads, service
from hub.internship.reads import ConsentRow, GuardianLetter
from hub.kernel.text import N_
from hub.platform import documents, files, runtime
from hub.platform.uploads.receiving import Received
from models.vocab import FileKind, Role
from models.vocab.consents import ConsentState
from pages.kit import act, address, uploads, widgets
from pages.kit.acts import route_link
from pages.kit.facts import Tone
from pages.kit.page import page

SHOWN: Final = 20
SCAN: Final = "internship.paper.scan"
KINDS: Final = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG})
TONES: Final[Mapping[ConsentState | None, Tone]] = MappingProxyType(
    {
        ConsentState.AGREED: "good",
        ConsentState.REFUSED: "bad",
        ConsentState.WITHDRAWN: "bad",
    }
)


@page(path="consents", title=N_("保護者の同意"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """The latest word for each student; what is asked is shown once; a paper at the foot."""
    number = address.number("round")
    found: tuple[ConsentRow, ...] = act.read(reads.consents, round_id=number)
    errors = dict(act.problems())
    widgets.title(
        _("保護者の同意"),
        _("応募の日か始まりの日に18歳未満の学生は、保護者の同意が要ります。"),
        back=(_("募集回へ戻る"), "rounds"),
    )
    widgets.error_summary(act.problems())
    _once()
    if not found:
        widgets.say(_("この募集回に、18歳未満の学生はいません。"))
        return
    agreed = sum(row.state is ConsentState.AGREED for row in found)
    widgets.heading(_("同意あり {agreed}人／{count}人").format(agreed=agreed, count=len(found)))
    widgets.say(_("同意がない学生の行き先は、公表しません。同意しない学生は、計算からも外れます。"))
    widgets.say(_("紙の同意書を記録すると、リンクでの同意と同じに扱います。"))
    pages = -(-len(found) // SHOWN)
    at = int(st.session_state.get("internship.consents.page", 1)) if pages > 1 else 1
    first = (min(at, pages) - 1) * SHOWN
    with widgets.rows("consents"):
        for row in found[first : first + SHOWN]:
            _row(row)
    if pages > 1:
        st.pagination(pages, key="internship.consents.page")
    _paper(found, errors)


def _row(row: ConsentRow) -> None:
    with widgets.row(f"consent-{row.application_id}"):
        widgets.two_lines(row.name, row.reference)
        tone = TONES.get(row.state, "wait")
        widgets.tag(_("期限切れ") if row.is_over else translated(row.state_words), tone)
        if row.is_grown:
            widgets.say(_("18歳になりました。同意がなくても公表できます。保護者へは案内だけです。"))
        if row.at is not None:
            way = translated(row.channel_words) if row.channel_words else _("依頼")
            widgets.say(
                _("{way}・{at}・文面 第{version}版").format(
                    way=way, at=moment(row.at), version=row.text_version
                )
            )
        if row.file_id is not None:
            widgets.link(_("署名のある紙を見る"), f"/files/{row.file_id}")
        label = _("{name}さんの保護者に頼む").format(name=row.name)
        if row.state is not ConsentState.AGREED and widgets.link_act(
            label, f"internship.consent.{row.application_id}"
        ):
            _ask(row)


def _ask(row: ConsentRow) -> None:
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
        st.session_state["internship.consent.shown"] = {
            "name": row.name, "token": token, "code": code,
            "where": f"{to.postal} {to.address}".strip(),
            "file": _letter(to, asked.consent_id, code),
        }  # fmt: skip
    st.rerun()


def _letter(to: GuardianLetter, consent_id: int, code: str) -> int | None:
    """The file of the letter; None where the font lacks a sign of a name or address."""
    values = service.letter_sheet(to, code, act.today())
    if documents.missing_glyphs(values):
        return None
    stored = files.set_down(runtime.store(), documents.render(service.LETTER_PAPER, values))
    kept = act.act(
        service.keep_consent_letter, {"consent_id": consent_id, "stored": stored},
        once=stored.place,
    )  # fmt: skip
    return kept.file_id if kept is not None else None


def _once() -> None:
    """Link and code that were made last; gone at the next press."""
    shown = st.session_state.pop("internship.consent.shown", None)
    if shown is None:
        return
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


def _paper(found: tuple[ConsentRow, ...], errors: dict[str, str]) -> None:
    widgets.heading(_("紙の同意書を記録する"))
    widgets.say(_("署名のある紙を見て、二人の名前を紙のとおりに入れます。"))
    names = {row.application_id: f"{row.name} {row.reference}" for row in found}
    with widgets.field("application_id", None, errors.get("application_id")):
        chosen = st.selectbox(
            _("学生"), list(names), format_func=lambda at: names[at],
            index=None, placeholder=_("選んでください"), key="internship.paper.application",
        )  # fmt: skip
    typed = {}
    for name, label in (
        ("student", _("紙に書かれた学生の名前")), ("guardian", _("紙に書かれた保護者の名前")),
    ):  # fmt: skip
        with widgets.field(name, None, errors.get(name)):
            typed[name] = st.text_input(
                label, key=f"internship.paper.{name}", max_chars=80, autocomplete="off"
            )
    options = {"agree": _("同意する"), "refuse": _("同意しない")}
    with widgets.field("said", None, errors.get("said")):
        said = widgets.picked(_("紙の内容"), options, "internship.paper.said")
    with widgets.field("scan", None, errors.get("scan")):
        scan = uploads.upload(
            _("署名のある紙の写真かPDF"), _("10MBまで。同意するときは必ず付けます。"), SCAN, KINDS
        )
    for problem in () if scan is None or isinstance(scan, Received) else scan:
        widgets.say(act.sentence(problem.reason, problem.params))
    if widgets.primary(_("紙の同意書を記録"), "internship.paper.send"):
        _record(chosen, said, typed, scan if isinstance(scan, Received) else None)


def _record(chosen: int | None, said: str, typed: dict[str, str], scan: Received | None) -> None:
    missing = [
        (name, told)
        for name, given, told in (
            ("application_id", chosen, _("学生を選んでください。")),
            ("said", said, _("紙に書かれた返事を選んでください。")),
        )
        if not given
    ]  # fmt: skip
    if missing:
        act.tell(missing)
        st.rerun()
    values = {
        "application_id": chosen, "does_agree": said == "agree", **typed,
        "scan": uploads.set_down(scan) if scan else None,
    }  # fmt: skip
    if act.act(service.record_paper, values, once=act.once("internship.paper")) is not None:
        act.done("internship.paper")
        uploads.empty(SCAN)
        for name in ("student", "guardian", "said", "application"):
            st.session_state.pop(f"internship.paper.{name}", None)
    st.rerun()
