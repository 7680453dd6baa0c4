"""What pickers of the desk show beside a title: what tells records apart, never a key that says nothing to people."""

from collections.abc import Callable

import frappe

from community_gov.grids import picker
from community_gov.overrides.account_names import names_of
from community_gov.overrides.replacing import replace_everywhere

APART = ", "


def wrap_pickers() -> None:
	"""Lets the suggestions of link fields read like people name things."""
	from frappe.desk import search

	replace_everywhere(search, "build_for_autosuggest", _readable)


def _readable(original: Callable) -> Callable:
	def build_for_autosuggest(res, doctype):
		found = original(res, doctype)
		if doctype == "User":
			return _people(found)
		meta = frappe.get_meta(doctype)
		return _records(found) if meta.module == "Community Gov" and meta.autoname == "hash" else found

	return build_for_autosuggest


def _people(rows: list[dict]) -> list[dict]:
	"""The name first; the address below it tells namesakes apart."""
	names = names_of(row["value"] for row in rows)
	return [
		{**row, "label": names[row["value"]], "description": row["value"]} if row["value"] in names else row
		for row in rows
	]


def _records(rows: list[dict]) -> list[dict]:
	"""Without the random key, and places by their path."""
	return [
		{**row, "description": _described(row["value"], row.get("description") or "")}
		if row.get("label")
		else row
		for row in rows
	]


def _described(key: str, description: str) -> str:
	parts = [part for part in description.split(APART) if part != key]
	return APART.join((part.isdigit() and picker.path_of(part)) or part for part in parts)
