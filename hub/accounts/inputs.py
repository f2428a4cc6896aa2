"""Field types that the commands of this room share."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from hub.accounts import words
from hub.kernel.text import has_control, one_line
from hub.platform.commands import Wrong


def _clean(typed: str) -> str:
    if has_control(typed):
        raise Wrong(words.NAME_CONTROL)
    return one_line(typed)


Name = Annotated[str, AfterValidator(_clean), StringConstraints(min_length=1, max_length=80)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
