"""Asks a virus scanner (clamd) on this machine about a file; the bytes go through a socket.

Source: design "Files", virus scan. No setting: nobody is asked, and the receipt says so. A scanner
that is set and does not answer lets nothing through.
"""

import socket
from enum import StrEnum
from typing import Final

SECONDS: Final = 30.0
PIECE: Final = 64 * 1024
LENGTH: Final = 4
MOST_ANSWER: Final = 4096
UNIX: Final = "unix:"


class Verdict(StrEnum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    AWAY = "away"
    NOBODY = "nobody"


def scan(address: str, body: bytes) -> Verdict:
    """Ask the scanner at `unix:/path` or `127.0.0.1:3310`; an empty address is nobody."""
    if not address:
        return Verdict.NOBODY
    try:
        answer = _asked(address, body)
    except OSError:
        return Verdict.AWAY
    if answer.endswith(b": OK"):
        return Verdict.CLEAN
    return Verdict.INFECTED if answer.endswith(b" FOUND") else Verdict.AWAY


def _asked(address: str, body: bytes) -> bytes:
    """Hand the bytes over in pieces (INSTREAM) and read the one line of the answer."""
    with _opened(address) as line:
        line.settimeout(SECONDS)
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(body), PIECE):
            piece = body[at : at + PIECE]
            line.sendall(len(piece).to_bytes(LENGTH) + piece)
        line.sendall((0).to_bytes(LENGTH))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < MOST_ANSWER:
            more = line.recv(MOST_ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n")


def _opened(address: str) -> socket.socket:
    if not address.startswith(UNIX):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), SECONDS)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(SECONDS)
        line.connect(address.removeprefix(UNIX))
    except OSError:
        line.close()
        raise
    return line
