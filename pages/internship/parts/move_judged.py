"""What moving one student by hand would do, said while it is chosen."""

from hub.i18n import _
from hub.i18n.values import day, listed
from hub.internship import reads
from hub.internship.reads import ChangeForm, MoveSeen
from pages.internship.parts.plan_words import why_words
from pages.kit import act, widgets

SEAT_WORTH = 1000


def judged(
    form: ChangeForm, student: str, instead: str, programme: str, period: str, *, is_ready: bool
) -> None:
    """A strip of fixed place: what this move alone would do."""
    with widgets.strip("move"):
        if not is_ready:
            widgets.tag(_("確認"), "plain")
            widgets.say(_("4つを選ぶと、動かせるかをここに出します。"))
            return
        old, when = ("", "") if instead == "none" else instead.split("/")
        seen: MoveSeen | None = act.read(
            reads.move_seen, scenario_id=form.plan.scenario_id, student=student,
            programme=programme, period=period, from_programme=old, from_period=when,
        )  # fmt: skip
        if seen is None:
            widgets.tag(_("動かせません"), "bad")
            return
        _say(seen)


def _say(seen: MoveSeen) -> None:
    if not seen.why:
        widgets.tag(_("そのまま動かせます"), "good")
        widgets.say(_price(seen))
        return
    widgets.tag(_("動かせません") if seen.is_hard else _("ほかの予定も動きます"),
                "bad" if seen.is_hard else "wait")  # fmt: skip
    words = why_words(seen.why)
    if seen.reached_on:
        words = _("{why}（{day}から）").format(why=words, day=day(seen.reached_on))
    if seen.in_the_way:
        words = _("{why}（{firm}）").format(why=words, firm=seen.in_the_way)
    if seen.holders:
        words = _("{why}（{names}）").format(why=words, names=listed(seen.holders))
    if not seen.is_hard:
        words = _("{why}。計算すると、だれがどう動くかが分かります。").format(why=words)
    widgets.say(words)


def _price(seen: MoveSeen) -> str:
    """The price in people's terms, and as the number that the engine counts with."""
    price = seen.price or 0
    ranks = _("希望の順：{before}→{after}").format(
        before=seen.rank_before or _("なし"), after=seen.rank_after or _("なし")
    )
    if price > 0:
        cost = _("案の点は{points}悪くなります（席1つは約{seat}点）。")
    elif price < 0:
        cost = _("案の点は{points}良くなります（席1つは約{seat}点）。")
    else:
        cost = _("案の点は変わりません。")
    return f"{ranks}。" + cost.format(points=abs(price), seat=f"{SEAT_WORTH:,}")
