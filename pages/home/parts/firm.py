"""Home of a firm: what waits for an answer, then who comes next."""

from hub.i18n import _
from hub.i18n.values import span
from hub.internship import reads
from hub.internship.reads import ArrivalRow, FirmOffers
from models.vocab.internship import ProgrammeState
from pages.home.parts import group_steps, trainings
from pages.kit import act, widgets


def show() -> None:
    """The lead card says what to do now."""
    firm_id = act.actor().seat.firm_id
    offers: FirmOffers = act.read(reads.firm_offers, firm_id=firm_id)
    rows: tuple[ArrivalRow, ...] = act.read(reads.firm_weeks, firm_id=firm_id)
    coming = [row for row in rows if not row.is_over]
    sure = [row for row in coming if not row.is_stopped]
    with widgets.lead("next"):
        _next(offers, sure)
    group_steps.of_firm()
    trainings.show(firm_id)
    widgets.heading(_("これから来る実習生"))
    if not coming:
        widgets.say(_("区が行き先を公表すると、ここに出ます。"))
    with widgets.rows("coming"):
        for number, row in enumerate(coming[:6]):
            with widgets.entry(f"coming-{number}"):
                widgets.two_lines(f"{row.student}　{row.title}", span(row.starts_on, row.ends_on))
                if row.is_stopped:
                    widgets.tag(_("止めています。受け入れないでください"), "bad")
                elif row.is_minor:
                    widgets.tag(_("18歳未満"))


def _next(offers: FirmOffers, coming: list[ArrivalRow]) -> None:
    returned = [p for p in offers.offered if p.state == ProgrammeState.RETURNED]
    if offers.calls:
        card, _periods = offers.calls[0]
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("「{name}」の受入プログラムを出せます").format(name=card.name))
        words = _("差し戻されたプログラムが{count}件あります。")
        widgets.say(
            words.format(count=len(returned))
            if returned
            else _("仕事の内容と、期間ごとの人数を入れるだけです。")
        )
        widgets.go(_("プログラムを申し出る"), "offers", "home.offers", main=True)
    elif coming:
        widgets.tag(_("決まりました"), "good")
        widgets.heading(_("次の実習生は {name}さんです").format(name=coming[0].student))
        widgets.say(span(coming[0].starts_on, coming[0].ends_on))
        widgets.go(_("実習生の予定を見る"), "arrivals", "home.arrivals", main=True)
    else:
        widgets.heading(_("今すぐすることはありません"))
        widgets.say(_("募集が始まると、ここでお知らせします。"))
        widgets.go(_("受入プログラムを見る"), "offers", "home.offers", main=True)
