"""How a command's process ends while a search of the solver's library still goes on."""

import logging
import os
import sys
from contextlib import suppress

from hub.internship.solver.model import is_at_work


def leave(code: int | str | None) -> None:
    """End at once with this code where a search was left to itself; else nothing.

    A search that comes back while the interpreter goes down aborts the process, whatever has
    been done and written by then.
    """
    if not is_at_work():
        return
    with suppress(OSError):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
