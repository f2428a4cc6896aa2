"""How much a race or a walk runs: all of the design with `--whole`, fewer in each test run."""

import os
from collections.abc import Sequence
from typing import Final

# Set by the option --whole for this process and for the workers that it starts.
WHOLE: Final = "WAZA_WHOLE_RACES"


def rounds(whole: int, part: int) -> int:
    """Rounds of this run."""
    return whole if os.environ.get(WHOLE) else part


def chosen(whole: Sequence[str], part: Sequence[str]) -> Sequence[str]:
    """Which cases this run takes."""
    return whole if os.environ.get(WHOLE) else part
