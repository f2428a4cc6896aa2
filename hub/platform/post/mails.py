"""Writes the mail of one or several notices: short, in the reader's language, with a way in.

No names of other people, no free text of others, no attachments; what a mail leaves out stands on
the page behind its link. Source: ux design, part 11.
"""

from collections.abc import Mapping, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from hub.i18n import _, in_language, n_, translated
from hub.i18n.values import shown
from hub.kernel.text import N_
from hub.platform.post import links
from hub.platform.post.recipients import Recipient
from hub.platform.settings import Settings
from models.platform import OutboxRow

DEMO_SENDER: Final = "waza-hub@localhost"
NOTICES: Final = "notices"
WISHES: Final = "told"
# Values that name a thing, not a person; numbers, days and amounts are always written.
OPEN_VALUES: Final = frozenset({"title", "group", "reference", "receipt", "number"})
# Told to people who have no way in: no link, nothing to change.
OUTSIDE: Final = frozenset({"accounts.request_refused"})
TOPICS: Final[Mapping[str, str]] = {
    "accounts": N_("登録のお知らせ"),
    "accounts.invited": N_("利用を始めるリンク"),
    "accounts.request_refused": N_("登録の申込みについて"),
    "accounts.mail_code": N_("ログインのコード"),
    "accounts.reset": N_("パスワードを決め直すリンク"),
    "experts": N_("専門家の依頼のお知らせ"),
    "groups": N_("連携グループのお知らせ"),
    "internship": N_("実習のお知らせ"),
    "platform": N_("書きかけの入力のお知らせ"),
    "subsidy": N_("補助金のお知らせ"),
    "training": N_("共同研修のお知らせ"),
}


def message(
    delivery_id: int, told: Sequence[OutboxRow], to: Recipient, here: Settings
) -> EmailMessage:
    """One mail; the same row gives the same Message-ID, however often it is sent.

    A line break in what becomes a header is a fault: `ValueError`.
    """
    with in_language(to.lang):
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(_("わざハブ"), addr_spec=here.mail_from or DEMO_SENDER)
        mail["To"] = Address(addr_spec=to.mail)
        mail["Subject"] = subject(told)
        mail["Date"] = format_datetime(told[0].at)
        mail["Message-ID"] = f"<delivery-{delivery_id}@{_host(here)}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body(told, to, here, has_tokens=True), charset="utf-8")
        mail["Content-Language"] = to.lang
    return mail


def subject(told: Sequence[OutboxRow]) -> str:
    """What it is about, with the number of the case; nothing of people."""
    if len(told) > 1:
        count = len(told)
        return n_(
            "【わざハブ】今日のお知らせ{count}件", "【わざハブ】今日のお知らせ{count}件", count
        ).format(count=count)
    kind = told[0].kind
    topic = translated(TOPICS.get(kind) or TOPICS.get(_room(told[0]), N_("お知らせ")))
    number = told[0].params.get("reference") or told[0].params.get("receipt")
    if isinstance(number, str) and number:
        return _("【わざハブ】【{number}】{topic}").format(number=number, topic=topic)
    return _("【わざハブ】{topic}").format(topic=topic)


def body(
    told: Sequence[OutboxRow], to: Recipient, here: Settings, *, has_tokens: bool = False
) -> str:
    """What has happened and where to go, then who writes and how to change it.

    Tokens of links stand in what is sent, not in what is shown of it later.
    """
    if is_outside(told):
        parts = [sentence(row) for row in told]
        parts.append(_("{name}さんへ、区の産業振興課からのお知らせです。").format(name=to.name))
        parts.append(_("電話：{phone}").format(phone=here.contact))
        return "\n\n".join(parts) + "\n"
    parts = [f"{sentence(row)}\n{_address(here, row, has_tokens)}" for row in told]
    parts.append(_closing(told).format(name=to.name))
    parts.append(
        _("電話：{phone}\n受け取り方を変える：{address}").format(
            phone=here.contact, address=f"{here.public_url.rstrip('/')}/{WISHES}"
        )
    )
    return "\n\n".join(parts) + "\n"


def is_outside(told: Sequence[OutboxRow]) -> bool:
    """Whether all of it goes to somebody who has no way in."""
    return all(row.kind in OUTSIDE for row in told)


def _closing(told: Sequence[OutboxRow]) -> str:
    if any(links.has_token(row) or links.has_code(row) for row in told):
        return _(
            "{name}さんへ、区の産業振興課からのお知らせです。\n"
            "開いただけでは何も変わりません。このメールを人に見せたり、転送したりしないでください。"
        )
    return _(
        "{name}さんへ、区の産業振興課からのお知らせです。\n"
        "開くとログインの画面になります。このメールだけで何かが決まることはありません。"
    )


def sentence(row: OutboxRow) -> str:
    """The words of the notice, without what only the page may say."""
    return translated(row.msgid).format(**{n: _open(row, n, v) for n, v in row.params.items()})


def whole_sentence(row: OutboxRow) -> str:
    """The words of the notice as on the page: for a closed letter, or for the telephone."""
    return translated(row.msgid).format(**{name: shown(it) for name, it in row.params.items()})


def _open(row: OutboxRow, name: str, value: object) -> object:
    is_group = name == "name" and _room(row) == "groups"
    if not isinstance(value, str) or name in OPEN_VALUES or is_group:
        return shown(value)
    return _("（画面で見られます）")


def _room(row: OutboxRow) -> str:
    return row.kind.replace(".", ":").partition(":")[0]


def _address(here: Settings, row: OutboxRow, has_tokens: bool) -> str:  # noqa: FBT001  passed on
    page = row.page or NOTICES
    if links.has_code(row):
        code = links.code(row, here) if has_tokens else _("（届いたメールにだけ書いてあります）")
        told = _("コード：{code}").format(code=code)
        return f"{told}\n{here.public_url.rstrip('/')}/sign-in"
    if links.has_token(row):
        page = links.path(row, here) if has_tokens else links.bare_path(row)
    return f"{here.public_url.rstrip('/')}/{page}"


def _host(here: Settings) -> str:
    return urlsplit(here.public_url).hostname or "localhost"
