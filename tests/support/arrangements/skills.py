"""Arrangement of the vocabulary."""

from typing import Final

from hub.platform.db import Store
from tests.support.arrangements.case import Arrangement, Case, only
from tests.support.internship import SYSTEM
from tests.support.skills import few_skills


def _loaded(_store: Store) -> Case:
    return Case(SYSTEM, {"words": few_skills(), "note": "最初の版"}, only())


CASES: Final[dict[str, Arrangement]] = {"skills:vocabulary:load": _loaded}
