"""Plain values and arrays in one sealed file, written whole and read piece by piece.

For what can be made again from the database and only saves time: nothing is ever read that was cut,
changed, mixed from two files or sealed with other keys.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from hub.kernel.errors import Refused
from hub.platform.crypto import Keyring

Arrays = Mapping[str, npt.NDArray[Any]]
PIECE: Final = 1 << 24
SIZE: Final = 8
HEAD: Final = "head"
UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, Refused)


class Unreadable(ValueError):
    """The file is not whole, or not ours."""


def write(file: Path, keys: Keyring, purpose: str, told: object, arrays: Arrays) -> None:
    """Put the whole file in its place at once; `told` are plain JSON values."""
    begun = file.with_name(f"{file.name}.{os.getpid()}")
    stamp = os.urandom(16).hex()
    body = json.dumps(told, ensure_ascii=False).encode()
    head = {
        "stamp": stamp,
        "told": len(body),
        "arrays": [[name, one.dtype.str, one.shape] for name, one in arrays.items()],
    }
    try:
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            _put(out, keys.sealed_bytes(purpose, HEAD, json.dumps(head).encode()))
            for number, piece in enumerate(_pieces(body, arrays)):
                _put(out, keys.sealed_bytes(purpose, f"{stamp}/{number}", piece))
        begun.replace(file)
    except OSError:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
        raise


def read(file: Path, keys: Keyring, purpose: str) -> tuple[Any, dict[str, npt.NDArray[Any]]]:
    """The values and the arrays; `Unreadable` for anything but a whole file of ours."""
    try:
        with file.open("rb") as opened:
            return _read(opened, keys, purpose)
    except UNREADABLE as fault:
        raise Unreadable(str(fault)) from fault


def _read(
    opened: IO[bytes], keys: Keyring, purpose: str
) -> tuple[Any, dict[str, npt.NDArray[Any]]]:
    head = json.loads(keys.opened_bytes(purpose, HEAD, _get(opened)))
    number = 0

    def fill(whole: npt.NDArray[np.uint8]) -> None:
        nonlocal number
        for at in range(0, len(whole), PIECE):
            part = whole[at : at + PIECE]
            piece = keys.opened_bytes(purpose, f"{head['stamp']}/{number}", _get(opened))
            part[:] = np.frombuffer(piece, dtype=np.uint8)
            number += 1

    body = np.empty(head["told"], dtype=np.uint8)
    fill(body)
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, kind, shape in head["arrays"]:
        made = np.empty(shape, dtype=np.dtype(kind))
        if made.dtype.hasobject:
            msg = "not plain numbers"
            raise Unreadable(msg)
        fill(made.reshape(-1).view(np.uint8))
        arrays[name] = made
    return json.loads(body.tobytes()), arrays


def _pieces(body: bytes, arrays: Arrays) -> Iterator[bytes]:
    wholes = [np.frombuffer(body, dtype=np.uint8)]
    wholes += [np.ascontiguousarray(one).reshape(-1).view(np.uint8) for one in arrays.values()]
    for whole in wholes:
        for at in range(0, len(whole), PIECE):
            yield whole[at : at + PIECE].tobytes()


def _put(out: IO[bytes], sealed: bytes) -> None:
    out.write(len(sealed).to_bytes(SIZE, "big"))
    out.write(sealed)


def _get(opened: IO[bytes]) -> bytes:
    return opened.read(int.from_bytes(opened.read(SIZE), "big"))
