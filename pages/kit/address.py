"""Numbers of records in the address of a page; whatever else stands there names no record."""

from typing import Final

import streamlit as st

# What a database counts with; reading far longer numbers is a fault of the language.
MOST_DIGITS: Final = 18


def number(name: str) -> int:
    """Number of the record that the address names; 0, which is nobody's, when it names none."""
    return read_number(st.query_params.get(name, ""))


def read_number(typed: str) -> int:
    """A number of a record as it was typed, in any width; 0 for everything else."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0
