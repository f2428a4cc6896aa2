"""Home of a student: the next thing to do, then the own weeks."""

from hub.i18n import _, translated
from hub.i18n.values import day, span
from hub.internship import reads
from hub.internship.reads import WeekRow, WishForm
from pages.kit import act, widgets


def show() -> None:
    """The lead card says what to do now."""
    person_id = act.actor().person_id
    form: WishForm | None = act.read(reads.wish_form, person_id=person_id)
    stays: tuple[WeekRow, ...] = act.read(reads.my_weeks, person_id=person_id)
    with widgets.lead("next"):
        _next(form, [stay for stay in stays if not stay.is_over])
    coming = [stay for stay in stays if not stay.is_over]
    widgets.heading(_("わたしの実習"))
    if not stays:
        widgets.say(_("実習先が決まると、ここに出ます。"))
    with widgets.rows("stays"):
        for number, stay in enumerate(coming or stays[-4:]):
            with widgets.entry(f"stay-{number}"):
                widgets.two_lines(f"{stay.firm}　{stay.title}", span(stay.starts_on, stay.ends_on))
                widgets.tag(_("終了") if stay.is_over else _("これから"))


def _next(form: WishForm | None, coming: list[WeekRow]) -> None:
    if form is not None and form.is_open and form.sent is None:
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("{name}の希望を出してください").format(name=form.name))
        widgets.say(_("締切は {day} です。").format(day=day(form.wishes_until)))
        widgets.go(_("希望を出す"), "wishes", "home.wishes", main=True)
    elif form is not None and form.is_open and form.sent is not None:
        widgets.tag(translated(form.sent.state_words), "good")
        widgets.heading(_("希望を受け付けました"))
        words = _("受付番号 {reference}。{day}まで直せます。")
        widgets.say(words.format(reference=form.sent.reference, day=day(form.wishes_until)))
        widgets.go(_("希望を見る・直す"), "wishes-check", "home.wishes", main=True)
    elif coming:
        widgets.tag(_("決まりました"), "good")
        widgets.heading(_("次は {firm} です").format(firm=coming[0].firm))
        widgets.say(span(coming[0].starts_on, coming[0].ends_on))
        widgets.go(_("わたしの予定を見る"), "weeks", "home.weeks", main=True)
    elif form is not None and form.sent is not None:
        widgets.tag(translated(form.sent.state_words), "wait")
        widgets.heading(_("行き先が決まるのをお待ちください"))
        words = _("受付番号は {reference} です。")
        widgets.say(words.format(reference=form.sent.reference))
        widgets.go(_("出した希望を見る"), "wishes-check", "home.wishes", main=True)
    else:
        widgets.heading(_("いま募集している実習はありません"))
        widgets.say(_("募集が始まると、ここでお知らせします。"))
