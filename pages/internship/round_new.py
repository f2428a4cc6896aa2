"""A new round: its periods are shown before it is made."""

from datetime import date

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import span
from hub.internship import service, words
from hub.kernel.dates import read_date
from hub.kernel.text import N_, number_text
from models.vocab import Role
from pages.kit import act, tables, widgets
from pages.kit.page import page

FLOW = "internship.round_new"
FIELDS = ("name", "rotations", "min_trades", "wishes_until", "first_day", "weeks", "count")
MOST = 60


@page(path="round-new", title=N_("新しい募集回"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """Seven short answers, the periods that follow from them, one button."""
    kept = act.draft(FLOW, "")
    problems = act.problems()
    errors = dict(problems)
    widgets.title(
        _("新しい募集回"), _("あとで企業に呼びかけます。"), back=(_("募集回へ戻る"), "rounds")
    )
    widgets.error_summary(problems)
    labels = {
        "name": (_("募集回の名前"), _("例：2027年 春の輪番実習")),
        "rotations": (_("1人が回る会社の数"), _("例：3")),
        "min_trades": (_("職種の数"), _("少なくとも何種類の仕事をするか。例：2")),
        "wishes_until": (_("希望の締切"), _("例：2027-05-10、令和9年5月10日")),
        "first_day": (_("最初の期間の始まり"), _("その週の月曜日から始まります。")),
        "weeks": (_("1つの期間の長さ（週）"), _("例：2")),
        "count": (_("期間の数"), _("例：6")),
    }
    answers = dict(kept.answers)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        pair = st.columns(2)
        for number, name in enumerate(FIELDS):
            label, hint = labels[name]
            with pair[number % 2], widgets.field(name, hint, errors.get(name)):
                widgets.seed(f"internship.new.{name}", answers.get(name, ""))
                answers[name] = st.text_input(label, key=f"internship.new.{name}", max_chars=80)
    kept = act.keep(FLOW, "", kept, answers)
    periods = _periods(answers)
    with right, widgets.side("new"):
        widgets.say(_("作っても、まだだれにも見えません。"))
        with widgets.bar("new", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("この募集回を作る"), "internship.new.send"):
                _send(answers, periods, kept.once)
    if periods:
        tables.table(
            [(str(number), span(*period)) for number, period in enumerate(periods, start=1)],
            [_("期間"), _("日にち")],
            _("できる期間 {count}つ").format(count=len(periods)),
        )


def _periods(answers: dict[str, str]) -> tuple[tuple[date, date], ...]:
    first = read_date(answers["first_day"])
    weeks, count = number_text(answers["weeks"]), number_text(answers["count"])
    if first is None or not weeks.isdecimal() or not count.isdecimal():
        return ()
    return service.even_periods(first, min(int(weeks), MOST), min(int(count), MOST))


def _send(answers: dict[str, str], periods: tuple[tuple[date, date], ...], once: str) -> None:
    wrong = [
        (name, translated(words.NOT_A_DATE.text))
        for name in ("wishes_until", "first_day")
        if read_date(answers[name]) is None
    ]
    wrong += [
        (name, translated(words.NOT_A_COUNT.text))
        for name in ("rotations", "min_trades", "weeks", "count")
        if not number_text(answers[name]).isdecimal()
    ]
    if wrong:
        act.tell(wrong)
        st.rerun()
    values = {
        "ward_id": act.actor().seat.ward_id,
        "name": answers["name"],
        "rotations": number_text(answers["rotations"]),
        "min_trades": number_text(answers["min_trades"]),
        "wishes_until": read_date(answers["wishes_until"]),
        "periods": [{"starts_on": start, "ends_on": end} for start, end in periods],
    }
    done = act.act(service.open_round, values, once=once)
    if done is None:
        st.rerun()
    act.forget(FLOW, "")
    for name in FIELDS:
        st.session_state.pop(f"internship.new.{name}", None)
    st.switch_page(widgets.page_of("round"), query_params={"round": str(done.round_id)})
