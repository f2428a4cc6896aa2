"""`hub schedule`: one round file in, one plan file out."""

import dataclasses
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import Annotated, Final

import typer

from hub.i18n import _, translated
from hub.internship.formats.faults import BadFile, Faults
from hub.internship.formats.published import read_published, warn_about_foreign
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import plan_to_json, stage_fields
from hub.internship.instance import Instance as Round
from hub.internship.instance import Triple
from hub.internship.plan import Plan, StageRow
from hub.internship.plan import Published as OldPlan
from hub.internship.solver.deferred import Bar, bar_of
from hub.internship.solver.pins import Conflict, InfeasiblePins
from hub.internship.solver.run import solve, solve_deferred
from hub.kernel.errors import FieldProblem
from hub.kernel.text import N_

BAD_INPUT: Final = 2
INFEASIBLE: Final = 3
INFEASIBLE_FORMAT: Final = "hub-rotation-infeasible/1"
STDOUT: Final = 1  # the number, below what Python knows
STARTTIME: Final = 19  # of the fields after the name, in ticks since the system began
ANSWER: Final = 3  # so many times as long as the reading take the reasons and the writing
STOPPING: Final = (signal.SIGINT, signal.SIGTERM)

BARS: Final = {
    Bar.ROTATIONS: N_("1人が行く回数が1回ではありません。"),
    Bar.COHORT: N_("開催に必要な人数が2人以上のプログラムがあります。"),
    Bar.PINS: N_("固定した配属があります。"),
    Bar.ORDER: N_("受け入れの順番が決まったプログラムがあります。"),
}

# Who waits counts the start of the process and the reading of the files too.
BEGAN: Final = ContextVar[float | None]("BEGAN", default=None)

Instance = Annotated[Path, typer.Argument(help="INSTANCE.json")]
Out = Annotated[Path, typer.Option(help="PLAN.json")]
Seconds = Annotated[float, typer.Option(min=0, help="from the start to the written plan")]
Published = Annotated[Path | None, typer.Option(help="OLD_PLAN.json")]
Deferred = Annotated[bool, typer.Option(help="deferred acceptance instead of the best plan")]
Progress = Annotated[bool, typer.Option(help="one stage row per line on stderr")]


def schedule(
    instance: Instance,
    out: Out,
    seconds: Seconds = 60,
    published: Published = None,
    progress: Progress = False,  # noqa: FBT002  typer's way
    deferred: Deferred = False,  # noqa: FBT002  typer's way
) -> None:
    """Exit 0 with the plan written, 2 on bad input, 3 when the pins cannot stand together."""
    _check_writable(out)
    with _signals() as stopped:
        reads = time.perf_counter()
        given = instance_of(instance)
        old = None if published is None else published_of(published, given)
        if deferred:
            _write(out, plan_to_json(_deferred_plan(given)))
            return
        try:
            with _quiet():
                plan = solve(
                    given,
                    seconds=left_of(seconds, reads),
                    published=old,
                    on_stage=_show_stage if progress else None,
                    should_stop=lambda: bool(stopped),
                )
        except InfeasiblePins as refusal:
            _write(out.with_name(f"{out.name}.infeasible.json"), _rule_set(given, refusal))
            for conflict in refusal.conflicts:
                typer.echo(_printable(sentence(conflict)), err=True)
            raise typer.Exit(INFEASIBLE) from refusal
        _write(out, plan_to_json(plan))


def left_of(seconds: float, reads: float) -> float:
    """What remains for the search after a reading that began then, with time left to answer."""
    now = time.perf_counter()
    return max(0.0, seconds - ANSWER * (now - reads) - (now - (BEGAN.get() or reads)))


def process_began() -> float:
    """When the process began, by `perf_counter`; where the system does not say, now."""
    now = time.perf_counter()
    try:
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks = int(fields[STARTTIME])
    except (OSError, ValueError, IndexError):
        return now
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    return now - max(age, 0.0)


def _deferred_plan(given: Round) -> Plan:
    """Refuses where the mechanism has no meaning; tells how many pairs block the plan."""
    bar = bar_of(given)
    if bar is not None:
        typer.echo(
            _("この募集では使えません：{reason}").format(reason=translated(BARS[bar])), err=True
        )
        raise typer.Exit(BAD_INPUT)
    plan, blocking = solve_deferred(given)
    typer.echo(_("計画より互いを望む組：{count} 組").format(count=blocking), err=True)
    return plan


def sentence(conflict: Conflict) -> str:
    """One member of a rule set in words."""
    pin = conflict.pin
    if pin is not None:
        said = _("固定：{student} さん→{programme}、{period}").format(**dataclasses.asdict(pin))
        return said if conflict.why is None else f"{said} ({conflict.why.value})"
    if conflict.programme is None:
        return _("規則 {rule}").format(rule=conflict.rule.value)
    return _("規則 {rule}：{programme}、{period}").format(
        rule=conflict.rule.value, programme=conflict.programme, period=conflict.period
    )


@contextmanager
def _signals() -> Iterator[list[int]]:
    """Collect the signals that ask for an end: what comes while a file is read counts too."""
    stopped: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    before = {number: signal.signal(number, note) for number in STOPPING}
    try:
        yield stopped
    finally:
        for number, action in before.items():
            signal.signal(number, action)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the solver's library prints by itself off the terminal."""
    sys.stdout.flush()
    kept = os.dup(STDOUT)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), STDOUT)
    try:
        yield
    finally:
        os.dup2(kept, STDOUT)
        os.close(kept)


def _check_writable(out: Path) -> None:
    """Refuse before solving; an existing file stays as it is."""
    try:
        if out.is_dir():
            raise IsADirectoryError(out)
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}."):
            pass
    except OSError as fault:
        _refuse(_("{file}：ここには書き込めません。").format(file=out), fault)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        _refuse(_("{file}：ファイルを開けません。").format(file=file), fault)
    return b""


def _refuse(said: str, fault: Exception) -> None:
    typer.echo(_printable(said), err=True)
    raise typer.Exit(BAD_INPUT) from fault


def instance_of(file: Path) -> Round:
    """The round in a file; every fault is told, then the command ends."""
    warnings = Faults()
    try:
        given = read_instance(_bytes_of(file), warnings)
    except BadFile as refusal:
        _say(file, list(refusal.problems))
        _refuse(_("誤りは全部で {count} 件です。").format(count=refusal.total), refusal)
        raise
    _say(file, warnings.shown)
    return given


def published_of(file: Path, given: Round) -> OldPlan:
    """An earlier plan, likewise; what it names and the round does not know is told."""
    warnings = Faults()
    try:
        old = read_published(_bytes_of(file))
    except BadFile as refusal:
        _say(file, list(refusal.problems))
        _refuse(_("誤りは全部で {count} 件です。").format(count=refusal.total), refusal)
        raise
    warn_about_foreign(given, old, warnings)
    _say(file, warnings.shown)
    return old


def _say(file: Path, problems: list[FieldProblem]) -> None:
    for problem in problems:
        said = translated(problem.reason.text).format(**problem.params)
        typer.echo(_printable(f"{file}: {problem.field}: {said}"), err=True)


def _show_stage(row: StageRow, _placements: tuple[Triple, ...]) -> None:
    typer.echo(json.dumps(stage_fields(row)), err=True)


def _rule_set(given: Round, refusal: InfeasiblePins) -> bytes:
    rows = []
    for conflict in refusal.conflicts:
        row = {name: value for name, value in _members(conflict).items() if value is not None}
        rows.append({**row, "text": sentence(conflict)})
    written = {
        "format": INFEASIBLE_FORMAT,
        "rules": rows,
        "input_sha256": given.sha256,
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def _members(conflict: Conflict) -> dict[str, object]:
    return {
        "rule": conflict.rule.value,
        "pin": None if conflict.pin is None else dataclasses.asdict(conflict.pin),
        "programme": conflict.programme,
        "period": conflict.period,
        "reason": None if conflict.why is None else conflict.why.value,
    }


def _write(file: Path, data: bytes) -> None:
    """Beside the old file first, then in its place, so that no half file is ever seen."""
    place: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as made:
            place = Path(made.name)
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        place.chmod(0o644)
        place.replace(file)
    except OSError as fault:
        if place is not None:
            place.unlink(missing_ok=True)
        _refuse(_("{file}：ここには書き込めません。").format(file=file), fault)


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
