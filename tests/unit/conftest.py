"""Tests that run while the sites are still made."""

import pytest


@pytest.fixture(scope="session")
def world():
	pytest.fail("There is no site yet when these tests run. Put a test that needs one into another folder.")
