"""One joint training: days, place, trainer, who may come, what one person pays, the way in."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import clock_time, short_day, yen
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.training import reads
from hub.training.reads import CourseCard, CoursePage
from models.vocab import Role
from models.vocab.training import TrainingState
from pages.kit import act, address, tables, widgets
from pages.kit.page import page
from pages.training.parts import (
    FIRM,
    STAFF,
    TONES,
    apply_words,
    own_share,
    seats_words,
    short_moment,
    staff_steps,
)


@page(
    path="training",
    title=N_("研修の内容"),
    roles=(*FIRM, *STAFF, Role.EXPERT),
    in_menu=False,
)
def render() -> None:
    """What is announced; below the strip the staff find the next step."""
    seen: CoursePage = act.read(reads.course_page, training_id=address.number("training"))
    role = act.actor().role
    back = (
        (_("ホームへ戻る"), "home") if role is Role.EXPERT else (_("共同研修へ戻る"), "trainings")
    )
    widgets.title(seen.card.title, seen.goal, back=back)
    widgets.error_summary(act.problems())
    _strip(seen)
    if role in STAFF:
        staff_steps.lead(seen)
    left, right = st.columns([5, 3], gap="large")
    with left:
        _content(seen)
        if role in STAFF:
            staff_steps.plan(seen)
    with right, widgets.side("cost"):
        _cost(seen)
    if role in STAFF:
        staff_steps.rare(seen)


def _strip(seen: CoursePage) -> None:
    card = seen.card
    with widgets.strip("training"):  # noqa: B005  the state strip of the kit
        tone = "plain" if card.is_over else TONES.get(card.state, "plain")
        widgets.tag(translated(card.state_words), tone)
        widgets.say(_state_words(seen))


def _state_words(seen: CoursePage) -> str:
    card = seen.card
    if card.state == TrainingState.CANCELLED:
        return _("理由：{cause}").format(cause=seen.cause)
    if card.is_open:
        how = (
            _("{seats}。申し込んだ順に、その場で参加が決まります。締切は{closing}です。")
            if card.left > 0
            else _("{seats}。空きが出ると、順番にお知らせします。締切は{closing}です。")
        )
        return how.format(seats=seats_words(card), closing=short_moment(card.closes_at))
    if card.state == TrainingState.ANNOUNCED:
        return _("{opening}から申し込めます。").format(opening=short_moment(card.opens_at))
    if card.state in {TrainingState.PLANNED, TrainingState.REVIEWED}:
        return _("企業にはまだ見えません。")
    return _("申込みの受付は終わりました。")


def _content(seen: CoursePage) -> None:
    widgets.heading(_("日程と内容"))
    rows = [
        (
            short_day(japan_date(one.starts_at)),
            _("{start}〜{end}").format(
                start=clock_time(one.starts_at), end=clock_time(one.ends_at)
            ),
            one.content,
        )
        for one in seen.card.sessions
    ]
    columns = [_("日にち"), _("時間"), _("内容")]
    tables.table(rows, columns, _("研修の日程"), show_caption=False)
    widgets.fact(_("場所"), seen.place)
    name = _("{name}さん").format(name=seen.trainer_name)
    note = _("（{note}）").format(note=seen.trainer_note) if seen.trainer_note else ""
    widgets.fact(_("講師"), name + note)
    if seen.bring:
        widgets.fact(_("持ち物"), seen.bring)
    widgets.heading(_("参加できる人"))
    with st.container(gap=None):
        st.markdown("\n".join(f"- {widgets.plain(line)}" for line in _who(seen)))


def _who(seen: CoursePage) -> list[str]:
    """Who may come, one line each."""
    is_law = seen.is_for_grown_ups
    age = _("{age}歳以上の人（危険な作業があるため）") if is_law else _("{age}歳以上の人")
    quota = _("従業員5人以下の会社は{small}名、20人以下は{middle}名、ほかは{large}名まで")
    small, middle, large = seen.quotas
    return [
        *([seen.entry] if seen.entry else []),
        *([age.format(age=seen.min_age)] if seen.min_age else []),
        quota.format(small=small, middle=middle, large=large),
    ]


def _cost(seen: CoursePage) -> None:
    card, costs = seen.card, seen.card.costs
    note = _("定員{count}名で等しく分けた額です。").format(count=costs.people)
    widgets.number(_("1人分の負担（見込み）"), yen(costs.person_own_yen), note)
    widgets.sum_rows(
        [
            (_("研修の費用"), yen(costs.person_total_yen)),
            (_("区の補助（見込み）"), yen(-costs.person_subsidy_yen)),
        ]
    )
    if not card.is_open or act.actor().role not in FIRM:
        return
    _apply(seen, card)


def _apply(seen: CoursePage, card: CourseCard) -> None:
    free = _("参加する人を選ぶと、申し込めます。{until}までは、費用なしで取り消せます。")
    widgets.say(widgets.grey(free.format(until=short_moment(card.free_until))))
    if seen.own_sign_ups:
        query = {"sign-up": str(seen.own_sign_ups[0])}
        widgets.link(_("申込みの控えを見る"), "training-receipt", query)
    with widgets.bar("apply"):
        with widgets.narrow_only("share"):
            widgets.say(widgets.rich(_("1人分 {yen}"), yen=widgets.bold(own_share(card))))
        if widgets.primary(apply_words(card), "training.apply"):
            query = {"training": str(card.training_id)}
            st.switch_page(widgets.page_of("training-sign-up"), query_params=query)
