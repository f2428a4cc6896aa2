"""Draws QR codes as SVG; the only door to segno, nothing is asked outside."""

import io
from typing import Final

import segno

LEVEL: Final = "m"


def svg(text: str) -> str:
    """The picture as SVG text: the same for the same text, with its white edge."""
    held = io.BytesIO()
    segno.make(text, error=LEVEL).save(held, kind="svg", scale=5, border=4, light="white")
    return held.getvalue().decode()


def data_uri(text: str) -> str:
    """The picture as the address of an image."""
    return str(segno.make(text, error=LEVEL).svg_data_uri(scale=5, border=4))
