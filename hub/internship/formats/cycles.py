"""Finds a ring in the `after` orders of programmes; no reading, no solving."""

from collections.abc import Mapping, Sequence

from hub.internship.formats.faults import Faults, shown
from hub.internship.instance import Programme


def report(programmes: Sequence[Programme], faults: Faults) -> None:
    """Note each ring once, written from its smallest member on; programmes in file order."""
    row = {programme.id: number for number, programme in enumerate(programmes)}
    before = {programme.id: programme.after for programme in programmes if programme.after}
    done: set[str] = set()
    for start in sorted(before):
        if start not in done:
            ring = _ring(start, before, done)
            if ring:
                least = ring.index(min(ring))
                shown_ring = [*ring[least:], *ring[:least], ring[least]]
                text = shown(" → ".join(shown_ring))
                path = f"programmes[{row[ring[least]]}].after"
                faults.add("after_cycle", path, value=text)


def _ring(start: str, before: Mapping[str, tuple[str, ...]], done: set[str]) -> list[str]:
    """Walk depth first from a programme; the first ring met, or nothing."""
    path: list[str] = [start]
    on_path = {start}
    waiting = [list(before.get(start, ()))]
    while path:
        if not waiting[-1]:
            waiting.pop()
            last = path.pop()
            on_path.discard(last)
            done.add(last)
            continue
        following = waiting[-1].pop()
        if following in on_path:
            done |= on_path
            return path[path.index(following) :]
        if following not in done:
            path.append(following)
            on_path.add(following)
            waiting.append(list(before.get(following, ())))
    return []
