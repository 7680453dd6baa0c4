"""Sessions of the fuzzer's own: one of its requests may ask for a token, which the session then wants with each write."""

import pytest

from tests.conftest import sign_in_once


@pytest.fixture(scope="session")
def login(server):
	"""As the `login` of all tests."""
	return sign_in_once(server)
