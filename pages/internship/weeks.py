"""A student's own stays, in time order."""

from types import MappingProxyType

from hub.i18n import _, translated
from hub.i18n.values import day, span, weeks
from hub.internship import reads
from hub.internship.reads import MyChange, WeekRow
from hub.kernel.text import N_
from hub.platform import runtime
from models.vocab import Role
from pages.internship.parts import weeks_sheet
from pages.kit import act, calendar_address, exports, tables, widgets
from pages.kit.page import page

CAUSES = MappingProxyType(
    {
        "own": N_("実習の取りやめを受け付けました。"),
        "firm": N_("会社の都合で、受け入れができなくなりました。"),
        "other": N_("ほかの予定の変更に合わせて、組み直しました。"),
    }
)


@page(path="weeks", title=N_("わたしの予定"), roles=(Role.STUDENT,))
def render() -> None:
    """The coming stays as a strip, all stays as a table."""
    stays: tuple[WeekRow, ...] = act.read(reads.my_weeks, person_id=act.actor().person_id)
    widgets.title(_("わたしの予定"), _("決まった実習先と日にちです。"))
    _changed(act.read(reads.my_changes, person_id=act.actor().person_id))
    if not stays:
        widgets.empty(
            _("決まった予定はまだありません"),
            _("実習先が決まると、ここに出ます。"),
            (_("希望を見る"), "wishes"),
        )
        return
    coming = [stay for stay in stays if not stay.is_over]
    if coming:
        widgets.heading(_("これからの実習"))
        widgets.timeline([_strip(number, stay) for number, stay in enumerate(coming, start=1)])
    past = [stay for stay in stays if stay.is_over]
    if past:
        widgets.heading(_("終わった実習"))
    with widgets.rows("past"):
        for number, stay in enumerate(past):
            with widgets.entry(f"past-{number}"):
                widgets.two_lines(
                    f"{stay.firm}　{stay.title}",
                    _("{first}から{last}まで").format(
                        first=day(stay.starts_on), last=day(stay.ends_on)
                    ),
                )
                widgets.tag(_("終了"))
    _paper(stays)
    calendar_address.show()


def _changed(changes: tuple[MyChange, ...]) -> None:
    """What the last version has changed: before and after side by side, and why."""
    if not changes:
        return
    with widgets.alert("changed"):
        widgets.heading(_("予定が変わりました"))
        widgets.say(translated(CAUSES[changes[0].cause]))
        tables.table(
            [
                (span(each.starts_on, each.ends_on), each.before or _("なし"),
                 each.after or _("なし"))
                for each in changes
            ],
            [_("日にち"), _("変わる前"), _("変わった後")],
            _("変わった予定"),
            show_caption=False,
        )  # fmt: skip
        widgets.say(_("行けないときは、区の窓口へ連絡してください。断っても不利になりません。"))


def _paper(stays: tuple[WeekRow, ...]) -> None:
    """The same weeks for the wall at home."""
    actor = act.actor()
    widgets.error_summary(act.problems())
    exports.offer_paper(
        _("予定を紙にする（PDF）"),
        exports.Wanted("weeks_export", actor.person_id or 0, _("実習の予定")),
        reads.WEEKS_PAPER,
        weeks_sheet.values(actor.name, stays, act.today(), runtime.settings().contact),
    )


def _strip(number: int, stay: WeekRow) -> widgets.Stay:
    note = _("第{place}希望").format(place=stay.rank) if stay.rank else _("希望の順なし")
    return widgets.Stay(
        weeks=[
            _("{monday}の週").format(monday=week) for week in weeks(stay.starts_on, stay.ends_on)
        ],
        period=_("第{number}期　{title}").format(number=number, title=stay.title),
        firm=stay.firm,
        dates=span(stay.starts_on, stay.ends_on),
        note=f"{stay.town}　{note}" if stay.town else note,
    )
