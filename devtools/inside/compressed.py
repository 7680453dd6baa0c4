"""Texts go out compressed, as nginx sends them in production: a weak network pays for each byte."""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache

TEXTS = ("text/", "application/javascript", "application/json", "image/svg+xml")
# Smaller ones fit one packet as they are.
LEAST = 1_000
LEVEL = 6


def compressed(application: Callable) -> Callable:
	"""The WSGI application with its texts compressed (RFC 9110, 8.4) for clients that read gzip."""

	def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
		if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", "") or environ["REQUEST_METHOD"] != "GET":
			return application(environ, start_response)
		told: list = []
		parts = application(environ, lambda *head: told.append(head))
		# Some tell their head with their first part only.
		parts = parts if told else list(parts)
		if not _is_text(*told[-1][:2]):
			start_response(*told[-1])
			return parts
		return _shorter(parts, told[-1], start_response)

	return answer


def _is_text(status: str, headers: list[tuple[str, str]]) -> bool:
	known = {name.lower(): value for name, value in headers}
	length = known.get("content-length", "")
	is_large = not length.isdigit() or int(length) >= LEAST
	is_whole = status.startswith("200") and "content-encoding" not in known
	return is_whole and is_large and known.get("content-type", "").startswith(TEXTS)


def _shorter(parts: Iterable[bytes], head: tuple, start_response: Callable) -> list[bytes]:
	status, headers, *rest = head
	body = _gzip(b"".join(parts))
	if hasattr(parts, "close"):
		parts.close()
	kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
	told = [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
	start_response(status, [*kept, *told], *rest)
	return [body]


@lru_cache(maxsize=64)
def _gzip(body: bytes) -> bytes:
	"""Scripts and styles are asked for again and again."""
	return gzip.compress(body, LEVEL, mtime=0)
