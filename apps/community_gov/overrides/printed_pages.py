"""Pages that become PDFs: the server opens them with the session of whoever prints, so they name no other address."""

import re
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

import frappe

OWN_FOLDERS = ("/assets/", "/files/", "/private/files/")
# What runs, loads or leads away by itself.
REMOVED = (
	*("script", "iframe", "frame", "object", "embed", "applet", "base", "form", "noscript"),
	*("audio", "video", "source", "track", "portal"),
)
ADDRESSES = ("src", "srcset", "href", "xlink:href", "background", "poster", "data", "action", "formaction")
# Frappe 15.50 and 16 read the address of every picture: one that lost its own shows a transparent pixel.
_PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
_CSS_ADDRESS = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_CSS_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)
# "\75rl(" is "url(" to a browser.
_CSS_ESCAPE = re.compile(r"\\")


def without_foreign_addresses(html: str) -> str:
	"""The page without scripts, frames and every address that is not one of the site's own assets or files."""
	# Reads a page as browsers do, so that nothing is hidden in what only they repair.
	page = BeautifulSoup(html or "", "html5lib")
	for tag in page(REMOVED):
		tag.decompose()
	for tag in page("meta", attrs={"http-equiv": re.compile("refresh", re.IGNORECASE)}):
		tag.decompose()
	for tag in page(True):
		_clean_attributes(tag)
	for picture in page("img"):
		picture.attrs.setdefault("src", _PIXEL)
	for style in page("style"):
		style.string = own_styles(style.string or "")
	return str(page)


def _clean_attributes(tag) -> None:
	for name in list(tag.attrs):
		value = tag.attrs[name]
		text = " ".join(value) if isinstance(value, list) else str(value)
		if name.lower().startswith("on"):
			del tag.attrs[name]
		elif name.lower() == "style":
			tag.attrs[name] = own_styles(text)
		elif name.lower() in ADDRESSES and tag.name != "a" and not is_own(text):
			del tag.attrs[name]


def own_styles(css: str) -> str:
	"""Styles without imports and foreign pictures; where a sign is escaped, nothing is kept of an address."""
	if _CSS_ESCAPE.search(css) and re.search(r"url|import|\\[0-9a-f]", css, re.IGNORECASE):
		css = _CSS_ESCAPE.sub("", css)
	return _CSS_ADDRESS.sub(_own_or_nothing, _CSS_IMPORT.sub("", css))


def _own_or_nothing(found: re.Match) -> str:
	return found[0] if is_own(found[2]) else "none"


def is_own(address: str) -> bool:
	"""Whether an address is a picture within the page, a part of it, or an asset or file of this site."""
	plain = address.strip()
	if plain.startswith("#") or plain.lower().startswith("data:image/"):
		return True
	try:
		parts = urlsplit(plain)
	except ValueError:
		return False
	if parts.netloc and parts.netloc != urlsplit(frappe.utils.get_url()).netloc:
		return False
	path = unquote(parts.path)
	return parts.scheme in ("", "http", "https") and path == normpath(path) and path.startswith(OWN_FOLDERS)
