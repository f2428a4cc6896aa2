"""Where the guards of the subsidy room stand, and the same code asking through a gate.

A guard is a question whose answer refuses: may this person, which side, in which state, is there
money, is the amount right, did nobody else change it. While the files are read from disk, each
guard is wrapped in a call of its gate, by number. The gate notes when a guard refuses, and
can leave one guard out: it is asked as before, but its answer no longer counts.
"""

import ast
import builtins
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
ROOM: Final = ROOT / "hub" / "subsidy"
PACKAGE: Final = "hub.subsidy."
ACCESS: Final = "access.py"
# Not those that look at a rule sheet, a case file or a paper before there is a claim.
LEFT_OUT: Final = ("amounts", "cases", "sheets", "rulesheet", "papers", "templates")
# Calls that refuse by themselves; without them nothing is asked.
ASKING: Final = frozenset(
    {
        "take",
        "name_applicants",
        "follow",
        "_all_handled",
        "_same_amount",
        "use_up",
        "free_again",
        "refuse_other",
        "refuse_taken_number",
        "refuse_under_way",
        "require_fresh",
        "_refuse_below_advance",
    }
)
# What is raised when the program itself is wrong: no person can meet it.
FAULTS: Final = ("LookupError", "ValueError", "TypeError", "RuntimeError")
RAISED: Final = tuple(f"raise {name}" for name in FAULTS)
# Another guard always refuses first or after: why, by file and text. They are told apart.
DOUBLED: Final[dict[tuple[str, str], str]] = {
    ("service/ordering.py", "follow(states.ORDER, row.state, action)"): (
        "orders.advance follows the same table; here its answer only comes before the fields"
    ),
    ("reads/simulated.py", "access.may_work(ctx.actor)"): (
        "what a trial reads of other rooms is given to the hub alone too"
    ),
    ("reads/applicant.py", "not each.visits"): (
        "an engagement can be claimed only once a visit of it was paid"
    ),
}
GATE: Final = "guard_gate"
REFUSES, ASKS, HOLDS, KEEPS = "refuses", "asks", "holds", "keeps"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard by its number, where it stands, and how it is asked."""

    number: int
    file: str
    line: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        """Short name for a report."""
        return f"{self.file}:{self.line}: {self.text[:80]}"

    @property
    def is_seen_refusing(self) -> bool:
        """Whether the gate knows when it refuses; of the others only that they were asked."""
        return self.kind != KEEPS


class Gate:
    """Stands before every guard: notes who met it, and leaves out the one that is `gone`."""

    def __init__(self) -> None:
        """Begin with no guard and nothing noted."""
        self.guards: list[Guard] = []
        self.gone = -1
        self.test = ""
        self.met: dict[int, set[str]] = {}
        self.refused: dict[int, set[str]] = {}

    def add(self, file: str, node: ast.expr, kind: str) -> int:
        """Number a guard that was found."""
        number = len(self.guards)
        text = " ".join(ast.unparse(node).split())
        self.guards.append(Guard(number, file, node.lineno, kind, text))
        return number

    def refuses(self, number: int, answer: Any) -> Any:  # noqa: ANN401  whatever the guard answers
        """A question whose true answer refuses."""
        self._note(number, is_refusal=bool(answer))
        return None if number == self.gone else answer

    def holds(self, number: int, answer: Any) -> Any:  # noqa: ANN401  whatever the guard answers
        """A question whose false answer refuses."""
        self._note(number, is_refusal=not answer)
        return True if number == self.gone else answer

    def asks(self, number: int, call: Callable[[], object]) -> None:
        """A call that refuses by itself."""
        if number == self.gone:
            return
        try:
            call()
        except Exception:
            self._note(number, is_refusal=True)
            raise
        self._note(number, is_refusal=False)

    def keeps(self, number: int, condition: Any) -> Any:  # noqa: ANN401  a condition of a statement
        """A condition in a statement: nobody here knows what the database answers."""
        self._note(number, is_refusal=False)
        return True if number == self.gone else condition

    def _note(self, number: int, *, is_refusal: bool) -> None:
        if self.gone < 0 and self.test:
            self.met.setdefault(number, set()).add(self.test)
            if is_refusal:
                self.refused.setdefault(number, set()).add(self.test)

    def tests_of(self, guard: Guard, seconds: dict[str, float]) -> list[str]:
        """Tests that can tell: those in which it refused first, the quickest first.

        A question that refuses in no test is the same as no question. A call may do more than ask,
        so tests that only met it follow.
        """
        first = sorted(self.refused.get(guard.number, ()), key=seconds.__getitem__)
        if guard.kind in {REFUSES, HOLDS}:
            return first
        if guard.kind == KEEPS:
            first = sorted(self._swaps_of(guard.file), key=seconds.__getitem__)
        met = self.met.get(guard.number, set()) - set(first)
        return [*first, *sorted(met, key=seconds.__getitem__)]

    def _swaps_of(self, file: str) -> set[str]:
        """Tests in which a guarded statement of the file changed nothing."""
        swaps = [at.number for at in self.guards if at.file == file and "guarded(" in at.text]
        return {test for number in swaps for test in self.refused.get(number, ())}


class _Through(ast.NodeTransformer):
    """Wraps every guard of one file in a call of its gate."""

    def __init__(self, gate: Gate, file: str) -> None:
        self.gate, self.file = gate, file

    def visit_If(self, node: ast.If) -> ast.If:
        """`if …: raise`."""
        self.generic_visit(node)
        last = node.body[-1]
        if isinstance(last, ast.Raise) and not ast.unparse(last).startswith(RAISED):
            node.test = self._wrapped(node.test, REFUSES)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        """A call that stands alone: `require(ctx, …)`, `duties.take(…)`."""
        self.generic_visit(node)
        call = node.value
        if not isinstance(call, ast.Call):
            return node
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name == "require":
            call.args[1] = self._wrapped(call.args[1], REFUSES)
        elif name in ASKING:
            later = ast.Lambda(ast.arguments([], [], None, [], [], None, []), call)
            node.value = self._call(self.gate.add(self.file, call, ASKS), ASKS, later)
        elif ast.unparse(call.func) == "guards.append":
            call.args[0] = self._wrapped(call.args[0], KEEPS)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """`sa.update(…).where(row, guard)`: without the guard the row is changed in any case."""
        self.generic_visit(node)
        where = isinstance(node.func, ast.Attribute) and node.func.attr == "where"
        if where and "sa.update" in ast.unparse(node.func) and len(node.args) > 1:
            node.args[-1] = self._wrapped(node.args[-1], KEEPS)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.BoolOp:
        """Each part of `own = a and b and c` where access is told."""
        self.generic_visit(node)
        if self.file == ACCESS and isinstance(node.op, ast.And) and len(node.values) > 1:
            node.values = [self._wrapped(part, HOLDS) for part in node.values]
        return node

    def _wrapped(self, node: ast.expr, kind: str) -> ast.expr:
        return self._call(self.gate.add(self.file, node, kind), kind, node)

    def _call(self, number: int, kind: str, node: ast.expr) -> ast.expr:
        gate = ast.Attribute(ast.Name(GATE, ast.Load()), kind, ast.Load())
        return ast.Call(gate, [ast.Constant(number), node], [])


class _Loader(SourceFileLoader):
    """Loads a file of the room with its guards behind the gate; nothing is kept on disk."""

    def __init__(self, name: str, path: str, gate: Gate) -> None:
        super().__init__(name, path)
        self.gate = gate

    def get_code(self, fullname: str) -> CodeType:
        """Compile the file with the gate in it."""
        path = Path(self.get_filename(fullname))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        file = path.relative_to(ROOM).as_posix()
        wrapped = ast.fix_missing_locations(_Through(self.gate, file).visit(tree))
        return compile(wrapped, str(path), "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the modules of the room, and puts the gate into those that hold guards of a claim."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The same module, loaded through the gate."""
        part = fullname.removeprefix(PACKAGE)
        if part == fullname or part.split(".")[0] in LEFT_OUT:
            return None
        found = PathFinder.find_spec(fullname, path, target)
        if found is not None and found.origin is not None:
            locations = found.submodule_search_locations
            found.loader = _Loader(fullname, found.origin, self.gate)
            found.submodule_search_locations = locations
        return found


def behind_a_gate() -> Gate:
    """From now on the room is loaded with its guards behind a gate; before anything imports it."""
    loaded = [name for name in sys.modules if name.startswith(PACKAGE)]
    if loaded:
        raise RuntimeError(loaded)
    gate = Gate()
    setattr(builtins, GATE, gate)
    sys.meta_path.insert(0, _Finder(gate))
    return gate
