"""`hub demo`: fills an empty data folder with the demo, then serves it."""

import shutil
from typing import Annotated

import typer

from hub import wiring
from hub.cli.serve import Port, serve, stand_at
from hub.i18n import _
from hub.platform import clock, runtime, schema
from seed import demo as story


def demo(
    port: Port = 8501,
    reset: Annotated[bool, typer.Option(help="throw the demo data away first")] = False,  # noqa: FBT002  typer's way
    seed_only: Annotated[bool, typer.Option(help="do not serve")] = False,  # noqa: FBT002  typer's way
) -> None:
    """Seed on first start, print the demo accounts, serve."""
    stand_at(port)
    here = runtime.settings()
    if reset:
        runtime.forget()
        shutil.rmtree(here.data_dir, ignore_errors=True)
    store = runtime.store()
    schema.upgrade(store)
    wiring.bind()
    story.fill(store, clock.now())
    typer.echo(_("体験用の人（パスワードはいりません）："))
    for person in story.people():
        typer.echo(f"  {person.name}\t{person.says}")
    typer.echo(_("ブラウザーで開く：{address}").format(address=here.public_url))
    if not seed_only:
        serve(port)
