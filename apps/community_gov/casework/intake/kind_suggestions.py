"""Which kinds of matters a description speaks of, by the pairs of signs that it shares with their names."""

from rapidfuzz import fuzz

import frappe

from community_gov.casework.intake.likeness import plain_words
from community_gov.casework.intake.snapshot_kinds import named_kinds

CACHE_KEY = "community_gov:kind_names"
CACHE_SECONDS = 600
MOST = 6
LONGEST = 500


def suggest(text: str | None) -> list[dict]:
	"""Kinds that fit the words of a report, best first: [{code, name, danger}], at most six."""
	return named_kinds(best_kinds(text or "", _names()))


def best_kinds(text: str, names: dict[str, str]) -> list[str]:
	"""Codes whose name shares most pairs of signs with a text, measured by the length of the name.

	Args:
	        names: {code: name}.
	"""
	plain = plain_words(text[:LONGEST])
	known = _pairs(plain)
	scores = {code: _score(known, plain, plain_words(name)) for code, name in names.items()}
	found = [code for code, score in scores.items() if score > 0]
	return sorted(found, key=lambda code: (-scores[code], code))[:MOST]


def _pairs(plain: str) -> set[str]:
	return {plain[index : index + 2] for index in range(len(plain) - 1)}


def _score(known: set[str], plain: str, name: str) -> float:
	"""Shared pairs count first; how alike the texts are decides among equals."""
	own = _pairs(name)
	shared = len(own & known)
	return shared / len(own) + fuzz.partial_ratio(name, plain) / 1_000 if shared else 0.0


def _names() -> dict[str, str]:
	names = frappe.cache.get_value(CACHE_KEY)
	if names is None:
		# get_all: the catalogue is public.
		filters = {"is_group": 0, "enabled": 1, "kind": "Matter"}
		rows = frappe.get_all(
			"Case Category",
			filters=filters,
			fields=["name", "category_name"],
			order_by="name asc",
			limit_page_length=0,
		)
		names = {row.name: row.category_name for row in rows}
		frappe.cache.set_value(CACHE_KEY, names, expires_in_sec=CACHE_SECONDS)
	return names
