"""A round from a `hub-rotation/1` file."""

import streamlit as st

from hub.i18n import _, translated
from hub.internship import service, words
from hub.internship.service import Imported
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, tables, widgets
from pages.kit.page import page

SHOWN = 200


@page(
    path="round-import",
    title=N_("ファイルから取り込む"),
    roles=(Role.COORDINATOR,),
    in_menu=False,
)
def render() -> None:
    """Name and file; every fault of the file by its place, or what was read."""
    done: Imported | None = st.session_state.get("internship.imported")
    if done is not None:
        _imported(done)
        return
    problems = act.problems()
    errors = dict(problems)
    widgets.title(
        _("ファイルから取り込む"),
        _("hub-rotation/1 の形のファイルを、1つの募集回にします。"),
        back=(_("募集回へ戻る"), "rounds"),
    )
    own = [(at, text) for at, text in problems if at in {"name", "document", "form"}]
    faults = [(at, text) for at, text in problems if at not in {"name", "document", "form"}]
    if faults:
        told = _("ファイルに直すところが{count}か所あります").format(count=len(faults))
        own.append(("document", told))
        errors["document"] = told
    widgets.error_summary(own)
    with widgets.field("name", _("ほかの募集回とちがう名前にします。"), errors.get("name")):
        name = st.text_input(_("募集回の名前"), key="internship.import.name", max_chars=80)
    with widgets.field("document", _("10MBまでのJSONファイルです。"), errors.get("document")):
        file = st.file_uploader(_("ファイル"), type=["json"], key="internship.import.file")
    if faults:
        tables.table(faults[:SHOWN], [_("場所"), _("直すこと")], _("ファイルの誤り"))
    widgets.say(_("誤りが1つでもあると、何も取り込みません。"))
    if widgets.primary(_("この内容で取り込む"), "internship.import.send"):
        _send(name, file.getvalue() if file is not None else b"")


def _send(name: str, body: bytes) -> None:
    try:
        document = body.decode()
    except UnicodeDecodeError:
        act.tell([("document", translated(words.UNREADABLE.text))])
        st.rerun()
    values = {"ward_id": act.actor().seat.ward_id, "name": name, "document": document}
    done = act.act(service.import_round, values, once=act.once("internship.import"))
    if done is not None:
        act.done("internship.import")
        st.session_state["internship.imported"] = done
    st.rerun()


def _imported(done: Imported) -> None:
    widgets.title(_("取り込みました"), back=(_("募集回へ戻る"), "rounds"))
    with widgets.lead("imported"):
        widgets.say(
            _("学生{students}人、プログラム{programmes}件、期間{periods}つを読みました。").format(
                students=done.students, programmes=done.programmes, periods=done.periods
            )
        )
        query = {"round": str(done.round_id)}
        widgets.go(_("この募集回を開く"), "round", "internship.open", query=query, main=True)
    if widgets.link_act(_("ほかのファイルを取り込む"), "internship.import.more"):
        del st.session_state["internship.imported"]
        st.rerun()
