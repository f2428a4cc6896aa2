"""Pages that end something: empty, done, refused, faulty, returned."""

from collections.abc import Sequence

import streamlit as st

from hub.i18n import _
from pages.kit.acts import go, secondary
from pages.kit.cards import heading, say
from pages.kit.cards import title as page_title
from pages.kit.plain import bold, grey, plain, rich


def empty(title: str, why: str, button: tuple[str, str] | None = None) -> None:
    """What will appear here, why there is none yet, and one way on (label, page)."""
    with st.container(key="empty"):
        heading(title)
        say(why)
        if button:
            go(button[0], button[1], "empty")


def confirmation(reference: str, when: str, next_steps: Sequence[str]) -> None:
    """The receipt: number large and easy to copy, time, what happens next with dates."""
    with st.container(key="lead-confirmation"):
        st.markdown(grey(_("受付番号")))
        st.code(reference, language=None)
        st.markdown(plain(when))
    heading(_("これからの流れ"))
    st.markdown("\n".join(f"1. {plain(step)}" for step in next_steps))


def refused(title: str, sentence: str, contact: str) -> None:
    """Why not, and who can help."""
    page_title(title)
    with st.container(key="card-refused"):
        say(sentence)
        st.markdown(rich(_("お困りのときは {contact}"), contact=bold(contact)))


def fault(incident_id: str, contact: str) -> None:
    """Our own failure: what to say on the phone, nothing about its inside."""
    with st.container(key="alert-fault", gap="xsmall"):
        heading(_("うまくいきませんでした"))
        say(_("入力は保存されています。少し待って、もう一度お試しください。"))
        st.markdown(
            rich(
                _("続くときは、番号 {id} を {contact} へ知らせてください。"),
                id=bold(incident_id),
                contact=bold(contact),
            )
        )


def returned(sentence: str, until: str) -> None:
    """What staff asked to correct, in their own words, and until when."""
    with st.container(key="alert-returned", gap="xsmall"):
        heading(_("直してほしいところがあります"))
        say(sentence)
        st.markdown(rich(_("{until} までに直してください。"), until=bold(until)))


def undo(said: str, key: str) -> bool:
    """「〜しました。［元に戻す］」: stays until the page is left."""
    with st.container(key=f"strip-undo-{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(plain(said), width="stretch")
        return secondary(_("元に戻す"), f"undo-{key}")
