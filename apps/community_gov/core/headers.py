"""Headers of every answer: what a browser may load, where it may be framed, what it tells other sites."""

from urllib.parse import urlsplit

import frappe

from community_gov.core.map_tiles import tile_source

# Name of a policy of the site's own, for one whose other apps load scripts from elsewhere; empty text sends none.
KEY = "community_gov_content_security_policy"
# Frappe's desk and pages run scripts of their own in the page and make templates into functions.
SCRIPTS = "'self' 'unsafe-inline' 'unsafe-eval' blob:"
HEADERS = {
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "SAMEORIGIN",
	"Referrer-Policy": "strict-origin-when-cross-origin",
}
# What is deleted or erased is gone at once: a browser asks anew for each file (Frappe 16 lets it keep them for an hour) and
# keeps no answer. RFC 9111, 5.2.2.
FILES, ANSWERS = ("/private/files/", "private, no-cache"), ("/api/", "no-store")


def add_headers(response=None, request=None) -> None:
	"""Hook after_request. A header that the answer has already, from Frappe or another app, stays, but for kept files."""
	if response is None:
		return
	_forbid_keeping(response, request.path if request else "")
	for name, value in HEADERS.items():
		response.headers.setdefault(name, value)
	if response.mimetype == "text/html":
		own = frappe.conf.get(KEY)
		policy = _policy(request) if own is None else str(own)
		if policy:
			response.headers.setdefault("Content-Security-Policy", policy)


def _forbid_keeping(response, path: str) -> None:
	if path.startswith(FILES[0]):
		response.headers["Cache-Control"] = FILES[1]
	elif path.startswith(ANSWERS[0]):
		response.headers.setdefault("Cache-Control", ANSWERS[1])


def _policy(request) -> str:
	"""Nothing but the site's own scripts, styles and connections; pictures also from tile servers over TLS.

	Source: Content Security Policy Level 3, W3C.
	"""
	host = urlsplit(request.host_url).hostname if request else ""
	# In development the live connection has a port of its own, and so where Frappe tells the desk that no proxy leads there.
	has_port = frappe.conf.developer_mode or frappe.local.dev_server
	live = f"ws://{host}:* wss://{host}:* http://{host}:*" if has_port else ""
	directives = (
		"default-src 'self'",
		f"script-src {SCRIPTS}",
		"style-src 'self' 'unsafe-inline'",
		f"img-src 'self' data: blob: https: {_tile_hosts()}".strip(),
		"font-src 'self' data:",
		"media-src 'self' data: blob:",
		f"connect-src 'self' data: blob: ws: wss: {live}".strip(),
		"worker-src 'self' blob:",
		"frame-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'self'",
		"form-action 'self'",
		"frame-ancestors 'self'",
	)
	return "; ".join(directives)


def _tile_hosts() -> str:
	"""The origin of the settings' map tiles, which inside an office may go without TLS."""
	parts = urlsplit(str(tile_source()["tiles"] or ""))
	return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.scheme == "http" else ""
