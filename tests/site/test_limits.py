"""Attempts of an address in an hour: what counts, what is given back, and that every count ends."""

import pytest

from community_gov.api.limits import HOUR, limited
from community_gov.core.errors import BadInputError, RateLimitExceededError

ADDRESS = "198.51.100.7"


@pytest.fixture
def ask(site, monkeypatch):
	"""ask(fails) of an endpoint that takes two attempts; ask.key is its count."""
	monkeypatch.setattr(site.local, "request_ip", ADDRESS)

	@limited(2, "test.limits", guesses=False)
	def ask(fails: bool = False) -> str:
		if fails:
			site.throw("Nothing is there. Send it.", exc=BadInputError)
		return "done"

	ask.key = site.cache.make_key(f"community_gov:limit:test.limits:{ADDRESS}")
	site.cache.delete(ask.key)
	yield ask
	site.cache.delete(ask.key)


def test_what_is_refused_costs_nothing(site, ask):
	for _attempt in range(3):
		with pytest.raises(BadInputError):
			ask(fails=True)
	assert [ask(), ask()] == ["done", "done"]
	with pytest.raises(RateLimitExceededError, match=r"Too many requests .* Wait 60 minutes"):
		ask()
	assert 0 < site.flags.retry_after <= HOUR and int(site.cache.get(ask.key)) == 2


def test_a_count_that_lost_its_end_gets_one(site, ask):
	site.cache.set(ask.key, 1)
	assert ask() == "done" and 0 < site.cache.ttl(ask.key) <= HOUR
