"""The picture of a rotation round as plain shapes and texts; ``charts`` makes the figure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from unicodedata import east_asian_width

from hub.i18n import _
from pages.kit.tokens import CHART_FILLS, CHART_FONT_PX, COLOURS

_ROW_PX: Final = 46
_LEFT_PX: Final = 104
_TOP_PX: Final = 92
_BAR: Final = 0.76


class Bar(NamedTuple):
    """One stay of a row; kind is ``wish`` (1–2), ``later`` (from 3) or ``missing``."""

    period: int
    text: str
    kind: str = "wish"


class Lane(NamedTuple):
    """One person's row."""

    name: str
    bars: Sequence[Bar]


class Period(NamedTuple):
    """One column: its name and its first day in words."""

    name: str
    start: str


def layout(rows: Sequence[Lane], periods: Sequence[Period]) -> dict[str, Any]:
    """Everything that stands in the figure, as settings of its layout."""
    shapes, texts = _grid(len(rows), len(periods)), _heads(periods)
    for place, lane in enumerate(rows):
        texts.append(_text(lane.name, 0, place + 0.5, anchor="left", shift=-2 - _LEFT_PX))
        for bar in lane.bars:
            words = f"<b>{_safe(bar.text)}</b>" if bar.kind == "missing" else _safe(bar.text)
            shapes.append(_box(bar, place))
            texts.append(_text(words, bar.period + 0.5, place + 0.5, raw=True))
    for box, word in _key():
        shapes += box
        texts.append(word)
    return {
        "height": len(rows) * _ROW_PX + _TOP_PX + 4,
        "margin": {"l": _LEFT_PX, "r": 0, "t": _TOP_PX, "b": 4},
        "xaxis": {"range": [0, len(periods)], "visible": False, "fixedrange": True},
        "yaxis": {"range": [len(rows), 0], "visible": False, "fixedrange": True},
        "showlegend": False,
        "shapes": shapes,
        "annotations": texts,
    }


def _safe(text: str) -> str:
    """Plotly reads a little HTML in texts; people's text must not be read so."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(
    text: str, x: float, y: float, *, anchor: str = "center", shift: int = 0, raw: bool = False
) -> dict[str, object]:
    """A text without arrow at a place of the grid."""
    return {
        "text": text if raw else _safe(text),
        "x": x,
        "y": y,
        "xanchor": anchor,
        "yanchor": "middle",
        "xshift": shift,
        "showarrow": False,
        "align": anchor,
    }


def _grid(lanes: int, columns: int) -> list[Mapping[str, object]]:
    """Hairlines between rows and columns."""
    line = {"color": COLOURS["line-quiet"], "width": 1}
    flat = [
        {"type": "line", "x0": 0, "x1": columns, "y0": y, "y1": y, "line": line, "layer": "below"}
        for y in range(lanes + 1)
    ]
    upright = [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": lanes, "line": line, "layer": "below"}
        for x in range(columns + 1)
    ]
    return [*flat, *upright]


def _heads(periods: Sequence[Period]) -> list[Mapping[str, object]]:
    """The periods' names above their columns."""
    return [
        {
            **_text(
                f"<b>{_safe(period.name)}</b><br>{_safe(period.start)}", place + 0.5, 0, raw=True
            ),
            "yanchor": "bottom",
        }
        for place, period in enumerate(periods)
    ]


def _box(bar: Bar, place: int) -> dict[str, object]:
    """The bar itself; what is missing is dashed, so that colour is not alone."""
    fill = {"wish": CHART_FILLS[0], "later": COLOURS["surface"], "missing": CHART_FILLS[2]}
    missing = bar.kind == "missing"
    gap = (1 - _BAR) / 2
    return {
        "type": "rect",
        "x0": bar.period + 0.02,
        "x1": bar.period + 0.98,
        "y0": place + gap,
        "y1": place + 1 - gap,
        "fillcolor": fill[bar.kind],
        "line": {
            "color": COLOURS["text"],
            "width": 2 if missing else 1,
            "dash": "dash" if missing else "solid",
        },
    }


def _key() -> Iterator[tuple[list[Mapping[str, object]], Mapping[str, object]]]:
    """The key of the three fills, drawn in the figure so that its shades are the same."""
    left = -_LEFT_PX
    for kind, words in (
        ("wish", _("第1・2希望")),
        ("later", _("第3希望から")),
        ("missing", _("未配属")),
    ):
        yield [_key_box(kind, left)], _key_text(words, left + 32)
        left += 32 + _px(words) + 30
    yield [], _key_text(_("①②は希望の順"), left)


def _px(words: str) -> int:
    """About how wide the words stand: signs of Japanese are square, Latin ones a bit over half."""
    return sum(CHART_FONT_PX if east_asian_width(sign) in "WF" else 9 for sign in words)


def _key_box(kind: str, left: int) -> dict[str, object]:
    """One box of the key, 24 by 20 pixels, above the grid."""
    return {
        **_box(Bar(0, "", kind), 0),
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xref": "paper",
        "yref": "paper",
        "xanchor": 0,
        "yanchor": 1,
        "x0": left,
        "x1": left + 24,
        "y0": 66,
        "y1": 86,
    }


def _key_text(words: str, left: int) -> dict[str, object]:
    """One word of the key."""
    return {**_text(words, 0, 0, anchor="left", shift=left), "yshift": 76}
