"""`hub subsidy-check`: claims, money, deadlines and sides recomputed from what was written."""

from typing import Final

import typer

from hub.cli.outputs import printable
from hub.i18n import _, translated
from hub.platform import clock, runtime
from hub.platform.context import Ctx, system_actor
from hub.subsidy.recheck import Checked, Difference, everything

DIFFERENT: Final = 1
CLI: Final = system_actor("cli")


def subsidy_check() -> None:
    """Exit 0 when all is as recomputed, 1 with a line for each difference."""
    with runtime.store().reading() as session:
        found = everything(Ctx(session, CLI, clock.now()))
    for difference in found.differences:
        typer.echo(printable(said(difference)), err=True)
    typer.echo(summary(found))
    if found.differences:
        raise typer.Exit(DIFFERENT)


def said(difference: Difference) -> str:
    """One difference as a sentence."""
    words = _("{where}：{what}が記録と合いません（いま {stored}、記録から {found}）。")
    return words.format(
        where=difference.where,
        what=translated(difference.what),
        stored=difference.stored,
        found=difference.found or "-",
    )


def summary(found: Checked) -> str:
    """How much was looked at."""
    words = _("申請{claims}件、予算{lines}件を確かめました。合わない所は{count}件です。")
    return words.format(claims=found.claims, lines=found.lines, count=len(found.differences))
