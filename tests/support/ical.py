"""A strict reader of iCalendar for tests; it shares nothing with the writer."""

import re
from dataclasses import dataclass
from typing import Final

NAME: Final = re.compile(r"[A-Z-]+")
ESCAPES: Final = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}
ONCE: Final = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY")


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its name, its parameters, its raw value."""

    name: str
    params: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as a text; an escape that no standard knows is an error."""
        found, signs = [], iter(self.value)
        for sign in signs:
            assert sign not in ";,", f"{self.name}: bare {sign!r}"
            found.append(ESCAPES[next(signs)] if sign == "\\" else sign)
        return "".join(found)


def lines(body: bytes) -> list[str]:
    """Unfold; every part has at most 75 octets, ends with CRLF and is whole UTF-8 by itself."""
    assert body.endswith(b"\r\n")
    parts = body[:-2].split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert not any(b"\r" in part or b"\n" in part for part in parts)
    found: list[str] = []
    for part in parts:
        text = part.decode()
        if text.startswith(" "):
            found[-1] += text[1:]
        else:
            found.append(text)
    return found


def properties(body: bytes) -> list[Property]:
    """Every line in its parts."""
    found = []
    for line in lines(body):
        head, colon, value = line.partition(":")
        assert colon, line
        name, *params = head.split(";")
        assert NAME.fullmatch(name), line
        pairs = dict(param.split("=", 1) for param in params)
        found.append(Property(name, pairs, value))
    return found


def events(body: bytes) -> list[dict[str, Property]]:
    """The events of a calendar; components must nest and every event must be whole."""
    found: list[dict[str, Property]] = []
    open_parts: list[str] = []
    for each in properties(body):
        if each.name == "BEGIN":
            open_parts.append(each.value)
            if each.value == "VEVENT":
                found.append({})
        elif each.name == "END":
            assert open_parts.pop() == each.value
        elif open_parts[-1] == "VEVENT":
            assert each.name not in found[-1], f"{each.name} twice"
            found[-1][each.name] = each
    assert open_parts == []
    for event in found:
        assert not set(ONCE) - event.keys()
    uids = [event["UID"].value for event in found]
    assert len(set(uids)) == len(uids)
    return found
