"""A leader chooses up to three half-days of one expert and sends the request."""

from datetime import date, datetime

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import FreeTime, TimeChoice
from hub.i18n import _
from hub.i18n.values import moment, short_month, yen
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NotFound
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import asking, money
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(path="need-slot", title=N_("日を選んで頼む"), roles=(Role.GROUP_LEADER,), in_menu=False)
def render() -> None:
    """Free half-days left, costs and the one button right."""
    now = asking.present()
    if now is None:
        return
    expert_id = address.number("expert")
    try:
        choice: TimeChoice = act.read(
            reads.time_choice, group_id=now.group.group_id, expert_id=expert_id
        )
    except NotFound:
        _not_now()
        return
    problems = act.problems()
    widgets.title(
        _("{name}さんに頼む").format(name=choice.name),
        _("来てほしい半日を{most}つまで選んでください。").format(most=reads.MOST_TIMES),
        back=(_("専門家の一覧へ戻る"), "need-results"),
    )
    widgets.error_summary(problems)
    with widgets.question("slot"), widgets.question_line("need-slot", _("相談")):
        widgets.say(now.need or _("まだ書かれていません。"))
    left, right = st.columns([1.9, 1], gap="medium")
    with left:
        now, chosen = _times(now, choice)
        firm_id = _place(choice)
    with right:
        _send_card(now, choice, chosen, firm_id)


def _not_now() -> None:
    """The same for who rests, is kept apart or was never there; the way on is the list."""
    widgets.title(_("日を選んで頼む"))
    widgets.empty(
        _("この方には、いまは頼めません"),
        _("相談は残っています。ほかの専門家を選ぶか、相談員へお電話ください。"),
        (_("専門家の一覧へ戻る"), "need-results"),
    )


def _times(now: asking.Asking, choice: TimeChoice) -> tuple[asking.Asking, list[FreeTime]]:
    """Half-days of one month as chips; what was chosen in other months stays."""
    by_start = {time.span.start.isoformat(): time for time in choice.times}
    kept = now.kept.answers.get("times", {}).get(str(choice.expert_id), [])
    chosen = [at for at in kept if at in by_start]
    widgets.heading(_("来てほしい日"))
    if not choice.times:
        widgets.say(_("いま空いている日がありません。ほかの専門家を探してください。"))
        return now, []
    months = {_month_of(time).isoformat(): short_month(_month_of(time)) for time in choice.times}
    shown = widgets.segmented(_("月"), months, "experts.ask.month")
    of_month = {at: t for at, t in by_start.items() if _month_of(t).isoformat() == shown}
    widgets.seed(
        f"experts.ask.times.{choice.expert_id}.{shown}", [at for at in chosen if at in of_month]
    )
    picked = st.pills(
        _("空いている半日"),
        list(of_month),
        selection_mode="multi",
        format_func=lambda at: asking.time_words(of_month[at], in_month=True),
        key=f"experts.ask.times.{choice.expert_id}.{shown}",
        wrap=True,
    )
    chosen = sorted([at for at in chosen if at not in of_month] + list(picked))
    every = {**now.kept.answers.get("times", {}), str(choice.expert_id): chosen}
    widgets.say(widgets.grey(_("午前は9時から12時、午後は13時から17時です。")))
    return now.keep(times=every), [by_start[at] for at in chosen]


def _month_of(time: FreeTime) -> date:
    return japan_date(time.span.start).replace(day=1)


def _place(choice: TimeChoice) -> int:
    """Which firm of the group is visited; the leading firm unless another is chosen."""
    names = dict(choice.firms)
    ordered = sorted(names, key=lambda firm_id: firm_id != choice.leader_firm_id)
    with widgets.field("place_firm_id"):
        return int(
            st.selectbox(
                _("来てもらう会社"),
                ordered,
                format_func=lambda firm_id: names[firm_id],
                key="experts.ask.place",
            )
        )


def _send_card(
    now: asking.Asking, choice: TimeChoice, chosen: list[FreeTime], firm_id: int
) -> None:
    with widgets.side("slot"):
        widgets.heading(_("頼む内容"), 3)
        with widgets.bar("slot", sticky=True):
            widgets.saved_line()
            wrong = _why_not(choice, chosen)
            if chosen:
                widgets.say(widgets.bold(_("、").join(asking.time_words(time) for time in chosen)))
            widgets.say(wrong or _consequence(chosen))
            if widgets.primary(_("この内容で頼む"), "experts.slot.send", disabled=bool(wrong)):
                _send(now, choice, chosen, firm_id)
        widgets.heading(_("1回の費用"), 3)
        cost = choice.cost
        if chosen:
            first = min(time.span.start for time in chosen)
            cost = act.read(
                reads.visit_cost,
                group_id=choice.group_id,
                expert_id=choice.expert_id,
                start=first,
            )
        money.sums(cost)
        money.no_promise(cost.subsidy_yen)
        widgets.say(_("会社ごとの負担（協約の割合）"))
        money.per_firm(cost.firms, cost.own_yen)


def _why_not(choice: TimeChoice, chosen: list[FreeTime]) -> str:
    """Why the request cannot be sent yet; empty when it can."""
    if not choice.can_book:
        return _("区の登録が済むと頼めます。相談員へ連絡してください。")
    if choice.is_above_ceiling:
        words = _("代表だけで頼めるのは{most}までです。相談員へ連絡してください。")
        return words.format(most=yen(choice.ceiling_yen))
    if not chosen:
        return _("来てほしい日を選ぶと、ここから頼めます。")
    if len(chosen) > reads.MOST_TIMES:
        return _("選べるのは{most}つまでです。1つ外してください。").format(most=reads.MOST_TIMES)
    return ""


def _consequence(chosen: list[FreeTime]) -> str:
    until: datetime = min(time.answer_until for time in chosen)
    words = _("頼むと、{until}まで日を押さえます。返事の前なら無料で取り下げられます。")
    return words.format(until=moment(until))


def _send(now: asking.Asking, choice: TimeChoice, chosen: list[FreeTime], firm_id: int) -> None:
    values: dict[str, object] = {
        "group_id": choice.group_id,
        "need": now.need,
        "expert_id": choice.expert_id,
        "spans": [{"start": time.span.start, "end": time.span.end} for time in chosen],
        "place_firm_id": firm_id,
        "continues_id": now.kept.answers.get("continues"),
    }
    done = act.act(service.send_request, values, once=now.kept.once)
    if done is None:
        st.rerun()
    now.forget()
    st.switch_page(widgets.page_of("booking"), query_params={"booking": str(done.engagement_id)})
