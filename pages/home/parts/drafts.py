"""What this person has begun to write and not sent, with the way back to it."""

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import day, moment
from hub.kernel.calendar import japan_date
from hub.platform import draft_ends
from hub.platform.draft_ends import OpenDraft
from pages.kit import act, widgets
from pages.kit.flows import FLOWS, Flow


def show() -> None:
    """Nothing when nothing is begun; each row leads back, and goes away in two presses."""
    found: tuple[OpenDraft, ...] = act.read(draft_ends.open_drafts)
    known = [(each, FLOWS[each.flow]) for each in found if each.flow in FLOWS]
    if not known:
        return
    count = len(known)
    widgets.heading(n_("書きかけ {count}件", "書きかけ {count}件", count).format(count=count))
    with widgets.rows("drafts"):
        for each, flow in known:
            _row(each, flow)


def _row(each: OpenDraft, flow: Flow) -> None:
    title, at = translated(flow.title), each.draft_id
    with widgets.row(f"draft-{at}"):
        ends = _("{day}まで残ります").format(day=day(japan_date(each.ends_at)))
        widgets.two_lines(title, f"{moment(each.updated_at)}　{ends}")
        with widgets.acts(f"draft-{at}"):
            if st.session_state.get("home.drafts.asked") == at:
                _sure(at)
            else:
                widgets.link(_("続きを書く"), flow.path, flow.query_of(each.subject))
                if widgets.link_act(_("消す"), f"home.drafts.drop.{at}"):
                    st.session_state["home.drafts.asked"] = at
                    st.rerun()


def _sure(at: int) -> None:
    """Deleting cannot be undone, so it is asked once more."""
    if widgets.danger(_("書きかけを消す"), f"home.drafts.sure.{at}"):
        act.act(draft_ends.drop_draft, {"draft_id": at}, once=act.once(f"home.drafts.{at}"))
        st.session_state.pop("home.drafts.asked", None)
        st.rerun()
    if widgets.link_act(_("消さない"), f"home.drafts.keep.{at}"):
        st.session_state.pop("home.drafts.asked", None)
        st.rerun()
