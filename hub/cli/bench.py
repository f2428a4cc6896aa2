"""`hub bench NAME`: runs one measurement of `tests/bench` as a process of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.i18n import _

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "tests" / "bench"
UNKNOWN: Final = 2
PASS_ON: Final = {"allow_extra_args": True, "ignore_unknown_options": True}

Name = Annotated[str, typer.Argument(help="pages, match, …")]


def bench(context: typer.Context, name: Name) -> None:
    """Run the named measurement; everything after the name is its own."""
    known = sorted(file.stem for file in FOLDER.glob("*.py") if _is_measurement(file))
    if name not in known:
        said = _("計測 {name} はありません。使える名前：{known}")
        typer.echo(said.format(name=name, known=", ".join(known)), err=True)
        raise typer.Exit(UNKNOWN)
    command = [sys.executable, "-m", f"tests.bench.{name}", *context.args]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603  our own interpreter
    raise typer.Exit(done.returncode)


def _is_measurement(file: Path) -> bool:
    """A measurement can be run as a program; builders beside it cannot."""
    return '__name__ == "__main__"' in file.read_text(encoding="utf-8")
