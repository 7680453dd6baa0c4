"""What a request was answered is told again to whoever holds its key."""

from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, ok


def reported(guest, **values) -> tuple[str, dict]:
	key = uuid4().hex
	body = {"description": f"收据 {key}", "grid": CHIBI_GRID, "idempotency_key": key, **values}
	return key, ok(guest.call("public.report", **body))


def test_the_answer_is_told_to_who_holds_the_key(login):
	guest = login(None)
	key, answer = reported(guest)
	told = ok(guest.call("public.receipt", endpoint="public.report", idempotency_key=key))
	assert told == answer and told["tracking_code"]


def test_what_did_not_arrive_has_no_receipt(login):
	answer = login(None).call("public.receipt", endpoint="public.report", idempotency_key=uuid4().hex)
	assert answer.status == 200 and answer.data is None


def test_another_account_gets_nothing_under_the_key(login):
	key, _answer = reported(login(None))
	answer = login("gridworker").call("public.receipt", endpoint="public.report", idempotency_key=key)
	assert answer.status == 200 and answer.data is None


@pytest.mark.parametrize("endpoint", ["case.report", "points.redeem", "", "public.track"])
def test_only_what_pages_send_has_receipts(endpoint, login):
	answer = login(None).call("public.receipt", endpoint=endpoint, idempotency_key=uuid4().hex)
	assert answer.status in (417, 422) and "receipt" in answer.messages, answer


@pytest.mark.parametrize("key", ["short", "k" * 141, "\u0000" * 20])
def test_a_key_that_is_none_is_refused(key, login):
	answer = login(None).call("public.receipt", endpoint="public.report", idempotency_key=key)
	assert answer.status in (417, 422) and "idempotency key" in answer.messages, answer
