"""Rules of what the checkout needs from outside: packages, their lock, words of the Makefile."""

import re
import tomllib
from pathlib import Path
from typing import Final

NAME: Final = re.compile(r"^[A-Za-z0-9._-]+")
ROW: Final = re.compile(r"^\|\s*`([^`]+)`\s*\|\s*(.*?)\s*\|\s*$")
FOREIGN: Final = re.compile(r"://|^-|--(?:index|extra|find|trusted)")
MACHINE_PATHS: Final = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
TEXT_FILES: Final = ("*.md", "*.py", "*.toml", "*.lock", "*.yaml", "Makefile", ".ci/run")
SKIPPED: Final = frozenset({".git", ".venv", "var", "build", "dist", "screens", "bench-out"})


def canonical(requirement: str) -> str:
    """Name of a requirement in the form of the index."""
    match = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", match.group()).lower() if match else ""


def _wanted(root: Path) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    listed = [*project["dependencies"], *(row for rows in extras for row in rows)]
    return {canonical(row) for row in listed}


def dependencies_have_reasons(root: Path) -> list[str]:
    """docs/dependencies.md has one row with a reason per package of pyproject.toml, and no more."""
    rows: dict[str, str] = {}
    for line in (root / "docs/dependencies.md").read_text(encoding="utf-8").splitlines():
        if match := ROW.match(line):
            rows[canonical(match.group(1))] = match.group(2)
    wanted = _wanted(root)
    found = [f"docs/dependencies.md: no row for {name}" for name in sorted(wanted - rows.keys())]
    found += [f"docs/dependencies.md: {n} is not needed" for n in sorted(rows.keys() - wanted)]
    return found + [
        f"docs/dependencies.md: no reason for {n}" for n, why in rows.items() if not why
    ]


def lock_is_closed(root: Path) -> list[str]:
    """requirements.lock: every package of pyproject.toml, hashes on every row, no address."""
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked: dict[str, int] = {}
    found = []
    for number, line in enumerate(lines, start=1):
        if FOREIGN.search(line.strip()) and not line.strip().startswith("--hash="):
            found.append(f"requirements.lock:{number}: an address or an option: {line.strip()}")
        elif line and not line.startswith((" ", "#")):
            locked[canonical(line)] = number
            if not line.endswith("\\") or "==" not in line:
                found.append(f"requirements.lock:{number}: no version or no hash: {line}")
    missing = sorted(_wanted(root) - locked.keys())
    return found + [
        f"requirements.lock: {name} is missing; docs/dependencies.md says how to make it"
        for name in missing
    ]


def no_machine_paths(root: Path) -> list[str]:
    """The tree names no folder of anybody's machine."""
    found = []
    for pattern in TEXT_FILES:
        for file in sorted(root.rglob(pattern)):
            rel = file.relative_to(root)
            if SKIPPED & set(rel.parts) or rel.as_posix().startswith("tests/architecture/"):
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                if MACHINE_PATHS.search(line):
                    found.append(f"{rel}:{number}: names a folder of one machine")
    return found


def make_words_are_told(root: Path) -> list[str]:
    """Every word of the Makefile has a line of help; .ci/run says `make check test`."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"^([a-z-]+):[^\n]*## ", text, flags=re.MULTILINE))
    wanted = {
        "check",
        "demo-reset",
        "fix",
        "migration",
        "run",
        "screens",
        "strings",
        "test",
    }
    found = [f"Makefile: no line of help for {word}" for word in sorted(wanted - words)]
    if "make check test" not in (root / ".ci/run").read_text(encoding="utf-8"):
        found.append(".ci/run: does not say `make check test`")
    return found
