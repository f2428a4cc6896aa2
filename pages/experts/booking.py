"""One engagement: where it stands, the one next step, terms, visits, fee and what has happened."""

from typing import Final

from hub.experts import reads
from hub.experts.reads import BookingPage, StepRow, VisitRow
from hub.i18n import _, n_, translated
from hub.i18n.values import day, hours, moment, yen
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.engagements import VisitState
from pages.experts.parts import asking, booking_desk, booking_next, booking_terms, money
from pages.experts.parts import bookings as rows
from pages.kit import act, address, widgets
from pages.kit.page import page

READERS: Final = (
    Role.GROUP_LEADER,
    Role.FIRM_REPRESENTATIVE,
    Role.COORDINATOR,
    Role.WARD_CLERK,
    Role.WARD_APPROVER,
    Role.AUDITOR,
)


@page(path="booking", title=N_("依頼の中身"), roles=READERS, in_menu=False)
def render() -> None:
    """State strip, the next step, then everything about it."""
    seen: BookingPage = act.read(reads.booking, engagement_id=address.number("booking"))
    leads = act.actor().role is Role.GROUP_LEADER
    widgets.title(
        seen.row.title,
        _("{name}さんへの依頼").format(name=seen.row.expert),
        back=(_("頼んだことへ戻る"), "bookings") if leads else (_("ホームへ戻る"), "home"),
    )
    widgets.error_summary(act.problems())
    asking.handed_over()
    with widgets.strip("booking"):  # noqa: B005  the state strip of the kit
        widgets.tag(translated(seen.row.state_words), rows.tone(seen.row))
        widgets.say(rows.next_sentence(seen.row))
    if act.actor().role is Role.COORDINATOR:
        booking_desk.show(seen)
    else:
        booking_next.show(seen)
    _need(seen)
    for visit in seen.visits:
        _visit(visit)
    booking_terms.show(seen)
    _steps(seen.steps)
    booking_next.show_ways_out(seen)


def _need(seen: BookingPage) -> None:
    widgets.heading(_("相談"))
    widgets.say(seen.need)
    facts = [seen.group_name, seen.asked_by]
    widgets.say(widgets.grey("　".join(each for each in facts if each)))
    if seen.ranking_id is not None:
        query = {"ranking": str(seen.ranking_id)}
        widgets.link(_("この依頼のもとになった専門家の並び"), "ranking", query)
    if seen.call_asked_at is not None:
        words = _("専門家が{moment}に、電話での相談を希望しました。")
        widgets.say(words.format(moment=moment(seen.call_asked_at)))
    if seen.visits:
        return
    widgets.heading(_("候補の日"))
    for candidate in seen.candidates:
        with widgets.rows(f"candidate-{candidate.name}"):
            for span in candidate.spans:
                with widgets.entry(f"span-{candidate.name}-{span.start:%m%d%H}"):
                    widgets.say(hours(span.start, span.end))
                    widgets.tag(translated(candidate.answer_words))
        if candidate.reason_words:
            words = _("理由：{reason}")
            widgets.say(words.format(reason=translated(candidate.reason_words)))
        if candidate.note:
            widgets.say(_("ひとこと：{note}").format(note=candidate.note))
    widgets.fact(_("謝金と交通費"), yen(seen.fee_yen + seen.travel_yen))
    money.no_aid(is_without_aid=seen.is_without_aid)


def _visit(visit: VisitRow) -> None:
    with widgets.line(f"visit-{visit.visit_id}"):
        widgets.heading(hours(visit.span.start, visit.span.end))
        widgets.tag(translated(visit.state_words), "good" if _is_done(visit) else "plain")
    if not _is_done(visit):
        return
    with widgets.reasons():
        widgets.reason(_("内容"), visit.what)
        widgets.reason(_("結果"), visit.result)
        if visit.next_step:
            widgets.reason(_("次回"), visit.next_step)
        people = n_("{count}人で{minutes}分", "{count}人で{minutes}分", visit.attendees)
        widgets.reason(_("参加"), people.format(count=visit.attendees, minutes=visit.minutes))
        if visit.travel_yen is not None:
            widgets.reason(_("交通費"), yen(visit.travel_yen))


def _is_done(visit: VisitRow) -> bool:
    return visit.state == VisitState.DONE


def _steps(steps: tuple[StepRow, ...]) -> None:
    widgets.heading(_("これまで"))
    with widgets.rows("steps"):
        for number, step in enumerate(reversed(steps)):
            with widgets.entry(f"step-{number}"):
                by = step.by or _("わざハブ")
                if step.typed_by:
                    words = _("{name}（{staff}さんが代わりに入力）")
                    by = words.format(name=by, staff=step.typed_by)
                note = f"　{step.note}" if step.note else ""
                widgets.two_lines(translated(step.words), f"{by}{note}")
                widgets.say(widgets.grey(day(japan_date(step.at))))
