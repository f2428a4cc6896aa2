"""How the person wants to be told: by which way, where, one mail a day or each at once."""

from typing import Any, Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts import words as accounts_words
from hub.accounts.reads import Wishes
from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab import Channel
from pages.kit import act, widgets
from pages.kit.page import page

WAYS: Final = (Channel.MAIL, Channel.LETTER, Channel.PHONE, Channel.SMS, Channel.IN_APP)
LANGUAGES: Final = ("ja", "en")
NAMES: Final = ("told_by", "is_digest", "lang", "mail", "postal", "address", "phone")


@page(path="told", title=N_("お知らせの受け取り方"), in_menu=False)
def render() -> None:
    """The way first, then the addresses, then one button."""
    wishes: Wishes = act.read(reads.my_wishes)
    problems = act.problems()
    errors = dict(problems)
    widgets.title(
        _("お知らせの受け取り方"),
        _("画面のほかに、どうやって知らせるかを選べます。いつでも変えられます。"),
        back=(_("お知らせへ戻る"), "notices"),
    )
    widgets.error_summary(problems)
    if st.session_state.pop("home.told.kept", False):
        with widgets.strip("told"):
            widgets.tag(_("完了"), "good")
            widgets.say(_("受け取り方を保存しました。次のお知らせから、この方法で届きます。"))
    if wishes.is_refused:
        with widgets.alert("refused"):
            widgets.say(_("このメールアドレスには届きませんでした。アドレスを確かめてください。"))
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        answers = _way(wishes) | _addresses(wishes, errors)
    with right, widgets.card("told"):
        widgets.heading(_("連絡先の使いみち"))
        widgets.say(_("区からのお知らせだけに使います。"))
        widgets.say(_("手紙と電話は、区の担当が受け持ちます。"))
        widgets.say(_("空けると、次に保存したときに消えます。"))
    with widgets.bar("told", sticky=True):
        widgets.say(_("押すと、次のお知らせから変わります。"))
        if widgets.primary(_("この受け取り方にする"), "home.told.keep"):
            _keep(answers)


def _way(wishes: Wishes) -> dict[str, Any]:
    """By which way, how often, in which language."""
    widgets.seed("home.told.told_by", wishes.told_by)
    # Offered where somebody sends text messages; a wish of earlier stays to be seen.
    is_shown = wishes.has_texts or wishes.told_by is Channel.SMS
    with widgets.field("told_by", _("届かないときは、区の担当がほかの方法で知らせます。")):
        way = st.radio(
            _("画面のほかに受け取る方法"),
            [each for each in WAYS if each is not Channel.SMS or is_shown],
            format_func=lambda each: translated(accounts_words.CHANNEL_LABELS[each]),
            key="home.told.told_by",
        )
    widgets.seed("home.told.is_digest", wishes.is_digest)
    often = st.checkbox(_("メールは1日1通にまとめる（朝8時）"), key="home.told.is_digest")
    widgets.seed("home.told.lang", wishes.lang)
    lang = st.radio(
        _("メールの言葉"), LANGUAGES, format_func=_language, key="home.told.lang", horizontal=True
    )
    return {"told_by": way, "is_digest": often, "lang": lang}


def _language(code: str) -> str:
    return {"ja": _("日本語"), "en": _("英語")}[code]


def _addresses(wishes: Wishes, errors: dict[str, str]) -> dict[str, Any]:
    """Where the person can be reached; a browser that knows them fills them in."""
    widgets.heading(_("連絡先"))
    fields = (
        ("mail", _("メールアドレス"), _("半角の文字で、@の前と後ろを書きます。"), 254, "email"),
        ("postal", _("郵便番号"), _("例：144-0051"), 20, "postal-code"),
        (
            "address",
            _("住所"),
            _("建物の名前と部屋の番号まで書いてください。"),
            200,
            "street-address",
        ),
        ("phone", _("電話番号"), _("例：03-1234-5678"), 20, "tel"),
    )
    answers = {}
    for name, label, hint, limit, token in fields:
        widgets.seed(f"home.told.{name}", getattr(wishes, name))
        with widgets.field(name, hint, errors.get(name)):
            answers[name] = st.text_input(
                label, key=f"home.told.{name}", max_chars=limit, autocomplete=token
            )
    return answers


def _keep(answers: dict[str, Any]) -> None:
    kept = act.act(service.keep_wishes, answers, once=act.once("home.told"))
    if kept is not None:
        act.done("home.told")
        for name in NAMES:
            st.session_state.pop(f"home.told.{name}", None)
        st.session_state["home.told.kept"] = True
    st.rerun()
