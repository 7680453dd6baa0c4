"""What an answer must not tell (the lines of code in which a request ended, to guests), and what it must: when to ask again."""

import json

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

import frappe
from frappe import _

# "exception" repeats what the database said; what people are to know stands in _server_messages.
TOLD_TO_STAFF_ONLY = ("exc", "exception", "_exc_source", "_debug_messages", "exc_source")


def tell_to_wait(seconds: int) -> None:
	"""Names the seconds after which the same request is worth another try; add_waiting_time() sends them."""
	frappe.flags.retry_after = seconds


def add_waiting_time(response=None) -> None:
	"""Puts them into the answer (RFC 9110, 10.2.3)."""
	if response is not None and frappe.flags.retry_after:
		response.headers["Retry-After"] = str(frappe.flags.retry_after)


def hide_tracebacks(response=None, request=None) -> None:
	"""Hook after_request: whether a site shows tracebacks is a setting of Frappe, which does not ask to whom."""
	if response is None or response.status_code < 400 or response.mimetype != "application/json":
		return
	if getattr(frappe.session, "user", "Guest") != "Guest":
		return
	try:
		answer = json.loads(response.get_data(as_text=True))
	except ValueError:
		return
	if isinstance(answer, dict) and any(name in answer for name in TOLD_TO_STAFF_ONLY):
		kept = {name: value for name, value in answer.items() if name not in TOLD_TO_STAFF_ONLY}
		kept.setdefault("exc_type", _type_of(str(answer.get("exception") or "")))
		response.set_data(json.dumps(kept, separators=(",", ":")))


def _type_of(exception: str) -> str:
	"""Older versions tell guests the exception with its module and its words alone: "frappe.exceptions.X: …"."""
	return exception.partition(":")[0].rpartition(".")[2] or "Exception"


def refuse_malformed(response=None, request=None) -> None:
	"""Hook after_request: a body that is no JSON object is the caller's fault, where older versions answer 500."""
	if response is None or response.status_code < 500 or not request.is_json or _is_object(request):
		return
	language = language_of(request.environ)
	text = _("The body is no JSON object. Send one in UTF-8, with a value for each name.", language)
	response.status_code = 400
	response.mimetype = "application/json"
	response.set_data(refusal("MalformedBodyError", text))


def _is_object(request) -> bool:
	try:
		return isinstance(json.loads(request.get_data(as_text=True)), dict)
	except (ValueError, RecursionError):
		return False


def refusal(exc_type: str, text: str) -> str:
	"""The body of a refusal that Frappe had no part in, in the shape of its own."""
	told = json.dumps({"message": text})
	return json.dumps({"exc_type": exc_type, "_server_messages": json.dumps([told])})


def language_of(environ: dict) -> str:
	"""zh or en, as the browser asks for: before a session is read its language is not known."""
	accepted = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept)
	return "zh" if str(accepted.best or "").startswith("zh") else "en"
