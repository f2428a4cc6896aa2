"""Rules of size, names and places of files."""

import ast
import re
from pathlib import Path
from typing import Final

from tests.architecture.tree import ALL, Source, functions, sources

BANNED_NAMES: Final = re.compile(
    r"^_?(utils?|common|helpers?|managers?|misc|part_?\d+)$|_(utils?|helpers?|managers?|part_?\d+)$"
)
FUNCTION_LINES: Final = 50
REASONED: Final = (
    (re.compile(r"#\s*noqa(?!\w)(?!: )"), "a bare noqa hides every rule"),
    (re.compile(r"#\s*noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s*(?:#|$)"), "noqa without a reason"),
    (re.compile(r"#\s*noqa: i18n\s*(?:#|$)"), "noqa: i18n without a reason"),
    (re.compile(r"#\s*type: ignore(?!\[)"), "a bare type: ignore hides every fault"),
    (re.compile(r"#\s*type: ignore\[[^\]]*\]\s*(?!\s*#\s*\S)"), "type: ignore without a reason"),
    (re.compile(r"#\s*pragma: no cover\s*$"), "no cover without a reason"),
)


def unreadable(root: Path) -> list[str]:
    """Every file is a Python file of the oldest Python that is promised."""
    found = []
    for source in sources(root, *ALL):
        try:
            ast.parse(source.text, feature_version=(3, 11))
        except SyntaxError as fault:
            found.append(f"{source.at(fault.lineno or 1)}: {fault.msg}")
    return found


def file_sizes(root: Path) -> list[str]:
    """A file at its ceiling hides a noun."""
    found = []
    for source in sources(root, *ALL):
        most = ceiling(source)
        if len(source.lines) > most:
            found.append(f"{source.rel}: {len(source.lines)} lines, at most {most}")
    return found


def ceiling(source: Source) -> int:
    """Most lines a file may have."""
    if source.rel == "streamlit_app.py":
        return 120
    if source.parts[0] in {"tests", "migrations"}:
        return 800
    if source.parts[0] == "pages" and source.parts[1] not in {"kit", "routes"}:
        return 200
    return 400


def function_sizes(root: Path) -> list[str]:
    """A function fits on a screen; a revision's list of tables is one step however long."""
    return [
        f"{source.at(node)}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"
        for source in sources(root, *ALL)
        if source.parts[0] != "migrations"
        for node in functions(source)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def banned_names(root: Path) -> list[str]:
    """A name says the noun; utils, common, helpers and manager say nothing."""
    found = set()
    for source in sources(root, *ALL):
        for part in source.parts:
            if BANNED_NAMES.search(part.removesuffix(".py")):
                found.add(f"{source.rel}: {part} says nothing about what lives here")
    return sorted(found)


def only_init_in_pages(root: Path) -> list[str]:
    """Streamlit publishes every file that lies directly in pages/, past all gates."""
    place = root / "pages"
    return [
        f"pages/{file.name}: only __init__.py may lie directly in pages/"
        for file in sorted(place.glob("*"))
        if file.is_file() and file.name != "__init__.py"
    ]


def packages_open_with_a_sentence(root: Path) -> list[str]:
    """Every module says in its first line what lives there."""
    return [
        f"{source.rel}: no sentence at the top says what lives here"
        for source in sources(root, *ALL)
        if not ast.get_docstring(source.tree)
    ]


def reasons_of_exceptions(root: Path) -> list[str]:
    """An exception to a tool's rule carries its reason on the line."""
    found = []
    for source in sources(root, *ALL):
        for number, line in enumerate(source.lines, start=1):
            if "#" not in line or source.rel.startswith("tests/architecture/"):
                continue
            found += [
                f"{source.at(number)}: {fault}"
                for pattern, fault in REASONED
                if pattern.search(line)
            ]
    return found
