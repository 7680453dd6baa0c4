"""Arguments of our endpoints: none is missing, and none is sent that nobody reads."""

import inspect
from collections.abc import Callable

import frappe
from frappe import _

from community_gov.core.errors import BadInputError

# What Frappe and its desk send along with every call.
ALWAYS = frozenset(("cmd", "csrf_token", "_lang", "_", "data", "sid"))


def check_arguments(function: Callable, form: dict) -> None:
	"""Compares the names that were sent with those of the signature.

	Raises:
	        BadInputError (422): names the first argument that is missing or unknown.
	"""
	parameters = inspect.signature(function).parameters.values()
	for each in parameters:
		if each.default is each.empty and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL):
			_require(each.name, form)
	if any(each.kind is each.VAR_KEYWORD for each in parameters):
		return
	known = {each.name for each in parameters}
	for name in form:
		if name not in known and name not in ALWAYS:
			frappe.throw(
				_("{0} is no argument of this endpoint. It takes: {1}.").format(
					str(name)[:60], ", ".join(sorted(known)) or "–"
				),
				exc=BadInputError,
			)


def _require(name: str, form: dict) -> None:
	if name not in form:
		frappe.throw(
			_("{0} is missing. Send it with the request.").format(name),
			exc=BadInputError,
		)
