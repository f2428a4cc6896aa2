"""The values of the look: readable, and written down once."""

import itertools

import pytest

from pages.kit import theme, tokens, words_of_streamlit

C = tokens.COLOURS


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "fill", ["surface", "surface-quiet", "info-fill", "wait-fill", "good-fill"]
)
def test_body_text_can_be_read_on_every_fill(fill: str) -> None:
    assert contrast(C["text"], C[fill]) >= 7


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("text-sub", "surface"),
        ("text-sub", "surface-quiet"),
        ("primary", "surface"),
        ("primary-dark", "surface"),
        ("surface", "primary"),
        ("bad-text", "surface"),
        ("good-text", "good-fill"),
        ("info-text", "info-fill"),
    ],
)
def test_sub_text_links_and_tags_reach_seven_to_one(front: str, back: str) -> None:
    assert contrast(C[front], C[back]) >= 7


def test_bold_red_on_its_own_fill_reaches_four_and_a_half() -> None:
    assert contrast(C["bad-text"], C["bad-fill"]) >= 4.5


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("border", "surface"),
        ("border-on-quiet", "surface-quiet"),
        ("bad-border", "surface"),
        ("wait-border", "wait-fill"),
        ("focus", "focus-ring"),
        ("focus", "surface"),
        ("primary", "info-fill"),
    ],
)
def test_edges_of_controls_and_focus_reach_three_to_one(front: str, back: str) -> None:
    assert contrast(C[front], C[back]) >= 3


def test_chart_labels_can_be_read_on_every_fill_and_lines_on_white() -> None:
    assert min(contrast(C["text"], fill) for fill in tokens.CHART_FILLS) >= 10
    assert min(contrast(colour, C["surface"]) for colour, _, _ in tokens.CHART_LINES) >= 4.5


def test_chart_lines_differ_by_dash_and_marker_not_by_colour_alone() -> None:
    for place in (1, 2):
        assert len({line[place] for line in tokens.CHART_LINES}) == len(tokens.CHART_LINES)


def test_no_text_falls_below_sixteen_pixels_and_no_target_below_44() -> None:
    rem = tokens.ROOT_SIZES[0]
    size = {
        name: float(value.removesuffix("rem"))
        for name, value in tokens.LENGTHS.items()
        if "rem" in value
    }
    assert size["small"] * rem >= 16
    assert size["link"] * rem >= 44
    assert size["target"] * rem >= 48


def test_generated_files_are_in_step_with_the_tokens() -> None:
    assert tokens.stale() == []


def test_a_changed_value_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "COLOURS", {**C, "primary": "#123456"})
    assert tokens.stale() == [".streamlit/config.toml", "pages/kit/assets/hub.css"]


def test_assets_carry_the_hash_of_their_content() -> None:
    files = theme.assets()
    addresses = [file.address for file in files.values()]
    assert len(set(addresses)) == len(addresses) == len(theme.SERVED)
    assert all(theme.head(files).count(files[name].address) == 1 for name in files)


@pytest.mark.parametrize("bad", [None, "", "ja", "xx.99", "en.19", "ja.１８", "ja.18;x", "<b>.9"])
def test_a_strange_cookie_means_the_defaults(bad: str | None) -> None:
    assert theme.preferences(bad).size == 18
    assert theme.preferences(bad).lang in theme.LANGUAGES


def test_every_kept_choice_comes_back() -> None:
    for lang, size in itertools.product(theme.LANGUAGES, tokens.ROOT_SIZES):
        assert theme.preferences(f"{lang}.{size}") == (lang, size)


def test_the_sheet_and_the_script_ask_no_other_host() -> None:
    for name in ("hub.css", "hub.js", "words.ja.js"):
        text = (tokens.ASSETS / name).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text.replace("'http:'", "")
        assert "https://" not in text
        assert "@import" not in text


def test_the_script_stays_short_enough_to_read() -> None:
    assert len((tokens.ASSETS / "hub.js").read_text("utf-8").splitlines()) <= 200


def test_every_word_of_streamlit_has_a_japanese_one() -> None:
    assert all(ja.strip() and ja != en for en, ja in words_of_streamlit.WORDS.items())
