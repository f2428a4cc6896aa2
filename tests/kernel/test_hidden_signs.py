"""Signs that nobody sees but that change what is seen; what chooses a shape of a kanji stays."""

import pytest

from hub.kernel.text import hidden_sign

HIDDEN = (
    "\u202e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u2060", "\u2066",
    "\u2067", "\u2068", "\u2069", "\u061c", "\u3164", "\u115f", "\u1160", "\uffa0", "\ufeff",
    "\u00ad", "\u180e", "\U000e0001", "\U000e0041", "\x00", "\x1b", "\x7f", "\x85", "\x9f",
)  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_nobody_sees_is_found_and_its_place_told(sign: str) -> None:
    assert hidden_sign(f"髙橋{sign}一") == 3


@pytest.mark.parametrize(
    "name",
    [
        "髙﨑 美咲",
        "葛\U000e0100城",
        "辻\ufe00",
        "𠮷田 槗本",
        "か\u3099",
        "O’Brien-Müller",
        "㈱①",
        "",
    ],
)
def test_a_name_in_any_shape_of_its_kanji_has_none(name: str) -> None:
    assert hidden_sign(name) is None
