"""The frozen round and the places of a plan, as objects; read once, however often they are shown.

Texts of a plan never change once they are kept, so the objects stay in memory for the plans that
were looked at last: a page asks for them at every press.
"""

import json
from functools import lru_cache
from typing import Any, Final

from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.instance import Instance, Triple
from models.internship import Scenario

ROUNDS: Final = 2
PLANS: Final = 4


def round_in(row: Scenario) -> Instance:
    """The round as it was frozen for a plan."""
    return _round(row.instance)


def places_in(row: Scenario) -> frozenset[Triple]:
    """Places of a plan; none before its first stage."""
    return _places(row.plan) if row.plan else frozenset()


def document_in(row: Scenario) -> dict[str, Any]:
    """The plan as it was kept, empty before the first stage; nobody changes it."""
    return _document(row.plan) if row.plan else {}


@lru_cache(maxsize=ROUNDS)
def _round(text: str) -> Instance:
    return read_instance(text.encode())


@lru_cache(maxsize=PLANS)
def _places(text: str) -> frozenset[Triple]:
    return read_published(text.encode()).triples


@lru_cache(maxsize=PLANS)
def _document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found
