"""Frappe's own endpoints that ask for no right on the document, asked first where it is one of ours.

Named in hooks.py under override_whitelisted_methods, so that the desk goes on calling them as ever.
"""

import frappe
from frappe.client import get_count as frappe_get_count
from frappe.desk import like, reportview, search
from frappe.desk.doctype.number_card import number_card
from frappe.desk.doctype.tag import tag as tags_of_frappe
from frappe.desk.form import document_follow, linked_with
from frappe.utils import cint

from community_gov.core.compat import count_listed, linked_rows
from community_gov.overrides.account_names import names_of
from community_gov.overrides.desk import has_desk_role
from community_gov.permissions.access import load_doc, refuse_access
from community_gov.permissions.evaluate import is_scoped, is_visible

MAX_POINTS = 5_000


def _ask(doctype: str, name: str) -> None:
	"""Raises frappe.PermissionError (403) if the document is one of ours and not the user's to see."""
	if is_scoped(doctype):
		load_doc(doctype, name)


@frappe.whitelist(methods=["GET", "POST"])
def get_count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Counts what the user may list; Frappe counts every row, by any column, for everybody who is signed in."""
	if not is_scoped(doctype):
		return frappe_get_count(doctype, filters, debug, cache)
	form = frappe.local.form_dict
	return count_listed(doctype, frappe.parse_json(filters), form.get("parent_doctype") or form.get("parent"))


@frappe.whitelist(methods=["GET", "POST"])
def list_count(doctype: str, filters: dict | list | str | None = None, limit: int | str | None = None) -> int:
	"""The number under a list. Frappe 16 parses `tabCase` as the SQL keyword CASE and refuses to count it.

	Args:
	        limit: count no further, as the desk asks for long lists.
	"""
	if not is_scoped(doctype) and "case" not in doctype.lower():
		return reportview.get_count()
	return count_listed(doctype, frappe.parse_json(filters), limit=cint(limit))


@frappe.whitelist(methods=["GET", "POST"])
def card_number(
	doc: dict | str, filters: dict | list | str | None = None, to_date: str | None = None
) -> float:
	"""The number on a card that counts; with the same care for indexes as under a list.

	Args:
	        doc: the card, of which document_type and function are used.
	"""
	card = frappe.parse_json(doc)
	doctype = card.get("document_type")
	if to_date or not is_scoped(doctype) or card.get("function") != "Count":
		return number_card.get_result(doc, filters, to_date)
	return count_listed(doctype, frappe.parse_json(filters), card.get("parent_document_type"))


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a linked document; the bare name where the user may not see the document.

	Accounts have the name of their person, which only those who work in the desk are told.
	"""
	if doctype == "User":
		return names_of([docname]).get(docname, docname) if has_desk_role() else docname
	if is_scoped(doctype) and not is_visible(doctype, docname, frappe.session.user):
		return docname
	return search.get_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def linked_documents(doctype: str, docname: str) -> dict:
	"""Documents that link to one, those of ours only where the user sees them."""
	_ask(doctype, docname)
	user = frappe.session.user
	links = linked_with.get_linked_doctypes(doctype=doctype)
	# Newer versions refuse the whole answer for one kind that the user may not read.
	readable = {kind: link for kind, link in links.items() if frappe.has_permission(kind, "read")}
	found = linked_with.get_linked_docs(doctype=doctype, name=docname, linkinfo=readable)
	for kind in filter(is_scoped, list(found)):
		found[kind] = linked_rows(found[kind], lambda row, kind=kind: is_visible(kind, row["name"], user))
	return {kind: rows for kind, rows in found.items() if rows}


@frappe.whitelist(methods=["GET", "POST"])
def get_coords(doctype: str, filters: dict | list | str | None = None, type: str | None = None) -> dict:
	"""Positions for the desk's own map, as the user may list them, at most 5,000.

	Frappe 15 shows the whole table where no filter is given; 16 has no such endpoint.
	"""
	meta = frappe.get_meta(doctype)
	if not meta.has_field("latitude") or not meta.has_field("longitude"):
		return frappe.get_attr("frappe.geo.utils.get_coords")(doctype, filters, type)
	rows = frappe.get_list(
		doctype,
		filters=frappe.parse_json(filters or "[]"),
		fields=["name", "latitude", "longitude"],
		order_by="modified desc",
		limit_page_length=MAX_POINTS,
	)
	return {"type": "FeatureCollection", "features": [_map_feature(row) for row in rows]}


def _map_feature(row) -> dict:
	point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
	return {"type": "Feature", "properties": {"name": row.name}, "geometry": point}


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Tags a document that the user may see."""
	_ask(dt, dn)
	return tags_of_frappe.add_tag(tag, dt, dn, color)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: list | str, dt: str, docs: list | str, color: str | None = None) -> None:
	"""Tags documents that the user may see, all or none."""
	for name in frappe.parse_json(docs):
		_ask(dt, name)
	tags_of_frappe.add_tags(tags, dt, docs, color)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""Takes a tag from a document that the user may see."""
	_ask(dt, dn)
	tags_of_frappe.remove_tag(tag, dt, dn)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Likes a document that the user may see."""
	_ask(doctype, name)
	like.toggle_like(doctype, name, add)


@frappe.whitelist(methods=["POST"])
def follow_document(doctype: str, doc_name: str, user: str) -> object:
	"""Lets a person who may see a document hear of its changes by mail."""
	if is_scoped(doctype) and not is_visible(doctype, doc_name, user):
		refuse_access(doctype, doc_name)
	return document_follow.follow_document(doctype, doc_name, user)
