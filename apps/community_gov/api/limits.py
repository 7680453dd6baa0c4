"""How often an address may ask in an hour: a 429 in the caller's language, with the seconds to wait in Retry-After.

Frappe's own limit answers 417 on some versions, says not how long, and counts what it refuses.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import NoReturn

import frappe
from frappe import _

from community_gov.core import attempts
from community_gov.core.answers import tell_to_wait
from community_gov.core.compat import annotate
from community_gov.core.errors import RateLimitExceededError

HOUR = 3600


def limited(limit: int | Callable[[], int], endpoint: str, guesses: bool = True) -> Callable:
	"""Answers an address at most `limit` times an hour; under whitelist, above idempotent.

	Args:
	        endpoint: whose limit it is, as the integrator's guide has it.
	        guesses: the call names a code, so a refused attempt counts; otherwise what is refused costs nothing.
	Raises:
	        RateLimitExceededError (429)
	"""

	return _decorator(limit, endpoint, guesses, lambda: frappe.local.request_ip, _refuse_network)


def limited_account(limit: int | Callable[[], int], endpoint: str) -> Callable:
	"""Answers an account at most `limit` times an hour, wherever it asks from; a refused attempt counts.

	Raises:
	        RateLimitExceededError (429)
	"""
	return _decorator(limit, endpoint, True, lambda: frappe.session.user, _refuse_account)


def _decorator(
	limit, endpoint: str, guesses: bool, whose: Callable[[], str], refuse: Callable[[int], NoReturn]
):
	def decorate(function: Callable) -> Callable:
		@wraps(function)
		def ask(*args, **kwargs):
			key = frappe.cache.make_key(f"community_gov:limit:{endpoint}:{whose()}")
			_take(key, limit if isinstance(limit, int) else limit(), refuse)
			try:
				return function(*args, **kwargs)
			except Exception:
				if not guesses:
					attempts.give_back(key)
				raise

		ask.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
		# The OpenAPI document tells it.
		ask.hourly_limit = limit  # type: ignore[attr-defined]
		annotate(ask, dict(function.__annotations__))
		return ask

	return decorate


def _take(key: bytes, most: int, refuse: Callable[[int], NoReturn]) -> None:
	if seconds := attempts.take(key, most, HOUR):
		tell_to_wait(seconds)
		refuse(-(-seconds // 60))


def _refuse_network(minutes: int) -> NoReturn:
	frappe.throw(
		_("Too many requests came from this network. Wait {0} minutes, or call your community.").format(
			minutes
		),
		exc=RateLimitExceededError,
	)


def _refuse_account(minutes: int) -> NoReturn:
	frappe.throw(
		_("You have asked too often within an hour. Wait {0} minutes, then go on.").format(minutes),
		exc=RateLimitExceededError,
	)
