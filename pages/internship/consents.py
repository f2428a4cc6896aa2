"""Guardians of students under 18: who has said what, a link and a code to ask, a paper kept."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import moment
from hub.internship import reads, service
from hub.internship.reads import ConsentRow
from hub.kernel.text import N_
from hub.platform.uploads.receiving import Received
from models.vocab import FileKind, Role
from models.vocab.consents import ConsentState
from pages.internship.parts import guardian_letter
from pages.kit import act, address, uploads, widgets
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
    """The latest word for each student; what is asked is shown once, there; a paper at the foot."""
    number = address.number("round")
    found: tuple[ConsentRow, ...] = act.read(reads.consents, round_id=number)
    errors = dict(act.problems())
    widgets.title(
        _("保護者の同意"),
        _("応募の日か始まりの日に18歳未満の学生は、保護者の同意が要ります。"),
        back=(_("募集回へ戻る"), "rounds"),
    )
    widgets.error_summary(act.problems())
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
        is_open = row.state is ConsentState.ASKED and not row.is_over
        label = (
            _("{name}さんの保護者に頼み直す（前のリンクとコードは止まります）")
            if is_open
            else _("{name}さんの保護者に頼む")
        ).format(name=row.name)
        if row.state is not ConsentState.AGREED and widgets.link_act(
            label, f"internship.consent.{row.application_id}"
        ):
            guardian_letter.ask(row)
        guardian_letter.show_once(row.application_id)


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
