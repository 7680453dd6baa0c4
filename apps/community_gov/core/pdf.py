"""PDFs of our own pages by WeasyPrint, which Frappe brings: newer systems offer no wkhtmltopdf any more."""

import io
import mimetypes
import os
import re
import shutil
import subprocess
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from pypdf import PdfReader, PdfWriter

import frappe
from frappe import _

MODULE = "Community Gov"
# The first is what the set-up installs; the others are what offices have.
FONTS = '"WenQuanYi Zen Hei", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif'
STYLE = """
@page {{ size: A4; margin: {margins}; {foot} }}
html {{ font-family: {fonts}; font-size: 10.5pt; line-height: 1.5; color: #111; }}
body {{ margin: 0; }}
"""
# Of Chinese writing, rare characters of names included.
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Printers set it for a character that they lack.
MISSING = "〓"
FOOT = '@bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; color: #555; }'


def from_html(body: str, margins: str = "15mm", numbered: bool = True) -> bytes:
	"""A page as PDF, A4.

	Args:
	        margins: as CSS writes them, from the top clockwise.
	        numbered: whether each page carries its number.
	"""
	# WeasyPrint loads its fonts when it is imported: only whoever prints pays for that.
	from weasyprint import HTML

	style = STYLE.format(margins=margins, fonts=FONTS, foot=FOOT if numbered else "")
	head = f"<meta charset='utf-8'><style>{style}</style>"
	body = told_missing(body)
	page = f"<!DOCTYPE html><html lang='{frappe.local.lang}'><head>{head}</head><body>{body}</body></html>"
	return HTML(string=page, url_fetcher=inline_only).write_pdf()


def told_missing(body: str) -> str:
	"""A page on which a character that no font of the server draws is 〓, and told below: WeasyPrint leaves a blank."""
	missing = [sign for sign in dict.fromkeys(_HAN.findall(body)) if not _is_drawn(sign)]
	if not missing:
		return body
	for sign in missing:
		body = body.replace(sign, MISSING)
	codes = "、".join(f"U+{ord(sign):X}" for sign in missing)
	note = _(
		"{0} stands for {1}, for which the server has no font. Install a font that has it and print it again."
	)
	return f"{body}<p style='font-size: 8.5pt'>{note.format(MISSING, codes)}</p>"


def _is_drawn(sign: str) -> bool:
	return not _drawn() or any(first <= ord(sign) <= last for first, last in _drawn())


@lru_cache(maxsize=1)
def _drawn() -> list[tuple[int, int]]:
	"""The characters that the fonts of the server have, as ranges; none where nobody can say."""
	try:
		listed = ["fc-list", "--format=%{charset} "]
		told = subprocess.run(listed, capture_output=True, timeout=10, check=True, text=True).stdout
	except (OSError, subprocess.SubprocessError):
		return []
	ends = [part.split("-") for part in set(told.split())]
	return [(int(first, 16), int(last[0] if last else first, 16)) for first, *last in ends]


def inline_only(url: str, *args, **kwargs) -> dict:
	"""What a page may show: pictures within it. Nothing that people wrote makes the server fetch an address.

	Raises:
	        ValueError: WeasyPrint leaves the picture out.
	"""
	if not url.startswith("data:"):
		raise ValueError("Only pictures within the page are printed")
	with urlopen(url) as answer:
		return {"string": answer.read(), "mime_type": answer.headers.get_content_type()}


def has_wkhtmltopdf() -> bool:
	"""Whether Frappe's own printer is there; systems of 2025 and later no longer offer it."""
	return bool(shutil.which("wkhtmltopdf"))


def from_page(html: str, options: dict, output: PdfWriter | None = None) -> bytes | PdfWriter:
	"""A whole page of Frappe's as PDF, as its `get_pdf` gives it.

	Args:
	        options: of wkhtmltopdf, of which orientation, page-size and password are kept.
	        output: a writer to which the pages are added and which is returned, or None.
	"""
	from weasyprint import CSS, HTML

	size = f"{options.get('page-size') or 'A4'} {str(options.get('orientation') or 'Portrait').lower()}"
	style = CSS(string=f"@page {{ size: {size}; margin: 15mm; }} html {{ font-family: {FONTS}; }}")
	page = HTML(string=told_missing(html), base_url=frappe.utils.get_url(), url_fetcher=own_assets)
	reader, writer = PdfReader(io.BytesIO(page.write_pdf(stylesheets=[style]))), output or PdfWriter()
	for sheet in reader.pages:
		writer.add_page(sheet)
	if output is not None:
		return output
	if options.get("password"):
		writer.encrypt(str(options["password"]))
	file = io.BytesIO()
	writer.write(file)
	return file.getvalue()


def own_assets(url: str, *args, **kwargs) -> dict:
	"""What a page of Frappe's may show: pictures within it, assets of the apps and public files, read from the disk.

	Raises:
	        ValueError: WeasyPrint leaves it out.
	"""
	if url.startswith("data:"):
		return inline_only(url)
	path = unquote(urlsplit(url).path)
	place = os.path.realpath(_place_of(path))
	if not any(place.startswith(os.path.realpath(folder) + os.sep) for folder in _asset_folders()):
		raise ValueError("Only assets of this site are printed")
	with open(place, "rb") as file:
		return {"string": file.read(), "mime_type": mimetypes.guess_type(path)[0] or "text/css"}


def _place_of(path: str) -> str:
	if path.startswith("/files/"):
		return frappe.get_site_path("public", path.lstrip("/"))
	return os.path.join(frappe.local.sites_path, path.lstrip("/"))


def _asset_folders() -> list[str]:
	apps = [frappe.get_app_path(app, "public") for app in frappe.get_installed_apps()]
	return [os.path.join(frappe.local.sites_path, "assets"), frappe.get_site_path("public", "files"), *apps]


def is_own_format(name: str | None) -> bool:
	"""Whether a print format is one that this app ships."""
	module, standard = frappe.db.get_value("Print Format", name, ["module", "standard"]) or (None, None)
	return module == MODULE and standard == "Yes"


def from_format(doc, name: str) -> bytes:
	"""A stored document in a print format of this app; Frappe asks for the right to print it.

	Raises:
	        frappe.PermissionError
	"""
	from frappe.www.printview import get_rendered_template

	layout = frappe.get_doc("Print Format", name)
	body = get_rendered_template(doc, print_format=layout, meta=doc.meta, no_letterhead=True)
	sides = ("margin_top", "margin_right", "margin_bottom", "margin_left")
	margins = " ".join(f"{layout.get(side) or 15}mm" for side in sides)
	return from_html(f"<div class='print-format'>{body}</div>", margins, layout.page_number != "Hide")
