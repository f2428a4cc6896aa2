"""Mails that no server took: why, and what to do instead."""

from hub.i18n import _, translated
from hub.platform.post import desk, words
from hub.platform.post.reads import PostRow
from models.vocab import Channel
from pages.home.parts import post_rows
from pages.kit import widgets


def show(rows: tuple[PostRow, ...]) -> None:
    """The oldest first, each with its three ways on."""
    if not rows:
        widgets.empty(
            _("届かなかったメールはありません"),
            _("メールが断られると、ここに理由といっしょに出ます。"),
        )
        return
    with widgets.rows("dead"):
        for row in rows:
            with widgets.row(f"dead-{row.delivery_id}"):
                post_rows.what(row)
                widgets.tag(_why(row), "bad")
                _acts(row)


def _why(row: PostRow) -> str:
    said = translated(words.REASONS.get(row.reason, words.NO_ANSWER))
    if row.reply_code is None:
        return said
    return _("{said}（{code}番）").format(said=said, code=row.reply_code)


def _acts(row: PostRow) -> None:
    """Each button names its person, for ears that hear one button alone."""
    number, name = row.delivery_id, row.name
    with widgets.acts(f"dead-{number}"):
        label = _("{name}さんにもう一度メールを送る").format(name=name)
        if widgets.link_act(label, f"home.post.again.{number}"):
            post_rows.take(desk.send_again, f"again.{number}", delivery_id=number)
        if row.can_write:
            label = _("{name}さんに手紙を出す").format(name=name)
            if widgets.link_act(label, f"home.post.letter.{number}"):
                _redirect(number, Channel.LETTER)
        if row.can_call:
            label = _("{name}さんに電話する").format(name=name)
            if widgets.link_act(label, f"home.post.phone.{number}"):
                _redirect(number, Channel.PHONE)


def _redirect(number: int, channel: Channel) -> None:
    name = f"redirect.{number}.{channel}"
    post_rows.take(desk.redirect, name, delivery_id=number, channel=channel)
