"""Rules of the page folders and of what Streamlit tempts one to do."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.tree import (
    CODE,
    MARKERS,
    Source,
    called,
    dotted,
    functions,
    module_level,
    sources,
    streamlit_names,
)

NO_ROOMS: Final = frozenset({"kit", "routes"})
CALLS_ON_IMPORT: Final = MARKERS | {
    "MappingProxyType",
    "frozenset",
    "re.compile",
    "timedelta",
    "tuple",
}
MUTABLE_CALLS: Final = frozenset(
    {"bytearray", "Counter", "defaultdict", "deque", "dict", "list", "OrderedDict", "set"}
)
MAP_TYPES: Final = (
    "choropleth",
    "density_map",
    "scatter_geo",
    "scatter_map",
    "line_geo",
    "line_map",
)
# Word of Streamlit -> the one place it may stand in ("" for none), and why not elsewhere.
DANGERS: Final = {
    "cache_": ("pages/kit", "only in pages/kit, never with values of a person or role"),
    "components": ("", "bypasses the content security policy"),
    "download_button": ("", "leaves a media URL that answers without a cookie; use /files/{id}"),
    "html": ("pages/kit/theme", "only in pages/kit/theme.py, with constants"),
    "iframe": ("pages/kit/theme", "only in pages/kit/theme.py, with constants"),
    "map": ("", "fetches a map from a foreign host"),
    "pydeck_chart": ("", "fetches a map from a foreign host"),
}
TRANSACTIONS: Final = frozenset({"begin", "reading", "writing"})


def page_modules(root: Path) -> Iterator[tuple[str, Source]]:
    """Every page file with its room; `parts.py` holds what pages of one room share."""
    for source in sources(root, "pages"):
        if len(source.parts) > 2 and source.parts[1] not in NO_ROOMS:
            yield source.parts[1], source


def one_decorated_render(root: Path) -> list[str]:
    """One file, one page: the decorator line is menu and guard."""
    found = []
    for _, source in page_modules(root):
        if source.parts[-1] in {"__init__.py", "parts.py"} or source.parts[2] == "parts":
            continue
        renders = [
            node
            for node in source.tree.body
            if isinstance(node, ast.FunctionDef) and node.name == "render"
        ]
        guarded = [
            decorator
            for node in renders
            for decorator in node.decorator_list
            if called(decorator) in {"page", "kit.page"} and isinstance(decorator, ast.Call)
        ]
        if len(renders) != 1 or len(guarded) != 1:
            found.append(f"{source.rel}: needs one `render` under one `@kit.page(...)`")
    return found


def every_page_is_listed(root: Path) -> list[str]:
    """A page stands in the PAGES of its room once; a page outside the menu has no guard row."""
    found = []
    for place in sorted(p for p in (root / "pages").glob("*") if p.is_dir()):
        if place.name in NO_ROOMS or place.name == "__pycache__":
            continue
        pages = {
            source.path.stem
            for room, source in page_modules(root)
            if room == place.name
            and source.parts[2] != "parts"
            and source.path.stem not in {"__init__", "parts"}
        }
        listed = _listed(root, place.name)
        found += [f"pages/{place.name}/{p}.py: not in PAGES" for p in sorted(pages - set(listed))]
        found += [
            f"pages/{place.name}/__init__.py: {name} stands in PAGES more than once or is no page"
            for name in sorted(set(listed))
            if listed.count(name) > 1 or name not in pages
        ]
    return found


def _listed(root: Path, room: str) -> list[str]:
    names: dict[str, str] = {}
    listed: list[str] = []
    for source in sources(root, f"pages/{room}/__init__.py"):
        for node in source.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    own = node.module.removeprefix(f"pages.{room}").strip(".")
                    names[alias.asname or alias.name] = own or alias.name
            target, value = _assigned(node)
            if target == "PAGES" and isinstance(value, ast.Tuple):
                for entry in value.elts:
                    name = dotted(entry).removesuffix(".render")
                    listed.append(names.get(name, name))
    return listed


def _assigned(node: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return dotted(node.targets[0]), node.value
    if isinstance(node, ast.AnnAssign):
        return dotted(node.target), node.value
    return "", None


def nothing_called_on_import(root: Path) -> list[str]:
    """A page file may mark texts and freeze tables on import, nothing else."""
    found = []
    for _, source in page_modules(root):
        for node in module_level(source):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try):
                found.append(f"{source.at(node)}: a page runs nothing on import")
                continue
            found += [
                f"{source.at(call)}: {called(call)}() is called on import"
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and called(call) not in CALLS_ON_IMPORT
            ]
    return found


def no_shared_mutable_values(root: Path) -> list[str]:
    """A module-level value is shared by all users; constants are UPPER_CASE and Final."""
    found = []
    for source in sources(root, "hub", "pages", "streamlit_app.py"):
        for node in module_level(source):
            name, value = _assigned(node)
            if value is None or not _is_mutable(value) or name == "__all__":
                continue
            final = isinstance(node, ast.AnnAssign) and "Final" in ast.unparse(node.annotation)
            if not (final and name.lstrip("_").isupper()):
                found.append(f"{source.at(node)}: {name} is mutable and shared by all users")
    return found


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return called(value).split(".")[-1] in MUTABLE_CALLS
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return isinstance(value, displays)


def streamlit_dangers(root: Path) -> list[str]:
    """Caches, markup, downloads, maps and remote icons only where one file answers for them."""
    found = []
    for source in sources(root, *CODE):
        names = streamlit_names(source)
        for node in source.nodes:
            fault = _danger(source, node, names)
            if fault:
                found.append(f"{source.at(node)}: {fault}")
    return found


def _danger(source: Source, node: ast.AST, names: frozenset[str]) -> str:
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
        return _import_danger(node)
    if isinstance(node, ast.keyword):
        return _keyword_danger(source, node)
    if not isinstance(node, ast.Attribute):
        return ""
    if node.attr.startswith(MAP_TYPES):
        return f"{node.attr} fetches a map from a foreign host"
    if dotted(node.value) not in names:
        return ""
    word = "cache_" if node.attr.startswith("cache_") else node.attr
    home, why = DANGERS.get(word, ("", ""))
    return f"st.{node.attr} {why}" if why and not (home and source.is_in(home)) else ""


def _import_danger(node: ast.ImportFrom) -> str:
    names = {alias.name for alias in node.names} | {(node.module or "").split(".")[-1]}
    hit = sorted(name for name in names if name in DANGERS or name.startswith("cache_"))
    return f"from streamlit import {', '.join(hit)}: write st.…" if hit else ""


def _keyword_danger(source: Source, node: ast.keyword) -> str:
    if node.arg == "unsafe_allow_html" and not source.is_in("pages/kit/theme"):
        return "unsafe_allow_html only in pages/kit/theme.py"
    remote = isinstance(node.value, ast.Constant) and str(node.value.value).startswith(":material/")
    if node.arg == "page_icon" and remote:
        return "a :material/ page icon is fetched from a foreign host"
    return ""


def no_streamlit_under_a_transaction(root: Path) -> list[str]:
    """st.rerun and st.stop roll an open transaction back without a word."""
    found = []
    for source in sources(root, *CODE):
        names = streamlit_names(source) | {"st", "kit"}
        for node in source.nodes:
            if not isinstance(node, ast.With | ast.AsyncWith) or not _opens_transaction(node):
                continue
            inner = (part for statement in node.body for part in ast.walk(statement))
            found += [
                f"{source.at(name)}: {name.id} under an open transaction"
                for name in inner
                if isinstance(name, ast.Name) and name.id in names
            ]
    return found


def _opens_transaction(node: ast.With | ast.AsyncWith) -> bool:
    return any(called(item.context_expr).split(".")[-1] in TRANSACTIONS for item in node.items)


def session_keys_name_their_room(root: Path) -> list[str]:
    """Two rooms never meet in one key of the session state."""
    found = []
    for room, source in page_modules(root):
        for node, key in _session_keys(source):
            if not key.startswith((f"{room}.", f"{room}_")):
                found.append(f"{source.at(node)}: session key {key!r} must start with {room}.")
    return found


def _session_keys(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Subscript) and dotted(node.value).endswith("session_state"):
            yield node, _literal_start(node.slice)
        elif isinstance(node, ast.Attribute) and dotted(node.value).endswith(".session_state"):
            if node.attr not in {"get", "pop", "setdefault", "update", "keys", "items"}:
                yield node, node.attr
        elif isinstance(node, ast.Call):
            owner = dotted(getattr(node.func, "value", node))
            if owner.endswith("session_state") and node.args:
                yield node, _literal_start(node.args[0])
            for keyword in node.keywords:
                if keyword.arg == "key" and called(node).split(".")[0] in {"st", "kit"}:
                    yield node, _literal_start(keyword.value)


def _literal_start(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return _literal_start(node.values[0]) if node.values else ""
    return str(node.value) if isinstance(node, ast.Constant) else ""


def state_moves_by_advance(root: Path) -> list[str]:
    """One function per room writes the state column, so that no path skips the table."""
    found = []
    for source in sources(root, "hub", "pages", "seed"):
        allowed = {
            id(inner)
            for function in functions(source)
            if function.name == "advance"
            for inner in ast.walk(function)
        }
        found += [
            f"{source.at(node)}: .state is written outside `advance`"
            for node in source.nodes
            if id(node) not in allowed and _writes_state(source, node)
        ]
    return found


def _writes_state(source: Source, node: ast.AST) -> bool:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and called(node) == "setattr" and len(node.args) > 1:
        return _literal_start(node.args[1]) == "state"
    elif isinstance(node, ast.Call) and not source.is_in("hub/platform"):
        values = isinstance(node.func, ast.Attribute) and node.func.attr == "values"
        return values and any(keyword.arg == "state" for keyword in node.keywords)
    return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)


def first_values_by_seed(root: Path) -> list[str]:
    """A first value set once is lost when a run is cut short; `widgets.seed` gives it again."""
    found = []
    for _room, source in page_modules(root):
        for node in source.nodes:
            if not isinstance(node, ast.Call) or not called(node).endswith("state.setdefault"):
                continue
            if not (isinstance(node.args[-1], ast.List) and not node.args[-1].elts):
                found.append(f"{source.at(node)}: use widgets.seed for the first value of a widget")
    return found
