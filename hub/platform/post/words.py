"""Sentences and labels of the desk that reaches people by letter and telephone."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab import Channel

DESK_ONLY: Final = Reason("post.desk_only", N_("区の担当だけが使えます。"))
NO_ADDRESS: Final = Reason("post.no_address", N_("住所がわからないので、手紙にできません。"))
ALREADY: Final = Reason("post.already", N_("この知らせは、もうその方法で扱われています。"))
CHANNELS: Final = {
    Channel.MAIL: N_("メール"),
    Channel.LETTER: N_("手紙"),
    Channel.PHONE: N_("電話"),
    Channel.SMS: N_("携帯電話のショートメッセージ"),
}
REASONS: Final = {
    "refused": N_("相手のメールサーバーに断られました"),
    "sender": N_("区のメールサーバーの設定で断られました"),
    "refused_us": N_("区のメールサーバーに入れませんでした"),
    "fault": N_("メールを作れませんでした"),
}
NO_ANSWER: Final = N_("メールサーバーから返事がありませんでした")
LETTER_TITLE: Final = N_("区からのお知らせ")
LETTER_ABOUT: Final = N_("次のことをお知らせします。")
LETTER_WAY: Final = N_("くわしい内容は、わざハブの画面で見られます。")
LETTER_QR: Final = N_("ログインの画面（QRコードと同じ番地）：{address}")
LETTER_CALL: Final = N_("わからないことは、電話でお聞きください。電話：{phone}")
LETTER_CHANGE: Final = N_("メールや電話での受け取りに変えるときも、お電話ください。")
SENDER: Final = N_("区の産業振興課")
