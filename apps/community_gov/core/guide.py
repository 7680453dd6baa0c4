"""The guides of the folder docs/, as the desk shows them: in the reader's language where there is one."""

from pathlib import Path

import frappe
from frappe import _
from frappe.utils import md_to_html

START = "admin-guide"


def folder() -> Path:
	"""docs/ of the repository that a bench holds."""
	return Path(frappe.get_app_path("community_gov")).resolve().parents[1] / "docs"


def read(page: str, lang: str) -> dict:
	"""One page of the guide: {page, html}; links to pages are theirs relative to docs/.

	Raises:
	        frappe.DoesNotExistError (404): no such page, or an installation without the folder.
	"""
	names = (f"{page}.zh-CN.md", f"{page}.md") if lang.startswith("zh") else (f"{page}.md",)
	pages = {path.relative_to(folder()).as_posix(): path for path in folder().rglob("*.md")}
	found = [pages[name] for name in names if name in pages]
	if not found:
		frappe.throw(
			_("The guide has no page {0}. Open it from the Help menu.").format(page), frappe.DoesNotExistError
		)
	return {"page": page, "html": str(md_to_html(found[0].read_text(encoding="utf-8")))}
