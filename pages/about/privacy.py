"""What the product does with personal data."""

from hub.i18n import _
from hub.kernel.text import N_
from pages.kit import widgets
from pages.kit.page import page


@page(path="privacy", title=N_("個人情報の扱い"), in_menu=False)
def render() -> None:
    """Which data, what for, who sees them."""
    widgets.title(_("個人情報の扱い"), back=(_("ホームへ戻る"), "home"))
    widgets.say(_("氏名、生年月日、希望を、実習の組み合わせに使います。"))
    widgets.say(_("生年月日は、年齢の決まりを確かめるためだけに使います。"))
    widgets.say(_("企業には、行き先が決まった学生の名前だけを見せます。"))
    widgets.say(_("ほかの学生の希望は見られません。"))
    widgets.say(_("くわしくは、区の窓口へ聞いてください。"))
