"""Bytes to plain JSON values: UTF-8, no doubled keys, no number that is not whole; no meaning."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Final

from hub.subsidy.cases.faults import stop

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_DIGITS: Final = 18
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class NotWhole:
    """A number with a point or exponent, too many digits, or none at all, as it was written."""

    text: str

    def __str__(self) -> str:
        """As written."""
        return self.text


class JsonObject(dict[str, object]):
    """An object of the document that remembers keys written twice."""

    repeated: tuple[str, ...] = ()


def parse(data: bytes) -> object:
    """The document; faults of single values are left to the reader, who knows their place."""
    if len(data) > MOST_BYTES:
        raise stop("too_large", limit=MOST_BYTES)
    if data.startswith(_BOMS):
        raise stop("bom")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise stop("not_utf8") from fault
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=NotWhole,
            parse_int=_whole,
            parse_constant=NotWhole,
        )
    except json.JSONDecodeError as fault:
        raise stop("not_json", line=fault.lineno, column=fault.colno) from fault
    except RecursionError as fault:
        raise stop("too_deep") from fault


def _whole(text: str) -> int | NotWhole:
    return int(text) if len(text) <= MOST_DIGITS else NotWhole(text)


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    made = JsonObject(pairs)
    if len(made) != len(pairs):
        times = Counter(name for name, _value in pairs)
        made.repeated = tuple(name for name in made if times[name] > 1)
    return made
