"""Fixtures of the tests with a site."""

import pytest

from tests.rest.conftest import checking, closed, dispatched, records, report  # noqa: F401 (fixtures)
from tests.support import clocks


@pytest.fixture
def travel():
	"""travel("2024-09-27 17:00"): moves this process's clock."""
	traveller = clocks.Traveller()
	yield traveller
	traveller.stop()
