"""PDFs of our own pages by WeasyPrint, which Frappe brings: newer systems offer no wkhtmltopdf any more."""

from urllib.request import urlopen

import frappe

MODULE = "Community Gov"
# The first is what the set-up installs; the others are what offices have.
FONTS = '"WenQuanYi Zen Hei", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif'
STYLE = """
@page {{ size: A4; margin: {margins}; {foot} }}
html {{ font-family: {fonts}; font-size: 10.5pt; line-height: 1.5; color: #111; }}
body {{ margin: 0; }}
"""
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
	page = f"<!DOCTYPE html><html lang='{frappe.local.lang}'><head>{head}</head><body>{body}</body></html>"
	return HTML(string=page, url_fetcher=inline_only).write_pdf()


def inline_only(url: str, *args, **kwargs) -> dict:
	"""What a page may show: pictures within it. Nothing that people wrote makes the server fetch an address.

	Raises:
	        ValueError: WeasyPrint leaves the picture out.
	"""
	if not url.startswith("data:"):
		raise ValueError("Only pictures within the page are printed")
	with urlopen(url) as answer:
		return {"string": answer.read(), "mime_type": answer.headers.get_content_type()}


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
