"""All rules over the tree in one table, so that each can be asked to have a planted violation."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.architecture import rules_doors, rules_pages, rules_shape, rules_supply, rules_words

Rule = Callable[[Path], list[str]]

_LISTED: Final[tuple[Rule, ...]] = (
    rules_shape.unreadable,
    rules_shape.file_sizes,
    rules_shape.function_sizes,
    rules_shape.banned_names,
    rules_shape.only_init_in_pages,
    rules_shape.packages_open_with_a_sentence,
    rules_shape.reasons_of_exceptions,
    rules_pages.one_decorated_render,
    rules_pages.every_page_is_listed,
    rules_pages.nothing_called_on_import,
    rules_pages.no_shared_mutable_values,
    rules_pages.streamlit_dangers,
    rules_pages.no_streamlit_under_a_transaction,
    rules_pages.session_keys_name_their_room,
    rules_pages.first_values_by_seed,
    rules_pages.state_moves_by_advance,
    rules_doors.one_door_per_library,
    rules_doors.one_engine_factory,
    rules_doors.rooms_by_their_doors,
    rules_doors.entry_knows_no_tables,
    rules_doors.one_clock,
    rules_doors.use_cases_are_registered,
    rules_doors.use_cases_ask_access,
    rules_doors.nobody_commits,
    rules_doors.reason_codes_are_unique,
    rules_doors.packages_read_no_globals,
    rules_words.japanese_is_marked,
    rules_words.marks_hold_plain_text,
    rules_words.markers_hold_literals,
    rules_words.nothing_translated_on_import,
    rules_words.catalogue_is_complete,
    rules_supply.dependencies_have_reasons,
    rules_supply.lock_is_closed,
    rules_supply.no_machine_paths,
    rules_supply.make_words_are_told,
)
RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.__name__: rule for rule in _LISTED})
