"""Arguments of our endpoints are named exactly: a misspelt one is told, a missing one too, and nothing is done."""

import pytest

from tests.rest.conftest import CHIBI_GRID

REPORT = {"description": "Heap", "grid": CHIBI_GRID}


@pytest.mark.parametrize(("key", "method"), [("gridworker", "case.report"), (None, "public.report")])
def test_an_unknown_argument_is_refused_by_name(key, method, login):
	answer = login(key).call(method, **REPORT, adress="Lane 3")
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert "adress" in answer.messages and "description" in answer.messages


@pytest.mark.parametrize(("key", "method"), [("gridworker", "case.report"), (None, "public.report")])
def test_a_missing_argument_is_named(key, method, login):
	answer = login(key).call(method, grid=CHIBI_GRID)
	assert (answer.status, answer.exc_type) == (422, "BadInputError"), answer
	assert "description" in answer.messages


def test_an_endpoint_that_does_not_exist_is_not_found(login):
	answer = login("chief").call("case.no_such_thing")
	assert 400 <= answer.status < 500 and answer.exc_type, answer


def test_a_query_too(login):
	assert login("chief").query("case_views.board", stage="Filed").status == 422
	assert login("chief").query("case_views.board", _lang="zh").status == 200
