"""What the product promises to everybody who uses it."""

from hub.i18n import _
from hub.kernel.text import N_
from pages.kit import widgets
from pages.kit.page import page


@page(path="accessibility", title=N_("アクセシビリティ方針"), in_menu=False)
def render() -> None:
    """What we aim at, and whom to tell."""
    widgets.title(_("アクセシビリティ方針"), back=(_("ホームへ戻る"), "home"))
    widgets.say(_("JIS X 8341-3 の適合レベルAAを目指しています。"))
    widgets.say(_("文字の大きさは、画面の上で変えられます。"))
    widgets.say(_("すべての操作は、キーボードだけでもできます。"))
    widgets.say(_("使いにくいところは、区の窓口へ知らせてください。"))
