"""A request larger than the site takes: a 413 as JSON that says the limit; the web server's own is a page in English.

It is refused while its body is read, before the language of a session is known: the browser's counts.
"""

from functools import wraps

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

import frappe
from frappe import _

from community_gov.core.answers import language_of, refusal

MEGABYTE = 1024 * 1024


def wrap_too_large() -> None:
	"""Hook before_request: neither Frappe nor its hooks see this answer, so its class makes it, once a process."""
	if not hasattr(RequestEntityTooLarge.get_response, "__wrapped__"):
		RequestEntityTooLarge.get_response = _as_json(RequestEntityTooLarge.get_response)


def _as_json(get_response):
	@wraps(get_response)
	def answer(error, environ=None, scope=None):
		if not (environ or {}).get("PATH_INFO", "").startswith("/api/"):
			return get_response(error, environ, scope)
		body = refusal("RequestTooLargeError", _sentences(language_of(environ)))
		return Response(body, status=413, mimetype="application/json")

	return answer


def _sentences(language: str) -> str:
	limit = frappe.local.request.max_content_length or 0
	text = _("The request is larger than {0} MB. Send fewer photos at a time, or smaller ones.", language)
	return text.format(f"{limit / MEGABYTE:g}")
