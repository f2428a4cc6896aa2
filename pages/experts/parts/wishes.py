"""What a group may ask for besides the conditions, with the number of people beside each choice."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from hub.experts.reads import BY_NAME, CHECKED, DAYS, FIRST_GRADE, YEARS, Choices, Wish
from hub.experts.words import roster as words
from hub.i18n import _, translated
from models.vocab.experts import Language
from pages.experts.parts.asking import Asking
from pages.kit import widgets

MOST_NAMES: Final = 30
ANY: Final = ""


def show(asking: Asking, choices: Choices) -> Asking:
    """One box for each wish; what nobody of those who fit answers is not offered."""
    names = labels()
    options = {wish: _options(wish, choices, asking.wishes.get(wish, ANY)) for wish in Wish}
    offered = [wish for wish in Wish if len(options[wish]) > 1]
    if not offered:
        return asking
    chosen: dict[str, str] = {}
    with st.expander(_box_words(asking.wishes), expanded=bool(asking.wishes)):
        columns = st.columns(2, gap="small")
        for number, wish in enumerate(offered):
            widgets.seed(f"experts.ask.wish.{wish.value}", asking.wishes.get(wish, ANY))
            with columns[number % 2]:
                chosen[wish.value] = st.selectbox(
                    names[wish],
                    options[wish],
                    format_func=_counted(wish, choices),
                    key=f"experts.ask.wish.{wish.value}",
                )
    now = {wish: value for wish, value in chosen.items() if value}
    if now == {wish.value: value for wish, value in asking.wishes.items()}:
        return asking
    return asking.keep(wishes=now)


def take_off(asking: Asking, wish: Wish) -> None:
    """Ask for it no more."""
    left = {each.value: value for each, value in asking.wishes.items() if each is not wish}
    asking.keep(wishes=left)
    st.session_state.pop(f"experts.ask.wish.{wish.value}", None)


def labels() -> Mapping[Wish, str]:
    """Name of each wish."""
    return {
        Wish.CERTIFICATE: _("資格"),
        Wish.YEARS: _("経験"),
        Wish.LANGUAGE: _("話す言葉"),
        Wish.DAY: _("来てほしい日"),
    }


def words_of(wish: Wish, value: str) -> str:
    """A value as it is offered."""
    if wish is Wish.YEARS:
        return _("{years}年以上").format(years=value)
    if wish is Wish.LANGUAGE:
        return translated(words.LANGUAGES[Language(value)])
    if wish is Wish.CERTIFICATE:
        fixed = {FIRST_GRADE: _("1級以上の技能士"), CHECKED: _("区が資格を確認した方")}
        return fixed.get(value) or value.removeprefix(BY_NAME)
    return {
        "in14": _("2週間以内"),
        "in30": _("30日以内"),
        "am": _("午前"),
        "pm": _("午後"),
        "mon": _("月曜日"),
        "tue": _("火曜日"),
        "wed": _("水曜日"),
        "thu": _("木曜日"),
        "fri": _("金曜日"),
        "sat": _("土曜日"),
        "sun": _("日曜日"),
    }[value]


def _box_words(wishes: Mapping[Wish, str]) -> str:
    if not wishes:
        return _("資格・経験・言葉・日でしぼる")
    told = "　".join(words_of(wish, value) for wish, value in wishes.items())
    return _("しぼっています：{wishes}").format(wishes=told)


def _options(wish: Wish, choices: Choices, chosen: str) -> list[str]:
    found = choices.values[wish]
    known = {
        Wish.CERTIFICATE: (FIRST_GRADE, CHECKED, *_names(found)),
        Wish.YEARS: tuple(map(str, YEARS)),
        Wish.LANGUAGE: tuple(each.value for each in Language),
        Wish.DAY: DAYS,
    }[wish]
    offered = [value for value in known if found.get(value) or value == chosen]
    return [ANY, *offered, *({chosen} - {ANY, *offered})]


def _names(found: Mapping[str, int]) -> list[str]:
    """Certificates by name, those of most people first."""
    names = [value for value in found if value.startswith(BY_NAME)]
    return sorted(names, key=lambda value: (-found[value], value))[:MOST_NAMES]


def _counted(wish: Wish, choices: Choices) -> Callable[[str], str]:
    def told(value: str) -> str:
        name = words_of(wish, value) if value else _("問わない")
        count = choices.left_by(wish, value)
        return _("{choice}（{count}名）").format(choice=name, count=count)

    return told
