"""How much a race runs: the counts of the design in `hub bench races`, fewer in each test run."""

import os
from typing import Final

# Set by the option --whole for this process and for the workers that it starts.
WHOLE: Final = "WAZA_WHOLE_RACES"


def rounds(whole: int, part: int) -> int:
    """Rounds of this run."""
    return whole if os.environ.get(WHOLE) else part
