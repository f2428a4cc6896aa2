"""Terms, fee slip and candidates of an engagement, as they were agreed."""

from hub.experts.reads import BookingPage, FeeSlip, Terms
from hub.i18n import _
from hub.i18n.values import day, hours, yen
from pages.experts.parts import money
from pages.kit import tables, widgets


def show(seen: BookingPage) -> None:
    """The eight items once there is a visit, the slip once the fee is fixed."""
    if seen.terms is None:
        return
    _terms(seen.terms)
    _shares(seen.terms)
    if seen.slip is not None:
        _slip(seen, seen.slip)


def _terms(terms: Terms) -> None:
    """Names, day of the order, service, time, place, inspection, fee, pay day."""
    fee = _("{fee}と交通費{travel}").format(fee=yen(terms.fee_yen), travel=yen(terms.travel_yen))
    if terms.tax_yen:
        fee = _("{fee}（うち消費税 {tax}）").format(fee=fee, tax=yen(terms.tax_yen))
    pay = _("{day}に銀行振込（遅くとも{latest}）")
    widgets.heading(_("取引条件"))
    rows = [
        (_("頼む側"), terms.client),
        (_("専門家"), terms.expert),
        (_("頼んだ日"), day(terms.ordered_on)),
        (_("内容"), terms.service),
        (_("日時"), hours(terms.starts_at, terms.ends_at)),
        (_("場所"), terms.place),
        (_("検収の期限"), day(terms.inspect_by)),
        (_("謝金"), fee),
        (_("支払い"), pay.format(day=day(terms.pay_on), latest=day(terms.pay_by))),
    ]
    tables.table(rows, [_("項目"), _("取り決め")], _("取引条件"), show_caption=False)


def _shares(terms: Terms) -> None:
    widgets.heading(_("会社ごとの負担"))
    rows = [
        (each.name, f"{each.weight:,}", f"{each.gross_yen:,}", f"{each.own_yen:,}")
        for each in terms.firms
    ]
    columns = [
        tables.Column(_("会社")),
        tables.Column(_("割合"), right=True),
        tables.Column(_("払う額（円）"), right=True),
        tables.Column(_("補助のあと（円）"), right=True),
    ]
    caption = _("協約 第{number}版の割合").format(number=terms.agreement_number)
    if terms.subsidy_yen is None:
        rows = [row[:3] for row in rows]  # type: ignore[misc]  # one column less without a programme
        columns = columns[:3]
    tables.table(rows, columns, caption)
    if terms.subsidy_yen is not None:
        words = _("{programme}（第{version}版）の見込みは{aid}です。")
        widgets.say(
            words.format(
                programme=terms.programme_title or "",
                version=terms.programme_version or "",
                aid=yen(terms.subsidy_yen),
            )
        )
        money.no_promise(terms.subsidy_yen)


def _slip(seen: BookingPage, slip: FeeSlip) -> None:
    """What each firm transfers: gross, withholding, net."""
    widgets.heading(_("謝金明細"))
    names = [each.name for each in seen.terms.firms] if seen.terms else []
    rows = [
        (name, f"{share.gross_yen:,}", f"{share.withheld_yen:,}", f"{share.net_yen:,}")
        for name, share in zip(names, slip.shares, strict=True)
    ]
    total = f"{slip.gross_yen:,}", f"{slip.withheld_yen:,}", f"{slip.net_yen:,}"
    columns = [
        tables.Column(_("会社")),
        tables.Column(_("謝金と交通費（円）"), right=True),
        tables.Column(_("源泉徴収（円）"), right=True),
        tables.Column(_("振り込む額（円）"), right=True),
    ]
    tables.table([*rows, (_("合計"), *total)], columns, _("会社ごとに振り込みます"))
    if seen.paid_on is not None:
        widgets.fact(_("払った日"), day(seen.paid_on))
