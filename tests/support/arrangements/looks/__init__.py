"""Arrangements of reads, by scene; tests/registry asks every one of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tests.support.arrangements.looks.claims import claim_scene, inspected_scene
from tests.support.arrangements.looks.courses import course_scene
from tests.support.arrangements.looks.look import Scene
from tests.support.arrangements.looks.rounds import round_scene

SCENES: Final[Mapping[str, Scene]] = MappingProxyType(
    {
        "claim": claim_scene,
        "inspected": inspected_scene,
        "course": course_scene,
        "round": round_scene,
    }
)
