"""Frappe's writers of sheets and PDFs, wrapped once a process: there are a dozen ways to them, in each version others."""

from collections.abc import Callable

from frappe.desk import utils as desk_utils
from frappe.utils import csvutils, xlsxutils

from community_gov.core.sheets import without_formula
from community_gov.overrides.printed_pages import without_foreign_addresses
from community_gov.overrides.replacing import replace_everywhere


def wrap_writers() -> None:
	"""Hook before_request and before_job: a name that a module has imported is replaced there, too."""
	from frappe.utils import pdf

	replace_everywhere(xlsxutils, "make_xlsx", _of_plain_rows)
	replace_everywhere(desk_utils, "get_csv_bytes", _of_plain_rows)
	replace_everywhere(csvutils.UnicodeWriter, "writerow", _of_plain_row)
	replace_everywhere(pdf, "get_pdf", _of_own_page)
	replace_everywhere(pdf, "get_chrome_pdf", _of_own_html)


def _of_plain_rows(write: Callable) -> Callable:
	"""Rows whose cells run nowhere as formulas."""

	def plain(data, *args, **kwargs):
		return write([[without_formula(cell) for cell in row] for row in data], *args, **kwargs)

	return plain


def _of_plain_row(write: Callable) -> Callable:
	def plain(writer, row):
		return write(writer, [without_formula(cell) for cell in row])

	return plain


def _of_own_page(write: Callable) -> Callable:
	"""A page that makes the server fetch nothing but the site's own assets; without wkhtmltopdf by WeasyPrint."""

	def own(html, options=None, output=None):
		from community_gov.core import pdf

		page = without_foreign_addresses(html)
		if pdf.has_wkhtmltopdf():
			return write(page, options, output)
		return pdf.from_page(page, options or {}, output)

	return own


def _of_own_html(write: Callable) -> Callable:
	"""Frappe 16 prints with Chromium where a format says so."""

	def own(print_format, html, *args, **kwargs):
		return write(print_format, without_foreign_addresses(html), *args, **kwargs)

	return own
