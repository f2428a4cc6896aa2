"""The checkout keeps every rule; all offenders are shown at once."""

import pytest

from tests.architecture.register import RULES
from tests.architecture.tree import ROOT


@pytest.mark.parametrize("name", RULES)
def test_the_tree_keeps_the_rule(name: str) -> None:
    offenders = RULES[name](ROOT)
    if offenders:
        pytest.fail("\n".join([str(RULES[name].__doc__), *offenders]), pytrace=False)
