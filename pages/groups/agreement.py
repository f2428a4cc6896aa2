"""One version of the agreement to read, and the button to sign it."""

import streamlit as st

from hub.groups import reads, service
from hub.groups.reads import AgreementText
from hub.i18n import _, translated
from hub.i18n.values import day, moment, yen
from hub.kernel.text import N_
from models.vocab.groups import AgreementState
from pages.groups.parts import FIRMS, STAFF, cost_words, example
from pages.groups.parts.overview import changed_words
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(path="agreement", title=N_("協約書"), roles=(*FIRMS, *STAFF), in_menu=False)
def render() -> None:
    """Every clause in the order of the paper, then signatures, then the act."""
    text: AgreementText = act.read(
        reads.agreement_text, group_id=address.number("group"), number=address.number("number")
    )
    widgets.title(
        _("協約書 第{number}版").format(number=text.number),
        text.group,
        (_("グループへ戻る"), "one-group", {"group": str(text.group_id)}),
    )
    with widgets.strip("version"):
        good = text.state is AgreementState.SIGNED
        widgets.tag(translated(text.state_words), "good" if good else "wait")
        if text.changed:
            widgets.say(changed_words(text))
    widgets.error_summary(act.problems())
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        widgets.heading(_("決めたこと"))
        with widgets.rows("clauses"):
            _clauses(text)
    with right, widgets.side("sign"):
        _signing(text)


def _clauses(text: AgreementText) -> None:
    """Each clause as a heading and whole sentences."""
    duty = _("{name}：{text}")
    duties = [duty.format(name=row.firm, text=row.duties) for row in text.firms]
    shares = [cost_words(text, costs) for costs in text.costs]
    said = {
        _("目的"): [text.purpose],
        _("役割"): duties,
        _("意思決定"): [
            _("1社1票です。半分をこえる会社が投票し、賛成が多いと決まります。"),
            _("大事なことは、全社の3分の2以上の賛成で決まります。"),
            _("賛成と反対が同じときは、決まりません。"),
        ],
        _("費用の負担"): [*shares, example(text, text.costs[0])],
        _("端数"): [_("1円の端数は、切り捨てた分が大きい会社から1円ずつ足します。")],
        _("支払"): [_("受けた日から{days}日までに払います。").format(days=text.payment_days)],
        _("品質の責任"): [_("作業をした会社が責任を持ちます。")],
        _("秘密と知的財産"): [
            _("知った秘密はグループの外に出しません。終わった後も{years}年守ります。").format(
                years=text.secrecy_years
            )
        ],
        _("専門家の予約"): [
            _("代表は、1回{amount}まで、ほかの会社に聞かずに予約できます。").format(
                amount=yen(text.ceiling_yen)
            )
        ],
        _("加入と脱退"): [
            _("やめる会社は{days}日前に知らせます。会社が変わると新しい版を作ります。").format(
                days=text.notice_days
            )
        ],
        _("争いの解決"): [_("まず区のコーディネーターと話し、次に調停を頼みます。")],
        _("効力の日"): [
            _("{day}と、全社の署名がそろった日の、遅いほうから始まります。").format(
                day=day(text.effective_from)
            )
        ],
    }
    for number, (name, sentences) in enumerate(said.items(), start=1):
        with widgets.row(f"clause-{number}"):
            widgets.heading(f"{number}. {name}", 3)
            for sentence in sentences:
                widgets.say(sentence)


def _signing(text: AgreementText) -> None:
    """Who has signed; the button for the firm whose signature is missing."""
    widgets.heading(_("署名"))
    for row in text.firms:
        done = row.signed_at is not None
        note = moment(row.signed_at) if row.signed_at else None
        widgets.fact(row.firm, str(row.person) if done else _("まだです"), note)
    if text.may_sign:
        widgets.say(_("署名は、全社の署名がそろうと取り消せません。"))
        with widgets.bar("sign"):
            if widgets.primary(_("会社として署名する"), "groups.sign"):
                _sign(text)
    # noqa: i18n a sign before a code
    widgets.say(_("内容の照合番号 {digest}").format(digest=text.digest[:12]))


def _sign(text: AgreementText) -> None:
    name = f"groups.sign.{text.group_id}.{text.number}"
    values = {"group_id": text.group_id, "number": text.number, "digest": text.digest}
    if act.act(service.sign_agreement, values, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()
