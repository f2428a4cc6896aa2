"""`hub schedule-seats`: where one more seat would help most, as JSON."""

import json
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.schedule import instance_of, published_of
from hub.internship.solver.marginal import seats_by_gain

Instance = Annotated[Path, typer.Argument(help="INSTANCE.json")]
Published = Annotated[Path | None, typer.Option(help="OLD_PLAN.json")]


def schedule_seats(instance: Instance, published: Published = None) -> None:
    """Every open programme and period with what one more seat lowers the bound by, best first."""
    given = instance_of(instance)
    old = None if published is None else published_of(published, given)
    rows = [
        {"programme": programme, "period": period, "gain": gain}
        for programme, period, gain in seats_by_gain(given, old.triples if old else frozenset())
    ]
    typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
