"""WSGI application of the test server: Frappe, with the clock of a request set by the header X-Test-Clock.

Only tests load this module, so no server of the product knows the header.
"""

from datetime import datetime
from threading import Lock

import time_machine

from devtools.inside.web import application as frappe_application

_travelling = Lock()


def application(environ, start_response):
	"""Serves one request, at the ISO 8601 time of its header if it has one."""
	if environ["PATH_INFO"].startswith("/socket.io/"):
		# The live server that desks look for does not run here; Frappe would answer with a page.
		start_response("404 Not Found", [("Content-Length", "0")])
		return [b""]
	clock = environ.get("HTTP_X_TEST_CLOCK")
	if not clock:
		return frappe_application(environ, start_response)
	# The clock is the process's: two travelling requests must not overlap.
	with _travelling, time_machine.travel(datetime.fromisoformat(clock), tick=True):
		answer = frappe_application(environ, without_cookies(start_response))
		try:
			return list(answer)
		finally:
			getattr(answer, "close", lambda: None)()


def without_cookies(start_response):
	"""Cookies of a past clock have expired for the client; the ones from its login stay good."""

	def start(status, headers, *rest):
		return start_response(status, [pair for pair in headers if pair[0].lower() != "set-cookie"], *rest)

	return start
