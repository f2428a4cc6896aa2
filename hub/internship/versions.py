"""The next version of a published round: who stays, who moves, who has to wait for a guardian."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.internship import holding
from hub.internship.freezing import periods_ahead, places_of
from hub.internship.holding import Stand
from hub.internship.instance import Triple
from hub.internship.kept_plan import places_in
from hub.platform.context import Ctx
from models.internship import Round, Scenario


@dataclass(frozen=True, slots=True)
class Version:
    """Places before and after; only what lies ahead differs."""

    before: frozenset[Triple]
    after: frozenset[Triple]
    ahead: frozenset[str]
    waiting: frozenset[str]

    @property
    def people(self) -> frozenset[str]:
        """Labels of the students whose places differ."""
        return frozenset(place.student for place in self.before ^ self.after)

    @property
    def programmes(self) -> frozenset[str]:
        """Labels of the programmes to which others come than before."""
        return frozenset(place.programme for place in self.before ^ self.after)


def next_version(ctx: Ctx, held: Round, row: Scenario) -> Version:
    """What a plan would make of the places that hold now.

    What has begun stays as it was published. Places of students under 18 without a consent are
    not given, whatever the plan says.
    """
    round_id = held.id or 0
    ahead = frozenset(periods_ahead(ctx, held))
    before = frozenset(places_of(ctx, round_id))
    planned = places_in(row)
    stand = holding.standings(ctx, round_id, planned, is_published=True)
    waiting = frozenset(each.application.label for each in stand if each.stand is not Stand.READY)
    return Version(before, after_of(before, planned, ahead, waiting), ahead, waiting)


def after_of(
    before: Iterable[Triple], planned: Iterable[Triple], ahead: frozenset[str],
    waiting: frozenset[str],
) -> frozenset[Triple]:  # fmt: skip
    """What has begun as it was, what lies ahead as planned."""
    begun = {place for place in before if place.period not in ahead}
    coming = {place for place in planned if place.period in ahead and place.student not in waiting}
    return frozenset(begun | coming)
