"""One wish for an account: what was told, who it might be already, and the answer."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import Alike, RequestPage
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.text import N_
from models.vocab import Role
from pages.accounts.parts import keep_mailed
from pages.kit import act, address, code_letters, widgets
from pages.kit.page import page

MOST: Final = 200


@page(
    path="account-request", title=N_("登録の申込みへの返事"), roles=(Role.COORDINATOR,),
    in_menu=False,
)  # fmt: skip
def render() -> None:
    """The facts first, then people alike, then one button; to refuse is a second way."""
    found: RequestPage = act.read(reads.one_request, request_id=address.number("request"))
    problems = act.problems()
    widgets.title(
        _("{name}さんの申込み").format(name=found.name), found.kana,
        back=(_("登録の申込みへ戻る"), "account-requests"),
    )  # fmt: skip
    widgets.error_summary(problems)
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        _facts(found)
        _alike(found.alike)
    with right, widgets.side("request"):
        widgets.say(
            _("登録すると、始めるリンクのメールが本人に届きます（7日間）。")
            if found.by_mail
            else _("登録すると、番号とコードの手紙（PDF）ができます。1回だけ受け取れます。")
        )
        with widgets.bar("request", sticky=True):
            if widgets.primary(_("登録する"), "accounts.request.approve"):
                _approve(found)
    _refusal(found, dict(problems))


def _facts(found: RequestPage) -> None:
    widgets.fact(_("役割"), translated(found.role_words))
    if found.birth_date is not None:
        born = _("{day}（{age}歳）").format(day=day(found.birth_date), age=found.age)
        widgets.fact(_("生年月日"), born)
    if found.about:
        is_student = found.birth_date is not None
        widgets.fact(_("学校") if is_student else _("できること"), found.about)
    reach = found.reach
    for label, value in (
        (_("メールアドレス"), reach.mail),
        (_("郵便番号"), reach.postal),
        (_("住所"), reach.address),
        (_("電話番号"), reach.phone),
    ):
        if value:
            widgets.fact(label, value)


def _alike(alike: tuple[Alike, ...]) -> None:
    if not alike:
        widgets.say(_("同じ名前やフリガナの人は、まだ登録されていません。"))
        return
    widgets.heading(_("同じ人かもしれません {count}人").format(count=len(alike)))
    widgets.say(_("同じ人なら登録せずに断り、その人のページで新しい手紙を作ってください。"))
    with widgets.rows("alike"):
        for one in alike:
            with widgets.row(f"alike-{one.person_id}-{one.request_id}"):
                if one.person_id is not None:
                    widgets.link(one.name, "one-person", {"person": str(one.person_id)})
                    widgets.tag(translated(one.role_words[0]))
                else:
                    widgets.link(one.name, "account-request", {"request": str(one.request_id)})
                    widgets.tag(_("ほかの申込み"), "wait")
                widgets.say(widgets.grey(one.kana))
                if one.is_same_birth:
                    widgets.tag(_("生年月日も同じ"), "bad")


def _approve(found: RequestPage) -> None:
    nonce, digest = service.mail_token()
    code, code_hash = service.new_code()
    once = f"accounts.request.{found.request_id}"
    values = {
        "request_id": found.request_id, "nonce": nonce, "token_hash": digest,
        "code_hash": code_hash,
    }  # fmt: skip
    done = act.act(service.approve_request, values, once=act.once(once))
    act.done(once)
    if done is None:
        st.rerun()
    if done.by_mail:
        keep_mailed(found.name)
    else:
        code_letters.keep(found.name, done.code_id or 0, code)
    st.switch_page(widgets.page_of("account-requests"))


def _refusal(found: RequestPage, errors: dict[str, str]) -> None:
    widgets.heading(_("登録しないとき"))
    widgets.say(_("断ると、メール・手紙・電話のどれかで本人に知らせます。理由は書きません。"))
    hint = _("区の記録に残ります。本人には届きません。連絡先は30日後に消えます。")
    with widgets.field("refusal", hint, errors.get("refusal")):
        why = st.text_input(_("登録しない理由"), key="accounts.request.refusal", max_chars=MOST)
    if widgets.danger(_("登録しない"), "accounts.request.refuse"):
        once = f"accounts.request.no.{found.request_id}"
        values = {"request_id": found.request_id, "refusal": why}
        done = act.act(service.refuse_request, values, once=act.once(once))
        if done is None:
            st.rerun()
        act.done(once)
        st.session_state.pop("accounts.request.refusal", None)
        st.switch_page(widgets.page_of("account-requests"))
