"""The process that opens a file of strangers: little time, little memory, then it is gone."""

import json
import resource
import sys
from typing import Final

from hub.kernel.errors import Invalid
from hub.platform.uploads import kinds
from models.vocab import FileKind

SECONDS: Final = 5
MEMORY: Final = 512 * 1024 * 1024
HEAVY: Final = 3


def main() -> int:
    """Name and wanted kinds in a line, then the bytes; the answer in the same form."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    wanted = frozenset(FileKind(word) for word in asked["kinds"])
    try:
        kind, kept = kinds.taken(asked["name"], body, wanted)
    except Invalid as wrong:
        told = [(each.field, each.reason.code, dict(each.params)) for each in wrong.problems]
        _answer({"problems": told}, b"")
    except (MemoryError, RecursionError):
        return HEAVY
    else:
        _answer({"kind": kind}, kept)
    return 0


def _answer(facts: dict[str, object], body: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + body)


if __name__ == "__main__":
    sys.exit(main())
