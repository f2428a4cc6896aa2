"""The message catalogue: extract marked texts, update hub.po, say where the two differ.

python -m tools.strings          update locale/en/LC_MESSAGES/hub.po
python -m tools.strings --check  say what is missing, stale, fuzzy or untranslated; change nothing
"""

import sys
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

KEYWORDS: Final = {
    "_": None,
    "N_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
METHODS: Final = (("**.py", "python"), ("**.html", "jinja2"))
FOLDERS: Final = ("hub", "pages", "seed")
PO: Final = Path("locale/en/LC_MESSAGES/hub.po")

Key = tuple[str | None, str]


def extracted(root: Path) -> Catalog:
    """Catalogue of every marked text of the code, with the files it stands in."""
    found = Catalog(project="waza-hub", charset="utf-8")
    for folder in FOLDERS:
        rows = extract_from_dir(
            root / folder,
            method_map=list(METHODS),
            keywords=KEYWORDS,
            strip_comment_tags=True,
        )
        # The order of a folder's files differs from machine to machine.
        for file, line, message, comments, context in sorted(rows, key=lambda row: row[:2]):
            found.add(message, None, [(f"{folder}/{file}", line)], (), comments, context=context)
    entry = root / "streamlit_app.py"
    if entry.exists():
        for line, message, comments, context in extract_from_file(
            "python",
            entry,
            keywords=KEYWORDS,
        ):
            found.add(message, None, [(entry.name, line)], (), comments, context=context)
    return found


def stored(root: Path) -> Catalog:
    """Read hub.po as it is; an absent file is an empty catalogue."""
    file = root / PO
    if not file.exists():
        return Catalog(locale="en", charset="utf-8")
    with file.open("rb") as opened:
        return read_po(opened, locale="en", abort_invalid=True)


def problems(root: Path) -> list[str]:
    """Everything that keeps hub.po from being complete, one line each."""
    try:
        catalogue = stored(root)
    except ValueError as fault:
        return [f"{PO}: cannot be read: {fault}"]
    wanted = {_key(row): row for row in extracted(root) if row.id}
    present = {_key(row): row for row in catalogue if row.id}
    lines = [
        f"{_places(wanted[key])}: not in hub.po: {_show(key)}" for key in wanted.keys() - present
    ]
    lines += [
        f"{PO}: stale, no longer in the code: {_show(key)}" for key in present.keys() - wanted
    ]
    lines += [f"{PO}: obsolete row: {_show(_key(row))}" for row in catalogue.obsolete.values()]
    for key, row in present.items():
        lines += [f"{PO}: {fault}: {_show(key)}" for fault in _faults(row)]
    return sorted(lines)


def update(root: Path) -> str:
    """Bring hub.po in step with the code; new rows stay empty, stale rows leave."""
    catalogue = stored(root)
    before = {_key(row) for row in catalogue if row.id}
    template = extracted(root)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# English of Waza Hub; the Japanese source text is the msgid."
    catalogue.fuzzy = False
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=True)
    head = (
        f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n'
        '"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    file = root / PO
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(head + text.getvalue().decode("utf-8").lstrip("\n"), encoding="utf-8")
    after = {_key(row) for row in catalogue if row.id}
    empty = sum(1 for row in catalogue if row.id and not _translated(row))
    return (
        f"{len(after)} texts: {len(after - before)} new, {len(before - after)} left, "
        f"{empty} without English"
    )


def _faults(row: Message) -> list[str]:
    faults = []
    if row.fuzzy:
        faults.append("fuzzy")
    if not _translated(row):
        return [*faults, "no English"]
    if isinstance(row.id, tuple):
        names = _names(row.id[1])
        forms = _forms(row)
        one, many = _names(forms[0]), _names(forms[-1])
        same = many == names and one <= names
    else:
        same = _names(str(row.id)) == _names(str(row.string))
    if not same:
        faults.append("placeholders differ")
    return faults


def _translated(row: Message) -> bool:
    return all(_forms(row))


def _forms(row: Message) -> tuple[str, ...]:
    given = row.string
    return (given or "",) if isinstance(given, str | None) else tuple(given) or ("",)


def _names(text: str) -> set[str]:
    """Names of the placeholders; a broken brace counts as a name of its own."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"broken braces in {text!r}"}


def _key(row: Message) -> Key:
    return row.context, str(row.id[0] if isinstance(row.id, tuple) else row.id)


def _show(key: Key) -> str:
    context, text = key
    return f"{text!r}" + (f" (context {context})" if context else "")


def _places(row: Message) -> str:
    return ", ".join(sorted({str(file) for file, _ in row.locations}))


def main() -> int:
    """Check or update, as asked."""
    root = Path.cwd()
    if "--check" not in sys.argv[1:]:
        print(update(root))
        return 0
    found = problems(root)
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} texts out of step; `make strings`, then write the English in hub.po")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
