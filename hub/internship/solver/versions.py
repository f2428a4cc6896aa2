"""Which versions have made a plan; nothing else."""

import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Final

HUB_VERSION: Final = "0.1.0"


@cache
def versions() -> Mapping[str, str]:
    """The product and what it computes with."""
    return {
        "hub": HUB_VERSION,
        "python": platform.python_version(),
        "ortools": metadata.version("ortools"),
        "scipy": metadata.version("scipy"),
    }
