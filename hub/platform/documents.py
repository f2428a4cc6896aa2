"""The only door to typst: values and a template become a PDF, the same bytes for the same input.

Source: design "Notices, letters, paper"; ADR 0012. Text of people is data and never markup.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import typst

from hub.platform import fonts
from hub.platform.commands import Fault

# Templates may read files below this folder and nothing else of the machine.
ROOT: Final = Path(__file__).resolve().parents[1]
STANDARD: Final = "ua-1"
# No clock goes into a paper: its date is one of its values (`issued`).
NO_TIME: Final = 0


class Missing(NamedTuple):
    """A character that cannot be printed, and the value it stands in, such as `to.name`."""

    field: str
    character: str


def render(template: Path, values: Mapping[str, object]) -> bytes:
    """Set a paper of ours as PDF/UA-1; called outside any transaction.

    `values` are texts, whole numbers, truth values, lists and mappings of them; a template reads
    them with `json(bytes(sys.inputs.values))` and names other templates by their path below `hub`.
    A template that typst warns about is a fault.
    """
    compiler = typst.Compiler(
        input=template.read_bytes(),
        root=ROOT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values, ensure_ascii=False, sort_keys=True)},
    )
    made, warnings = compiler.compile_with_warnings(
        format="pdf", pdf_standards=STANDARD, timestamp=NO_TIME
    )
    if warnings or not isinstance(made, bytes):
        msg = f"{template.name}: {'; '.join(warning.message for warning in warnings)}"
        raise Fault(msg)
    return made


def missing_glyphs(values: Mapping[str, object]) -> list[Missing]:
    """Every character that the font of our papers lacks, by field; empty means "may be issued"."""
    return [
        Missing(field, character)
        for field, text in _texts("", values)
        for character in fonts.unprintable(text)
    ]


def warm() -> None:
    """Read the fonts now, so that nobody's first paper waits for them."""
    _fonts()
    fonts.glyphs()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return the packaged font alone: a paper must not depend on the machine that sets it."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.folder()]
    )


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(f"{field}.{name}" if field else str(name), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _texts(f"{field}.{number}", inner)
