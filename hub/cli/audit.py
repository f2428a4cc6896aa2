"""`hub audit verify` and `hub audit anchor`: is the audit chain whole, where does it stand."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.i18n import _, translated
from hub.kernel.errors import HubError
from hub.kernel.text import N_
from hub.platform import clock, runtime
from hub.platform.anchors import FILE, OLDEST, Anchor, keep, read_anchors
from hub.platform.audit_check import Damage, Verdict, verify

BROKEN: Final = 1
NO_ANCHOR: Final = 2
SENTENCES: Final = {
    Damage.ALTERED: N_("記録 {seq} の内容が変えられています。"),
    Damage.MISSING: N_("記録 {seq} がありません。"),
    Damage.REORDERED: N_("記録 {seq} が前の記録とつながりません。"),
    Damage.INSERTED: N_("記録 {seq} があとから差し込まれています。"),
    Damage.TAIL_CUT: N_("記録 {seq} からあとが切り取られています。"),
    Damage.REBUILT: N_("記録 {seq} が、外の目印と違います。作り直されたおそれがあります。"),
}


def check(
    anchor: Annotated[Path | None, typer.Option(help="file of anchors kept elsewhere")] = None,
) -> None:
    """Exit 0 when the chain is whole, 1 when it is broken, 2 without a fresh anchor."""
    file = anchor or runtime.settings().anchor_dir / FILE
    marks = _anchors(file)
    with runtime.store().reading() as session:
        found = verify(session, marks)
    _say(found)
    if found.damage is not None:
        raise typer.Exit(BROKEN)
    _refuse_stale(file, marks, clock.now())


def mark() -> None:
    """Write a signed mark of where the chain stands now."""
    made = keep(runtime.store())
    if made is None:
        typer.echo(_("記録はまだありません。"))
        return
    typer.echo(_("記録 {seq} に目印を付けました。").format(seq=made.seq))


def _anchors(file: Path) -> list[Anchor]:
    if not file.is_file():
        return []
    try:
        return read_anchors(file)
    except HubError as refusal:
        typer.echo(translated(refusal.reason.text).format(**refusal.params), err=True)
        raise typer.Exit(BROKEN) from refusal


def _say(found: Verdict) -> None:
    if found.damage is None:
        typer.echo(_("記録 {rows} 件はすべてつながっています。").format(rows=found.rows))
    else:
        typer.echo(translated(SENTENCES[found.damage]).format(seq=found.seq), err=True)


def _refuse_stale(file: Path, marks: list[Anchor], now: datetime) -> None:
    """Without a fresh mark from outside, a cut tail or a rebuilt chain cannot be seen."""
    if not marks:
        typer.echo(
            _("外の目印（{file}）がありません。末尾の切り取りは見つけられません。").format(
                file=file
            ),
            err=True,
        )
        raise typer.Exit(NO_ANCHOR)
    if now - marks[-1].moment > OLDEST:
        typer.echo(_("外の目印が48時間より古いです。"), err=True)
        raise typer.Exit(NO_ANCHOR)


app = typer.Typer(no_args_is_help=True, help="the audit chain")
app.command("verify")(check)
app.command("anchor")(mark)
