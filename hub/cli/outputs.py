"""Writes answers of the command line so that no half file is ever seen."""

import os
import tempfile
from pathlib import Path
from typing import Final

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

NOT_WRITABLE: Final = Reason("cli.not_writable", N_("{file}：ここには書き込めません。"))


def check_writable(file: Path) -> None:
    """Refuse before the work; an existing file stays as it is."""
    try:
        if file.is_dir():
            raise IsADirectoryError(file)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}."):
            pass
    except OSError as fault:
        raise Refused(NOT_WRITABLE, file=file) from fault


def write(file: Path, data: bytes) -> None:
    """Write beside the old file first, then put it in its place."""
    place: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as made:
            place = Path(made.name)
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        place.chmod(0o644)
        place.replace(file)
    except OSError as fault:
        if place is not None:
            place.unlink(missing_ok=True)
        raise Refused(NOT_WRITABLE, file=file) from fault


def printable(text: str) -> str:
    """Half signs of a broken file are written out, so that any terminal can show them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
