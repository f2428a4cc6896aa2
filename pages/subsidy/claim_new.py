"""Start a claim from a finished engagement: what the hub fills in, and one button."""

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import day, short_day, yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import ClaimStart, OpenProgramme
from models.vocab import Role
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(path="claim-new", title=N_("補助金を申し込む"), roles=(Role.GROUP_LEADER,), in_menu=False)
def render() -> None:
    """Facts left, the way on at the right; a claim that exists is opened instead."""
    seen: ClaimStart = act.read(reads.claim_start, engagement_id=address.number("engagement"))
    offer = seen.engagement
    widgets.title(
        _("「{title}」の補助金を申し込む").format(title=offer.title),
        seen.programmes[0].title if len(seen.programmes) == 1 else "",
        back=(_("補助金へ戻る"), "claims"),
    )
    widgets.error_summary(act.problems())
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        widgets.heading(_("入力ずみになること"))
        widgets.fact(_("グループ"), offer.group)
        widgets.fact(_("専門家"), offer.expert)
        count = n_("{count}回", "{count}回", offer.visits).format(count=offer.visits)
        last = _("最後は{day}").format(day=short_day(offer.last_day))
        widgets.fact(_("訪問"), count, last)
        widgets.fact(_("謝金と交通費の合計"), yen(offer.cost_yen), _("消費税を含みます"))
        programme_id = None
        if seen.existing_claim_id is None:
            programme_id = _programme(seen)
        if any(each.is_example for each in seen.programmes):
            widgets.say(widgets.grey(_("公開要綱にもとづく例です（要確認）。")))
    with right, widgets.side("start"):
        if seen.existing_claim_id is not None:
            widgets.say(_("この依頼の申請は、もう始まっています。"))
            query = {"claim": str(seen.existing_claim_id)}
            widgets.go(_("その申請を開く"), "claim", "subsidy-existing", query=query, main=True)
            return
        widgets.say(_("次の画面で内容を確かめます。まだ区には届きません。"))
        if len(seen.programmes) == 1:
            until = _("受付は{day}までです。").format(day=day(seen.programmes[0].closes_on))
            widgets.say(widgets.grey(until))
        with widgets.bar("start", sticky=True):
            if widgets.primary(_("申請を書きはじめる"), "subsidy.start"):
                _start(offer.engagement_id, programme_id)


def _programme(seen: ClaimStart) -> int | None:
    """Which of several programmes; nothing is chosen beforehand, and the only one is not asked."""
    if len(seen.programmes) == 1:
        return None
    titles = {each.programme_id: _titled(each) for each in seen.programmes}
    widgets.heading(_("申し込む補助金"))
    with widgets.field("programme", error=dict(act.problems()).get("programme")):
        return st.radio(
            _("申し込む補助金を選ぶ"), list(titles), index=None, format_func=titles.__getitem__,
            key=f"subsidy.start.programme.{seen.engagement.engagement_id}",
        )  # fmt: skip


def _titled(each: OpenProgramme) -> str:
    words = _("{title}（受付は{day}まで）")
    return words.format(title=each.title, day=day(each.closes_on))


def _start(engagement_id: int, programme_id: int | None) -> None:
    name = f"subsidy.start.{engagement_id}"
    values = {"engagement_id": engagement_id, "programme_id": programme_id}
    done = act.act(service.start_claim, values, once=act.once(name))
    if done is None:
        st.rerun()
    act.done(name)
    query = {"claim": str(done.claim_id)}
    st.switch_page(widgets.page_of("claim"), query_params=query)
