"""The first screen after sign-in."""

from hub.accounts import words
from hub.i18n import _, translated
from hub.kernel.text import N_
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="home", title=N_("ホーム"))
def render() -> None:
    """Who is here, and what waits for this person."""
    actor = act.actor()
    widgets.title(
        _("{name}さんのホーム").format(name=actor.name),
        _("{role}としてできることを、ここに出します。").format(
            role=translated(words.ROLE_LABELS[actor.role])
        ),
    )
    widgets.empty(
        _("今すぐすることはありません"),
        _("することができると、ここに出てお知らせします。"),
    )
