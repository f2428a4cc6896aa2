"""Every table of states there is: none escapes, none has a trap, all is said in both languages.

Which steps are listed and for whom is compared with the design beside each room's own tests
(`test_states.py` there); here stands what must hold of all tables, the next one included.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final, TypeAlias, cast, get_args

import pytest
from sqlmodel import Session

import hub
from hub.experts import advance as expert_steps
from hub.experts.words import engagements as engagement_words
from hub.experts.words import roster as roster_words
from hub.groups import advance as group_steps
from hub.groups import words as group_words
from hub.i18n import translated, use_language
from hub.internship import advance as internship_steps
from hub.internship import words as internship_words
from hub.kernel.errors import Forbidden, HubError, Reason, Refused
from hub.kernel.states import Transition, follow, open_actions
from hub.platform.commands import COMMANDS
from hub.platform.context import Actor, Ctx, Seat
from hub.subsidy import advance as claim_steps
from hub.subsidy import findings, orders
from hub.subsidy import words as subsidy_words
from hub.training import advance as training_steps
from hub.training import words as training_words
from models.experts.engagements import Engagement, Visit
from models.experts.roster import Expert
from models.groups import AgreementVersion, FirmGroup
from models.internship import Application, Programme, Round, Scenario
from models.subsidy import Claim, Finding, PaymentOrder
from models.training import SignUp, Training
from models.vocab import FIRM_ROLES, Role
from models.vocab.subsidy import OrderKind
from tests.support.internship import NOW

Table: TypeAlias = tuple[Transition[Any, Any, Role], ...]
Words: TypeAlias = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Machine:
    """What a table says with words: where it begins, where it ends, what people read of it.

    `ends` is over for good; `rests` goes on outside the hub, by a person at the ward's desk.
    `steps` is empty when people read the state that a step leads to and no name of the step;
    `names` is empty when the page says the state in a sentence of its own.
    """

    first: str
    ends: frozenset[str]
    names: Words
    rests: frozenset[str] = frozenset()
    steps: Words = field(default_factory=dict)
    names_of: Mapping[Role, Words] = field(default_factory=dict)
    steps_of: Mapping[Role, Words] = field(default_factory=dict)


def some(*states: str) -> frozenset[str]:
    """States by their stored words."""
    return frozenset(states)


# Written from the design: subsidy 7; groups-and-training B, D2, D3; experts C1, D1, D3; internship.
MACHINES: Final[Mapping[str, Machine]] = {
    "subsidy.states.CLAIM": Machine(
        first="draft",
        ends=some("discarded", "withdrawn", "refused", "cancelled", "ended"),
        names=subsidy_words.STATE_LABELS,
        steps=subsidy_words.EVENT_LABELS,
        names_of=dict.fromkeys(FIRM_ROLES, subsidy_words.APPLICANT_LABELS),
        steps_of=dict.fromkeys(FIRM_ROLES, subsidy_words.FIRM_EVENTS),
    ),
    "subsidy.states.ORDER": Machine(
        first="requested",
        ends=some("withdrawn"),
        names=subsidy_words.ORDER_LABELS[OrderKind.ADVANCE],
        steps=subsidy_words.ORDER_STEPS[OrderKind.ADVANCE],
        names_of=dict.fromkeys(Role, subsidy_words.ORDER_LABELS[OrderKind.FINAL]),
        steps_of=dict.fromkeys(Role, subsidy_words.ORDER_STEPS[OrderKind.FINAL]),
    ),
    "subsidy.states.FINDING": Machine(
        first="open", ends=some("fixed", "waived"), names={}
    ),
    "groups.states.GROUP": Machine(
        first="interest",
        ends=some("dissolved"),
        rests=some("suspended"),
        names=group_words.STATE_LABELS,
        steps=group_words.ACTION_LABELS,
    ),
    "groups.states.AGREEMENT": Machine(
        first="draft", ends=some("withdrawn", "ended"), names=group_words.AGREEMENT_LABELS
    ),
    "training.states.TRAINING": Machine(
        first="planned",
        ends=some("cancelled"),
        rests=some("running"),
        names=training_words.TRAINING_LABELS,
    ),
    "training.states.SIGN_UP": Machine(
        first="applied",
        ends=some("declined", "expired", "withdrawn", "withdrawn_late", "called_off"),
        names=training_words.SIGN_UP_LABELS,
    ),
    "experts.states.roster.EXPERT": Machine(
        first="draft",
        ends=some("ended"),
        names=roster_words.EXPERT_LABELS,
        steps=roster_words.EXPERT_ACTIONS,
    ),
    "experts.states.engagements.ENGAGEMENT": Machine(
        first="draft",
        ends=some(
            "withdrawn", "closed", "cancelled_by_group", "cancelled_by_expert",
            "cancelled_by_ward", "cancelled_force_majeure",
        ),
        names=engagement_words.ENGAGEMENT_LABELS,
        steps=engagement_words.STEP_WORDS,
        names_of={Role.EXPERT: engagement_words.EXPERT_LABELS},
    ),
    "experts.states.engagements.VISIT": Machine(
        first="planned",
        ends=some(
            "done", "moved", "cancelled_in_time", "cancelled_late", "noshow_expert", "noshow_group"
        ),
        names=engagement_words.VISIT_LABELS,
    ),
    "internship.states.ROUND": Machine(
        first="draft",
        ends=some("completed", "cancelled"),
        names=internship_words.ROUND_LABELS,
        steps=internship_words.ROUND_ACTIONS,
    ),
    "internship.states.PROGRAMME": Machine(
        first="submitted", ends=some(), rests=some("returned"),
        names=internship_words.PROGRAMME_LABELS,
    ),
    "internship.states.SCENARIO": Machine(
        first="queued",
        ends=some("failed", "infeasible", "superseded", "discarded"),
        names=internship_words.SCENARIO_LABELS,
    ),
    "internship.states.APPLICATION": Machine(
        first="sent",
        ends=some("withdrawn"),
        names=internship_words.APPLICATION_LABELS,
    ),
}  # fmt: skip
# Steps of a vocabulary that no table holds: they write the first row.
FIRST_STEPS: Final = {("groups.states.GROUP", "talk")}


# What moves a record of each table; nothing else writes a state (tests/architecture).
MOVERS: Final[Mapping[str, tuple[Callable[..., object], type[Any]]]] = {
    "subsidy.states.CLAIM": (claim_steps.advance, Claim),
    "subsidy.states.FINDING": (findings.advance, Finding),
    "subsidy.states.ORDER": (orders.advance, PaymentOrder),
    "groups.states.GROUP": (group_steps.advance, FirmGroup),
    "groups.states.AGREEMENT": (group_steps.advance, AgreementVersion),
    "training.states.TRAINING": (training_steps.advance, Training),
    "training.states.SIGN_UP": (training_steps.advance, SignUp),
    "experts.states.roster.EXPERT": (expert_steps.advance, Expert),
    "experts.states.engagements.ENGAGEMENT": (expert_steps.advance, Engagement),
    "experts.states.engagements.VISIT": (expert_steps.advance, Visit),
    "internship.states.ROUND": (internship_steps.advance, Round),
    "internship.states.PROGRAMME": (internship_steps.advance, Programme),
    "internship.states.SCENARIO": (internship_steps.advance, Scenario),
    "internship.states.APPLICATION": (internship_steps.advance, Application),
}
REACHED: Final = "goes on"
FORBIDDEN: Final = "forbidden"
NOT_ALLOWED: Final = "states.not_allowed"


class _ReachedError(Exception):
    """Raised when a step has passed all questions."""


class _Database:
    """Where the questions end."""

    def __getattr__(self, name: str) -> object:
        """Say that somebody has come this far."""
        raise _ReachedError(name)


def modules() -> Iterator[Any]:
    """Every module of the hub."""
    for found in walk_packages(hub.__path__, "hub."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def is_table(value: object) -> bool:
    """A tuple of transitions and of nothing else."""
    is_tuple = isinstance(value, tuple) and bool(value)
    return is_tuple and all(isinstance(row, Transition) for row in value)  # type: ignore[attr-defined]  # a tuple, as asked


def tables() -> dict[str, Table]:
    """Every table of states by the name of the module it is written in and its own."""
    found: dict[int, tuple[str, Table]] = {}
    for module in sorted(modules(), key=lambda one: ".states" not in one.__name__):
        for name, value in vars(module).items():
            if is_table(value):
                path = module.__name__.removeprefix("hub.")
                found.setdefault(id(value), (f"{path}.{name}", value))
    return dict(found.values())


# What the desk may do with a delivery; most of its life is moved by the post itself, without a
# person: tests/platform/test_post.py and test_desk.py judge both together.
OF_THE_POST: Final = "platform.post.states.TABLE"
TABLES: Final = {name: table for name, table in tables().items() if name != OF_THE_POST}
each_table = pytest.mark.parametrize("name", sorted(TABLES))


def states_of(name: str) -> list[StrEnum]:
    """Every state of the vocabulary of a table."""
    vocabulary: type[StrEnum] = type(TABLES[name][0].target)
    return list(vocabulary)


def cells(name: str) -> Iterator[tuple[StrEnum, StrEnum, Role]]:
    """Every state × action × role of a table."""
    for state in states_of(name):
        for action in type(TABLES[name][0].action):
            for role in Role:
                yield state, action, role


def test_every_table_of_states_is_known_here() -> None:
    assert sorted(TABLES) == sorted(MACHINES) == sorted(MOVERS)


@each_table
def test_every_cell_leads_on_or_is_refused_as_not_allowed(name: str) -> None:
    table, faults, led = TABLES[name], [], 0
    for state, action, role in cells(name):
        rows = [row for row in table if row.action == action and state in row.sources]
        offered = action in open_actions(table, state, (role,))
        try:
            found = follow(table, state, action)
        except Refused as refusal:
            is_refused = refusal.reason.code == "states.not_allowed" and not rows and not offered
            faults += [] if is_refused else [f"{state} {action} {role}: {refusal}"]
            continue
        led += 1
        if found not in rows or offered is not (role in found.roles):
            faults.append(f"{state} {action} {role}: {found}")
    assert faults == []
    assert led


@each_table
def test_every_cell_is_taken_or_refused_with_a_reason_by_what_moves_the_record(name: str) -> None:
    """A step that is listed for the role goes on to the database; every other is refused first."""
    advance, kind = MOVERS[name]
    table, faults = TABLES[name], []
    for state, action, role in cells(name):
        listed = [row for row in table if row.action == action and state in row.sources]
        wanted = (REACHED if role in listed[0].roles else FORBIDDEN) if listed else NOT_ALLOWED
        said = judged(advance, kind(state=state), action, role)
        if said != wanted:
            faults.append(f"{state} {action} {role}: {said}, not {wanted}")
    assert faults == []


def judged(advance: Callable[..., object], thing: object, action: StrEnum, role: Role) -> str:
    """How a step ends: at the database, or before it with the class and the reason of a refusal."""
    ctx = Ctx(cast("Session", _Database()), Actor(1, "somebody", Seat(1, role)), NOW)
    try:
        advance(ctx, thing, action, note="理由")
    except _ReachedError:
        return REACHED
    except HubError as refusal:
        code = refusal.reason.code
        return FORBIDDEN if isinstance(refusal, Forbidden) and code else code
    return "nothing asked of the database"


def test_commands_name_only_actions_of_a_table() -> None:
    known = {type(row.action) for table in TABLES.values() for row in table}
    named: dict[str, set[Any]] = {
        command.name: {type(one) for one in get_args(field.annotation)} or {field.annotation}
        for command in COMMANDS.values()
        for name, field in command.input.model_fields.items()
        if name == "action"
    }
    assert len(named) > 4
    assert {name: kinds for name, kinds in named.items() if not kinds <= known} == {}


@each_table
def test_every_state_is_reached_and_only_declared_ends_have_no_way_out(name: str) -> None:
    table, machine = TABLES[name], MACHINES[name]
    reached: set[str] = set()
    found = {machine.first}
    while found:
        reached |= found
        found = {str(row.target) for row in table if reached & set(row.sources)} - reached
    assert reached == {str(state) for state in states_of(name)}
    left = {str(state) for row in table for state in row.sources}
    assert reached - left == machine.ends | machine.rests


@each_table
def test_every_step_of_the_vocabulary_stands_in_the_table_and_somebody_may_take_it(
    name: str,
) -> None:
    table = TABLES[name]
    listed = {(name, str(row.action)) for row in table} | FIRST_STEPS
    assert [action for action in type(table[0].action) if (name, str(action)) not in listed] == []
    assert [row for row in table if not row.roles] == []


@each_table
def test_each_role_reads_states_and_steps_in_both_languages(name: str) -> None:
    machine, faults = MACHINES[name], []
    for role in Role:
        names = machine.names_of.get(role, machine.names)
        steps = machine.steps_of.get(role, machine.steps)
        if names:
            faults += [f"{role}: {state}" for state in states_of(name) if state not in names]
        if steps:
            faults += [f"{role}: {row.action}" for row in TABLES[name] if row.action not in steps]
        faults += [f"{role}: {text}" for text in untranslated({*names.values(), *steps.values()})]
    assert faults == []


@each_table
def test_what_differs_in_japanese_differs_in_english(name: str) -> None:
    machine, faults = MACHINES[name], []
    use_language("en")
    for texts in (machine.names, machine.steps, *machine.names_of.values()):
        said = Counter(translated(text) for text in set(texts.values()))
        faults += [text for text, count in said.items() if count > 1]
    use_language("ja")
    assert faults == []


def untranslated(texts: set[str]) -> list[str]:
    """Texts that are empty or the same in English."""
    use_language("en")
    found = sorted(text for text in texts if not text or translated(text) in ("", text))
    use_language("ja")
    return found


def reasons_in(value: object) -> Iterator[Reason]:
    """Reasons that a module names, also inside its maps."""
    if isinstance(value, Reason):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from reasons_in(part)


def reasons() -> set[Reason]:
    """Every reason for a refusal that the hub can give."""
    return {
        reason
        for module in modules()
        for value in list(vars(module).values())
        for reason in reasons_in(value)
    }


def test_a_code_of_a_refusal_means_one_sentence_and_every_sentence_is_in_both_languages() -> None:
    found = reasons()
    codes = Counter(reason.code for reason in found)
    assert len(found) > 250
    assert [code for code, count in codes.items() if count > 1] == []
    assert untranslated({reason.text for reason in found}) == []
