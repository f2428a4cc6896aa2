"""Tells firms and staff what has happened to a payment order, in the transaction of the act."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from hub.accounts import reads as people
from hub.kernel.text import N_
from hub.platform.context import Ctx
from hub.subsidy import telling
from hub.subsidy.telling import Said
from models.subsidy import Claim
from models.vocab import Role
from models.vocab.subsidy import OrderAction, OrderKind

Told: TypeAlias = Mapping[OrderAction, str]

PAGE: Final = "claim-payment"
ASKED: Final[Mapping[OrderKind, str]] = MappingProxyType(
    {
        OrderKind.ADVANCE: N_("{group}から {reference} の概算払{amount}の請求が届きました。"),
        OrderKind.FINAL: N_("{group}から {reference} の補助金{amount}の請求が届きました。"),
    }
)
TO_FIRMS: Final[Mapping[OrderKind, Told]] = MappingProxyType(
    {
        OrderKind.ADVANCE: {
            OrderAction.SEND_BACK: N_(
                "「{title}」の概算払{amount}の請求が戻りました。理由：{note}"
            ),
            OrderAction.PAY: N_("「{title}」の概算払{amount}の支払いを記録しました（{day}）。"),
            OrderAction.COME_BACK: N_(
                "「{title}」の概算払{amount}が振り込めませんでした。"
                "口座を確かめてください。理由：{note}"
            ),
        },
        OrderKind.FINAL: {
            OrderAction.SEND_BACK: N_(
                "「{title}」の補助金{amount}の請求が戻りました。理由：{note}"
            ),
            OrderAction.COME_BACK: N_(
                "「{title}」の補助金{amount}が振り込めませんでした。"
                "口座を確かめてください。理由：{note}"
            ),
        },
    }
)
TO_STAFF: Final[Mapping[OrderKind, Mapping[Role, Told]]] = MappingProxyType(
    {
        OrderKind.ADVANCE: {
            Role.ACCOUNTING: {
                OrderAction.ORDER: N_(
                    "{reference} の概算払{amount}の支払いを命じました。審査してください。"
                ),
                OrderAction.CORRECT: N_(
                    "{reference} の概算払の口座が直りました。もう一度審査してください。"
                ),
            },
            Role.WARD_APPROVER: {
                OrderAction.REJECT: N_(
                    "{reference} の概算払の命令が会計から戻りました。理由：{note}"
                ),
            },
            Role.WARD_CLERK: {
                OrderAction.REJECT: N_(
                    "{reference} の概算払の命令が会計から戻りました。理由：{note}"
                ),
                OrderAction.COME_BACK: N_("{reference} の概算払{amount}が振り込めませんでした。"),
            },
        },
        OrderKind.FINAL: {
            Role.ACCOUNTING: {
                OrderAction.ORDER: N_(
                    "{reference} の補助金{amount}の支払いを命じました。審査してください。"
                ),
                OrderAction.CORRECT: N_(
                    "{reference} の口座が直りました。もう一度審査してください。"
                ),
            },
            Role.WARD_APPROVER: {
                OrderAction.REJECT: N_("{reference} の支出命令が会計から戻りました。理由：{note}"),
            },
            Role.WARD_CLERK: {
                OrderAction.REJECT: N_("{reference} の支出命令が会計から戻りました。理由：{note}"),
                OrderAction.COME_BACK: N_("{reference} の補助金{amount}が振り込めませんでした。"),
            },
        },
    }
)


def asked(ctx: Ctx, claim: Claim, kind: OrderKind, group: str, amount: object) -> None:
    """Tell the clerks and the approvers that a payment is asked for."""
    values = {"group": group, "reference": claim.reference or "", "amount": amount}
    for role in (Role.WARD_CLERK, Role.WARD_APPROVER):
        ids = people.holders_of(ctx, role=role, ward_id=claim.ward_id)
        telling.tell(ctx, claim, ids, Said(f"{kind}_request", ASKED[kind], PAGE, values))


def moved(ctx: Ctx, claim: Claim, kind: OrderKind, action: OrderAction, **params: object) -> None:
    """Tell everybody whom a step of an order concerns."""
    values = {"title": claim.title, "reference": claim.reference or "", **params}
    name = f"{kind}_{action}"
    if action in TO_FIRMS[kind]:
        said = Said(name, TO_FIRMS[kind][action], telling.FIRM_PAGE, values)
        telling.tell(ctx, claim, telling.applicants(ctx, claim), said)
    for role, told in TO_STAFF[kind].items():
        if action in told:
            ids = people.holders_of(ctx, role=role, ward_id=claim.ward_id)
            telling.tell(ctx, claim, ids, Said(name, told[action], PAGE, values))
