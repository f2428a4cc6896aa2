"""JSON bytes to plain values, stricter than the library and with line and column; no meaning."""

import json
import re
from typing import Final, NoReturn

from hub.internship.formats.faults import BadFile, shown, stop

MOST_BYTES: Final = 200 * 1024 * 1024
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TOKEN: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|-?Infinity|NaN|[^\s{}\[\],:"]+', re.DOTALL
)
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})


class _NotFinite(ValueError):
    """NaN or an infinity stood where a number belongs."""


class _Twice(ValueError):
    """A key stood twice in one object."""


def parse(data: bytes) -> object:
    """The value of a JSON file; anything doubtful is refused with its line and column."""
    text = decoded(data)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise _syntax(text, fault) from fault
    except (_NotFinite, _Twice) as fault:
        raise _located(text) from fault
    except RecursionError as fault:
        raise stop("too_deep") from fault
    except ValueError as fault:  # an integer of thousands of digits
        raise stop("long_number") from fault


def decoded(data: bytes) -> str:
    """UTF-8 text without a byte order mark, or a fault that names the place."""
    if len(data) > MOST_BYTES:
        raise stop("too_large", value=len(data), limit=MOST_BYTES)
    if data.startswith(_BOMS):
        raise stop("bom")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8")
        line, column = _place(before, len(before))
        code = "cp932" if _is_cp932(data) else "not_utf8"
        raise stop(code, line=line, column=column) from fault


def _is_cp932(data: bytes) -> bool:
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Twice
    return made


def _refuse_constant(_name: str) -> NoReturn:
    raise _NotFinite


def _syntax(text: str, fault: json.JSONDecodeError) -> BadFile:
    ended = fault.msg.startswith("Unterminated") or not text[fault.pos :].strip()
    code = "truncated" if ended and text.strip() else "not_json"
    return stop(code, line=fault.lineno, column=fault.colno)


def _located(text: str) -> BadFile:
    """The first doubled key or non-number, found by walking the tokens once more."""
    open_keys: list[set[str] | None] = []
    expects_key = False
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign in _CONSTANTS:
            line, column = _place(text, token.start())
            return stop("not_finite", line=line, column=column, value=sign)
        keys = open_keys[-1] if open_keys and expects_key and sign[0] == '"' else None
        if keys is not None:
            key = json.loads(sign, strict=False)
            if key in keys:
                line, column = _place(text, token.start())
                return stop("duplicate_key", line=line, column=column, value=shown(key))
            keys.add(key)
        elif sign in "{[":
            open_keys.append(set() if sign == "{" else None)
        elif sign in "}]":
            open_keys.pop()
        expects_key = sign in "{,"
    return stop("not_json", line=1, column=1)


def _place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position, both counted from 1."""
    start = text.rfind("\n", 0, position) + 1
    return text.count("\n", 0, position) + 1, position - start + 1
