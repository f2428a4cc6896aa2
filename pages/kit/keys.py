"""Keys of boxes that pages do not name themselves."""

import re
from itertools import count

from streamlit.runtime.scriptrunner import get_script_run_ctx


def fresh(kind: str) -> str:
    """``fact-0``, ``fact-1``, …: the next key of a kind that this run has not used yet."""
    context = get_script_run_ctx()
    names = (f"{kind}-{number}" for number in count())
    if context is None:
        return next(names)
    used = context.shared.widget_user_keys_this_run
    return next(name for name in names if name not in used)


def as_class(name: str) -> str:
    """The name as Streamlit writes it into the class ``st-key-…``."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", name)
