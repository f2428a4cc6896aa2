"""How to use the product, in a few sentences."""

from hub.i18n import _
from hub.kernel.text import N_
from pages.kit import widgets
from pages.kit.page import page


@page(path="help", title=N_("使い方"))
def render() -> None:
    """The way through the rotation internship, by who does what."""
    widgets.title(_("使い方"), _("実習の申し込みから予定までの流れです。"))
    widgets.heading(_("学生"))
    widgets.say(_("「希望を出す」で、行きたい順に番号を入れます。"))
    widgets.say(_("確認の画面で内容を見て、送ります。受付番号が出ます。"))
    widgets.say(_("行き先が決まると「わたしの予定」に出ます。"))
    widgets.heading(_("企業"))
    widgets.say(_("「受入プログラム」で、仕事の内容と人数を出します。"))
    widgets.say(_("だれがいつ来るかは「実習生の予定」に出ます。"))
    widgets.heading(_("コーディネーター"))
    widgets.say(_("「募集回」で、募集を始め、案を計算し、公表します。"))
    widgets.heading(_("困ったとき"))
    widgets.say(_("画面の下にある窓口へ電話してください。"))
