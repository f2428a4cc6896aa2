"""`hub user lost-device`: a way in for somebody of an office where two administrators lack."""

from typing import Annotated, Final

import typer

from hub import wiring
from hub.accounts import service
from hub.i18n import _
from hub.platform import clock, commands, runtime
from hub.platform.context import system_actor

SERVER: Final = system_actor("server")


def lost_device(
    login: Annotated[str, typer.Argument(help="sign-in number, such as W000001")],
) -> None:
    """Take out the second step of somebody of an office; print a code that works once."""
    wiring.bind()
    code, code_hash = service.new_code()
    done = commands.run(
        runtime.store(), service.rescue_step, actor=SERVER, now=clock.now(),
        once=commands.new_once(), raw={"login": login, "code_hash": code_hash},
    )  # fmt: skip
    typer.echo(_("二段階の確認の端末を外しました。ほかの管理者に知らせが出ます。"))
    typer.echo(_("利用者番号：{login}").format(login=done.login))
    typer.echo(_("手紙のコード：{code}").format(code=code))
    typer.echo(_("コードは1日だけ、1回だけ使えます。ここにしか出ません。"))


def about() -> None:
    """People and their ways in."""


app = typer.Typer(no_args_is_help=True, help="people and their ways in", callback=about)
app.command("lost-device")(lost_device)
