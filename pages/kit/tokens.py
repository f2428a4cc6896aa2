"""Every design value once; writes what must not be typed twice.

``python -m pages.kit.tokens`` writes the theme part of ``.streamlit/config.toml``,
the ``:root`` part of ``hub.css`` and the dictionary ``words.ja.js``.
Source of the values: ``design/ux.md`` section 4 and ``design/look``.
"""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from pages.kit import words_of_streamlit

ROOT: Final = Path(__file__).resolve().parents[2]
ASSETS: Final = Path(__file__).resolve().parent / "assets"
START: Final = "generated from pages/kit/tokens.py: begin"
END: Final = "generated from pages/kit/tokens.py: end"

COLOURS: Final = MappingProxyType(
    {
        "text": "#1a1a1a",
        "text-sub": "#4d4d4d",
        "primary": "#0017c1",
        "primary-dark": "#00118f",
        "surface": "#ffffff",
        "surface-quiet": "#f2f2f2",
        "border": "#767676",
        "border-on-quiet": "#666666",
        "line-quiet": "#cccccc",
        "bad-text": "#a90000",
        "bad-border": "#ce0000",
        "bad-fill": "#fdeeee",
        "good-text": "#115a36",
        "good-fill": "#e6f5ec",
        "info-text": "#00118f",
        "info-fill": "#e8f1fe",
        "wait-border": "#927200",
        "wait-fill": "#fbf5e0",
        "focus": "#000000",
        "focus-ring": "#ffd43d",
    }
)
CHART_FILLS: Final = ("#c5d7fb", "#9bd4b5", "#ffe380", "#ffc199", "#ddc2ff")
CHART_LINES: Final = (
    ("#0017c1", "solid", "circle"),
    ("#115a36", "dash", "square"),
    ("#c74700", "dot", "triangle-up"),
    ("#41048e", "dashdot", "diamond"),
    ("#4d4d4d", "longdash", "x"),
)
ROOT_SIZES: Final = (18, 21, 24)
LENGTHS: Final = MappingProxyType(
    {
        "space-1": "0.2222rem",
        "space-2": "0.4444rem",
        "space-3": "0.8889rem",
        "space-4": "1.3333rem",
        "space-5": "1.7778rem",
        "space-6": "2.6667rem",
        "radius": "8px",
        "h1": "1.75rem",
        "h1-narrow": "1.5rem",
        "h2": "1.4rem",
        "h2-narrow": "1.3rem",
        "h3": "1.2rem",
        "small": "0.9rem",
        "figure": "2rem",
        "target": "2.6667rem",
        "act": "3.1111rem",
        "link": "2.4445rem",
        "header": "3.5556rem",
        "header-narrow": "3.1111rem",
        "menu": "13.7778rem",
        "content": "62.2222rem",
    }
)
FONTS: Final = '"BIZ UDPGothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif'
CHART_FONT_PX: Final = 16


def css_variables() -> str:
    """The ``:root`` rule that the rest of hub.css reads."""
    rows = [f"  --{name}: {value};" for name, value in COLOURS.items()]
    rows += [f"  --{name}: {value};" for name, value in LENGTHS.items()]
    rows += [f"  --fill-{n}: {value};" for n, value in enumerate(CHART_FILLS, start=1)]
    rows.append(f"  --font: {FONTS};")
    sizes = [f'html[data-size="{px}"] {{ font-size: {px}px !important; }}' for px in ROOT_SIZES]
    return "\n".join([":root {", *rows, "}", *sizes])


def theme_rows() -> str:
    """The ``[theme]`` section of Streamlit's settings file."""
    c = COLOURS
    pairs = {
        "base": "light",
        "primaryColor": c["primary"],
        "backgroundColor": c["surface"],
        "secondaryBackgroundColor": c["surface-quiet"],
        "textColor": c["text"],
        "linkColor": c["primary"],
        "borderColor": c["border"],
        "baseRadius": LENGTHS["radius"],
        "redTextColor": c["bad-text"],
        "redBackgroundColor": c["bad-fill"],
        "greenTextColor": c["good-text"],
        "greenBackgroundColor": c["good-fill"],
        "yellowTextColor": c["text"],
        "yellowBackgroundColor": c["wait-fill"],
        "blueTextColor": c["info-text"],
        "blueBackgroundColor": c["info-fill"],
        "grayTextColor": c["text-sub"],
        "grayBackgroundColor": c["surface-quiet"],
        "dataframeBorderColor": c["line-quiet"],
        "dataframeHeaderBackgroundColor": c["surface-quiet"],
        "dataframeHeaderTextColor": c["text"],
    }
    rows = [f'{key} = "{value}"' for key, value in pairs.items()]
    heads = ", ".join(f'"{LENGTHS[name]}"' for name in ("h1", "h2", "h3"))
    rows += [
        f"font = '{FONTS}'",
        f"baseFontSize = {ROOT_SIZES[0]}",
        f"headingFontSizes = [{heads}]",
        "headingFontWeights = [700, 700, 700]",
        "linkUnderline = true",
        "showWidgetBorder = true",
        "showSidebarBorder = true",
    ]
    return "\n".join(["[theme]", *rows])


def _targets() -> tuple[tuple[Path, str], ...]:
    """Each generated file with the text it should hold now."""
    config, sheet = ROOT / ".streamlit" / "config.toml", ASSETS / "hub.css"
    return (
        (config, _between(config.read_text("utf-8"), f"# {START}", theme_rows(), f"# {END}")),
        (
            sheet,
            _between(sheet.read_text("utf-8"), f"/* {START} */", css_variables(), f"/* {END} */"),
        ),
        (ASSETS / "words.ja.js", words_of_streamlit.script()),
    )


def _between(whole: str, start: str, middle: str, end: str) -> str:
    """The text with the part between the two marks replaced."""
    head, _, rest = whole.partition(start)
    _, _, tail = rest.partition(end)
    return f"{head}{start}\n{middle}\n{end}{tail}"


def stale() -> list[str]:
    """The generated files that differ from these values."""
    return [
        str(path.relative_to(ROOT))
        for path, text in _targets()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def write() -> None:
    """Write every generated file."""
    for path, text in _targets():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
