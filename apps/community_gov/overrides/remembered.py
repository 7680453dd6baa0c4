"""What Frappe works out anew at each look-up or in each request although it stays the same: the process remembers it.

Frappe 15 parses each name of a field in a filter as SQL, which takes longer than the database takes to answer; Frappe 16
remembers that itself. Both unpack the whole dictionary of a language in each request that says a word of it.
"""

import pickle
from collections.abc import Callable

from redis import Redis
from redis.exceptions import RedisError

import frappe
from frappe import translate
from frappe.database import query
from frappe.utils import data

from community_gov.overrides.replacing import replace_everywhere

# Names come from clients, too: only so many, and none that is longer than a field's.
MOST, LONGEST = 5_000, 200
# Dictionaries, of megabytes each; who is no user can ask for any language of the site.
MOST_DICTIONARIES = 6


def wrap_repeated_work() -> None:
	"""Hook before_request and before_job."""
	if not hasattr(data, "_sanitize_column"):
		replace_everywhere(data, "sanitize_column", _of_column)
	replace_everywhere(query.Engine, "sanitize_fields", _of_fields)
	replace_everywhere(translate, "get_all_translations", _of_translations)


def _of_column(check: Callable) -> Callable:
	passed: set[tuple[str, str]] = set()

	def sanitize_column(column_name: str) -> None:
		key = (frappe.db.db_type if frappe.db else "", column_name)
		if key in passed:
			return
		check(column_name)
		if _is_kept(column_name, passed):
			passed.add(key)

	return sanitize_column


def _of_fields(clean: Callable) -> Callable:
	cleaned: dict[tuple[bool, str], str] = {}

	def one(engine, field):
		key = (engine.is_mariadb, field)
		if key in cleaned:
			return cleaned[key]
		found = clean(engine, field)
		if _is_kept(field, cleaned):
			cleaned[key] = found
		return found

	def sanitize_fields(self, fields):
		if isinstance(fields, list | tuple):
			return [one(self, field) if isinstance(field, str) else field for field in fields]
		return one(self, fields) if isinstance(fields, str) else clean(self, fields)

	return sanitize_fields


def _is_kept(text: str, among) -> bool:
	return len(text) <= LONGEST and len(among) < MOST


def _of_translations(load: Callable) -> Callable:
	unpacked: dict[tuple[bytes, str], tuple[bytes, dict]] = {}

	def get_all_translations(lang: str) -> dict[str, str]:
		here = _place_in_request()
		if here is None or not lang or lang in here:
			return load(lang)
		name = frappe.cache.make_key(translate.MERGED_TRANSLATION_KEY)
		if stored := _bytes(name, lang):
			kept = unpacked.get((name, lang))
			if kept is None or kept[0] != stored:
				if len(unpacked) >= MOST_DICTIONARIES:
					unpacked.clear()
				kept = unpacked[name, lang] = (stored, pickle.loads(stored))
			# Frappe adds words to what it gets for the desk.
			here[lang] = dict(kept[1])
		return load(lang)

	return get_all_translations


def _place_in_request() -> dict | None:
	"""Where Frappe keeps for this request what it has read; None outside of a site."""
	if getattr(frappe.local, "cache", None) is None or not getattr(frappe.local, "conf", None):
		return None
	return frappe.local.cache.setdefault(frappe.cache.make_key(translate.MERGED_TRANSLATION_KEY), {})


def _bytes(name: bytes, lang: str) -> bytes | None:
	try:
		# Frappe's own hget would unpack it.
		return Redis.hget(frappe.cache, name, lang)
	except RedisError:
		return None
