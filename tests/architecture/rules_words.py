"""Rules of visible text: every Japanese sentence is marked, every mark is plain."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.tree import MARKERS, Source, called, module_level, sources
from tools.strings import problems

JAPANESE: Final = re.compile(
    "[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
EXCUSED: Final = re.compile(r"#\s*noqa: i18n\s+\S")
PLAIN: Final = MARKERS | {"text", "sa.text", "literal_column", "sa.literal_column"}
TRANSLATES: Final = frozenset({"_", "n_", "p_"})
# The table of Streamlit's own words is a translation itself.
TABLES: Final = ("pages/kit/words_of_streamlit",)


def japanese_is_marked(root: Path) -> list[str]:
    """A sentence outside a marker is never shown in English."""
    found = []
    for source in sources(root, "hub", "pages", "streamlit_app.py"):
        if source.is_in(*TABLES):
            continue
        marked = _marked(source) | _docstrings(source)
        excused = _excused_lines(source)
        for node in source.nodes:
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) in marked or not JAPANESE.search(node.value):
                continue
            if not excused & set(range(node.lineno, (node.end_lineno or node.lineno) + 1)):
                found.append(f"{source.at(node)}: unmarked: {node.value[:30]!r}")
    return found


def _marked(source: Source) -> set[int]:
    return {
        id(inner)
        for node in source.nodes
        if isinstance(node, ast.Call) and called(node).split(".")[-1] in MARKERS
        for argument in node.args
        for inner in ast.walk(argument)
    }


def _docstrings(source: Source) -> set[int]:
    """Docstrings, and the strings that stand as a statement under a field."""
    return {
        id(node.value)
        for node in source.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _excused_lines(source: Source) -> set[int]:
    """Lines with `# noqa: i18n reason`; alone above a statement it covers the statement."""
    lines = {n for n, line in enumerate(source.lines, start=1) if EXCUSED.search(line)}
    above = {n + 1 for n in lines if source.lines[n - 1].lstrip().startswith("#")}
    for node in source.nodes:
        if isinstance(node, ast.stmt) and node.lineno in above:
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def marks_hold_plain_text(root: Path) -> list[str]:
    """No f-string, sum or format in a marker or in SQL text."""
    found = []
    for source in sources(root, "hub", "models", "pages", "seed", "streamlit_app.py"):
        for node in source.nodes:
            if not isinstance(node, ast.Call) or called(node) not in PLAIN | {
                f"kit.{m}" for m in MARKERS
            }:
                continue
            found += [
                f"{source.at(node)}: {called(node)}() takes plain text with named values"
                for argument in node.args
                if isinstance(argument, ast.JoinedStr | ast.BinOp) or _is_formatted(argument)
            ]
    return found


def _is_formatted(argument: ast.expr) -> bool:
    """Tell `"…".format(…)`, whatever stands before the dot."""
    function = argument.func if isinstance(argument, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "format"


def markers_hold_literals(root: Path) -> list[str]:
    """`_(variable)` cannot be extracted; stored msgids go through the edge of hub.i18n."""
    found = []
    for source in sources(root, "hub", "pages", "streamlit_app.py"):
        if source.is_in("hub/i18n"):
            continue
        found += [
            f"{source.at(node)}: {called(node)}() holds no literal"
            for node in source.nodes
            if isinstance(node, ast.Call)
            and called(node) in MARKERS
            and node.args
            and not isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp | ast.Call)
        ]
    return found


def nothing_translated_on_import(root: Path) -> list[str]:
    """`_()` at module level freezes the language of the first user; N_() marks."""
    return [
        f"{source.at(node)}: {called(node)}() on import; use N_ or NP_"
        for source in sources(root, "hub", "pages", "streamlit_app.py")
        for node in _run_on_import(source)
        if isinstance(node, ast.Call) and called(node) in TRANSLATES
    ]


def _run_on_import(source: Source) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = [
        node for node in module_level(source) if not isinstance(node, ast.If | ast.Try | ast.With)
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults]
            waiting += [default for default in node.args.kw_defaults if default]
        elif not isinstance(node, ast.Lambda):
            yield node
            waiting += list(ast.iter_child_nodes(node))


def catalogue_is_complete(root: Path) -> list[str]:
    """hub.po: nothing missing, stale, fuzzy or untranslated; the same placeholders."""
    return problems(root)
