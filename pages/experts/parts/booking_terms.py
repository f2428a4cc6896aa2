"""Terms, shares and fee slip of an engagement, as they were agreed."""

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
    money.no_aid(is_without_aid=seen.is_without_aid)
    if seen.slip is not None:
        _slip(seen, seen.slip)


def place_words(terms: Terms) -> str:
    """The firm that is visited, with its town."""
    if not terms.place_town:
        return terms.place
    return _("{firm}（{town}）").format(firm=terms.place, town=terms.place_town)


def _terms(terms: Terms) -> None:
    """Names, day of the order, service, time, place, inspection, fee, pay day."""
    fee = _("{fee}と交通費{travel}").format(fee=yen(terms.fee_yen), travel=yen(terms.travel_yen))
    if terms.tax_yen:
        fee = _("{fee}（うち消費税{tax}）").format(fee=fee, tax=yen(terms.tax_yen))
    client = _("{group}（代表 {firm}）").format(group=terms.client, firm=terms.client_firm)
    widgets.heading(_("取引条件"))
    rows = [
        (_("頼む側"), client),
        (_("専門家"), terms.expert),
        (_("頼んだ日"), day(terms.ordered_on)),
        (_("内容"), terms.service),
        (_("日時"), hours(terms.starts_at, terms.ends_at)),
        (_("場所"), place_words(terms)),
        (_("検収の期限"), day(terms.inspect_by)),
        (_("謝金"), fee),
        (_("支払日"), _("{day} 銀行振込").format(day=day(terms.pay_on))),
        (_("法律の期限"), _("{day}（訪問から60日）").format(day=day(terms.pay_by))),
    ]
    tables.table(rows, [_("項目"), _("約束")], _("取引条件"), show_caption=False)


def _shares(terms: Terms) -> None:
    widgets.heading(_("会社ごとの負担"))
    caption = _("協約 第{number}版の割合").format(number=terms.agreement_number)
    columns = [
        tables.Column(_("会社")),
        tables.Column(_("割合"), right=True),
        tables.Column(_("払う額（円）"), right=True),
    ]
    rows = [(each.name, each.percent, f"{each.gross_yen:,}") for each in terms.firms]
    if terms.subsidy_yen is None:
        tables.table(rows, columns, caption)
        return
    columns.append(tables.Column(_("補助のあと（円）"), right=True))
    own = [f"{each.own_yen:,}" for each in terms.firms]
    tables.table([(*row, after) for row, after in zip(rows, own, strict=True)], columns, caption)
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
        tables.Column(_("謝金など"), right=True),
        tables.Column(_("源泉徴収"), right=True),
        tables.Column(_("振込額"), right=True),
    ]
    caption = _("会社ごとに専門家へ振り込みます（単位：円）")
    tables.table([*rows, (_("合計"), *total)], columns, caption)
    if seen.paid_on is not None:
        widgets.fact(_("払った日"), day(seen.paid_on))
