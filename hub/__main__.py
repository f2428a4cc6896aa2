"""The command line of the product: `python -m hub ...`."""

import sys

import typer

from hub.cli import audit
from hub.cli.bench import PASS_ON, bench
from hub.cli.demo import demo
from hub.cli.ending import leave
from hub.cli.export import export
from hub.cli.init import init
from hub.cli.job import job
from hub.cli.match import match
from hub.cli.prepare import prepare
from hub.cli.schedule import BEGAN, process_began, schedule
from hub.cli.schedule_check import schedule_check
from hub.cli.schedule_seats import schedule_seats
from hub.cli.serve import migrate, serve
from hub.cli.subsidy_calc import subsidy_calc
from hub.cli.subsidy_check import subsidy_check
from hub.cli.user import app as user
from hub.cli.worker import worker
from hub.i18n import translated
from hub.kernel.errors import HubError
from hub.platform import logs

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("demo")(demo)
app.command("serve")(serve)
app.command("init")(init)
app.command("migrate")(migrate)
app.command("worker")(worker)
app.command("prepare")(prepare)
app.command("job", hidden=True)(job)
app.add_typer(audit.app, name="audit")
app.add_typer(user, name="user")
app.command("export")(export)
app.command("bench", context_settings=PASS_ON)(bench)
app.command("match")(match)
app.command("schedule")(schedule)
app.command("schedule-check")(schedule_check)
app.command("schedule-seats")(schedule_seats)
app.command("subsidy-calc")(subsidy_calc)
app.command("subsidy-check")(subsidy_check)


def main() -> None:
    """Run one command; a refusal is one line and exit code 2."""
    logs.CHANNEL.set("job" if sys.argv[1:2] == ["job"] else "cli")
    BEGAN.set(process_began())
    try:
        app()
    except HubError as refusal:
        typer.echo(translated(refusal.reason.text).format(**refusal.params), err=True)
        sys.exit(2)
    except SystemExit as end:
        leave(end.code)
        raise


if __name__ == "__main__":
    main()
