"""Reading a checkout as syntax trees: what every rule of this folder starts from."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = frozenset(
    {
        "accounts",
        "directory",
        "experts",
        "groups",
        "internship",
        "orders",
        "reporting",
        "skills",
        "subsidy",
        "training",
    }
)
CODE: Final = ("hub", "models", "pages", "seed", "streamlit_app.py")
ALL: Final = (*CODE, "migrations", "tests", "tools")
MARKERS: Final = frozenset({"_", "n_", "p_", "N_", "NP_"})


@dataclass(frozen=True)
class Source:
    """One Python file of the checkout."""

    root: Path
    path: Path
    text: str

    @cached_property
    def rel(self) -> str:
        """Path inside the checkout, with slashes."""
        return self.path.relative_to(self.root).as_posix()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Folders and file name."""
        return tuple(self.rel.split("/"))

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the file; the first has index 0."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """Syntax tree; a file that cannot be read is an empty one and fails `unreadable`."""
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return ast.Module(body=[], type_ignores=[])

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def module(self) -> str:
        """Dotted name."""
        dotted = self.rel.removesuffix(".py").replace("/", ".")
        return dotted.removesuffix(".__init__")

    def at(self, node: ast.AST | int) -> str:
        """Place of a node, clickable in most terminals."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.rel}:{line}"

    def is_in(self, *prefixes: str) -> bool:
        """Tell whether the file is one of, or lies under one of the prefixes."""
        return any(self.rel in {p, f"{p}.py"} or self.rel.startswith(f"{p}/") for p in prefixes)


def sources(root: Path, *folders: str) -> Iterator[Source]:
    """Python files under the named folders (or files) of a checkout, in order."""
    for folder in folders:
        place = root / folder
        files = [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                yield _source(root, file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4096)
def _source(root: Path, file: Path, _changed: int) -> Source:
    return Source(root, file, file.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a chain of names, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def called(node: ast.AST) -> str:
    """Dotted name of what a call calls, or of a decorator with or without arguments."""
    return dotted(node.func if isinstance(node, ast.Call) else node)


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every imported module, `from a import b` also as `a.b`."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones included."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def module_level(source: Source) -> Iterator[ast.stmt]:
    """Statements that run on import, also those inside if, try and with."""
    waiting: list[ast.stmt] = list(source.tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.If) and called(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.If) and re.match(r"__name__ ==", ast.unparse(node.test)):
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                waiting.extend(getattr(node, part, []))


def streamlit_names(source: Source) -> frozenset[str]:
    """Names under which the file knows Streamlit."""
    return frozenset(
        alias.asname or alias.name
        for node in source.nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] == "streamlit"
    )
