"""The pages of an import: what the button leaves in the session is what the page looks for."""

import inspect
import re
from types import ModuleType

import pytest

from pages.directory import firms_import, machines_import


@pytest.mark.parametrize("page", [firms_import, machines_import])
def test_the_button_and_the_page_mean_the_same_field(page: ModuleType) -> None:
    source = inspect.getsource(page)
    (name,) = re.findall(r'service\.import_\w+, "([^"]+)"', source)
    assert f"directory.{name}.file" == page.FIELD
    assert set(re.findall(r'"(directory\.[\w.]+)\.done"', source)) == {f"directory.{name}"}
