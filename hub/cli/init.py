"""`hub init`: opens an empty ward and writes the letter of its first administrator."""

from typing import Annotated

import typer

from hub import wiring
from hub.cli.serve import serve, stand_at
from hub.i18n import _
from hub.platform import clock, runtime, schema
from seed import wards


def init(
    ward: Annotated[str, typer.Option(help="area code, 13101 to 13123")] = "13111",
    name: Annotated[str, typer.Option(help="name of the administrator")] = "",
    kana: Annotated[str, typer.Option(help="its reading")] = "",
    letter: Annotated[bool, typer.Option(help="a new letter, though there is one")] = False,  # noqa: FBT002  typer's way
    port: Annotated[int, typer.Option(help="serve on this loopback port")] = 0,
) -> None:
    """Make the ward and its administrator once; print number and code of the letter."""
    if port:
        stand_at(port)
    store = runtime.store()
    schema.upgrade(store)
    wiring.bind()
    now = clock.now()
    found = wards.open_ward(
        store, now, ward, name or _("最初の管理者"), kana or name or _("サイショノカンリシャ")
    )
    if found.is_new or letter:
        login, code = wards.letter(store, now, found.person_id)
        typer.echo(_("管理者への手紙です。14日間、1回だけ使えます。"))
        typer.echo(_("利用者番号：{login}").format(login=login))
        typer.echo(_("手紙のコード：{code}").format(code=code))
    else:
        typer.echo(_("もう管理者がいます。新しい手紙は --letter で作れます。"))
    typer.echo(_("ブラウザーで開く：{address}").format(address=runtime.settings().public_url))
    if port:
        serve(port)
