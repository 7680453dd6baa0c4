"""Nothing personal in logs: what a request or a job was given, and what variables held, stays out of them."""

import re
from collections.abc import Callable

from frappe import utils
from frappe.utils import logger

from community_gov.overrides.replacing import replace_everywhere

HIDDEN = "…"
# Which endpoint and which kind of document: enough to find the place, nothing of anybody.
KEPT = ("cmd", "doctype", "method")
# Mobile and identity numbers, in messages of exceptions too.
_NUMBER = re.compile(r"\d{11,}[Xx]?")


def wrap_logs() -> None:
	"""Hook before_request and before_job: Frappe masks passwords only, and writes the form with every error."""
	replace_everywhere(logger, "sanitized_dict", _of_names)
	replace_everywhere(utils, "_get_traceback_sanitizer", _of_hidden_values)
	replace_everywhere(utils, "get_traceback", _without_numbers)


def hidden_values(given: object) -> object:
	"""The names of arguments without what they held, as a log may have them."""
	if not isinstance(given, dict):
		return HIDDEN if given else given
	return {
		name: value if name in KEPT and isinstance(value, str) else HIDDEN for name, value in given.items()
	}


def _of_names(sanitize: Callable) -> Callable:
	return hidden_values


def _of_hidden_values(make: Callable) -> Callable:
	"""Where Frappe writes a traceback with variables, their names stay."""

	def hiding():
		from traceback_with_variables import Format

		return Format(custom_var_printers=[(lambda *given, **named: True, lambda value: HIDDEN)])

	return hiding


def _without_numbers(trace: Callable) -> Callable:
	def masked(*args, **kwargs):
		return _NUMBER.sub(HIDDEN, trace(*args, **kwargs) or "")

	return masked
