"""Tables to read: real HTML tables with a caption; lists with acts are ``kit.rows``."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from hub.i18n import _
from pages.kit.keys import fresh
from pages.kit.plain import grey, plain


class Column(NamedTuple):
    """A column's heading; numbers stand right and name their unit in the heading."""

    heading: str
    right: bool = False


def table(
    rows: Sequence[Sequence[object]],
    columns: Sequence[Column | str],
    caption: str,
    *,
    show_caption: bool = True,
) -> None:
    """Draw the rows; an empty cell reads 「―」. At most five columns fit a page."""
    heads = [Column(entry) if isinstance(entry, str) else entry for entry in columns]
    right = "".join(f"-r{n}" for n, head in enumerate(heads, start=1) if head.right)
    cells = [[_cell(value) for value in entry] for entry in rows]
    with st.container(key=fresh(f"table{right}"), gap="xsmall"):
        if show_caption:
            st.markdown(grey(caption))
        st.table(
            pd.DataFrame(cells, columns=[plain(head.heading) for head in heads], dtype="object"),
            border="horizontal",
            hide_index=True,
            alt=caption,
        )


def _cell(value: object) -> str:
    """One value as literal text."""
    return _("―") if value is None or value == "" else str(plain(value))
