"""The phone workbench: what waits for the account of the session, one thing of it, and the own figures."""

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.utils import cstr, getdate, now_datetime

from community_gov.api.located import located
from community_gov.casework.intake import (
	kind_suggestions,
	settling,
	snapshot_kinds,
	snapshot_map,
	thumbnails,
)
from community_gov.core.codes import keyed_hash
from community_gov.core.documents import as_number
from community_gov.grids import picker
from community_gov.permissions.access import load_doc, refuse_access, require
from community_gov.permissions.scope import units_of
from community_gov.workbench import further_steps, items, own_figures, parts, queue
from community_gov.workbench import scanned as codes_scanned


@frappe.whitelist(methods=["GET"])
def home() -> dict:
	"""Tabs of the account by role and settings, and the queue of what waits for it.

	Permission: everybody with an account; each row is one that the account may list and whose next step is its own.
	Returns:
	        {account, now, day, tabs, grid, queue, kinds}: account is a name that tells accounts of a phone apart and
	        nothing of the person; now is the site's time; tabs are out of queue, report, visits, patrol, doors, mine; grid {name, grid_name}
	        is the own place or null; kinds are
	        the big buttons of a report [{code, name, danger, settles}], settles where the account may solve it on the spot; queue see workbench.queue.queue_of
	"""
	user = frappe.session.user
	tabs = parts.tabs_of(user)
	return {
		"account": keyed_hash(f"workbench\n{user}")[:32],
		"now": cstr(now_datetime())[:19],
		"day": str(getdate()),
		"tabs": tabs,
		"grid": picker.own_grid(user),
		"queue": queue.queue_of(user) if parts.QUEUE in tabs else [],
		"kinds": settling.with_settling(snapshot_kinds.buttons()) if parts.REPORT in tabs else [],
	}


@frappe.whitelist(methods=["GET"])
def csrf_token() -> dict:
	"""The token that a page sends with what it writes: {csrf_token}. The page itself is kept on phones and has none.

	From then on the session asks for it, so other clients leave this alone.
	"""
	if frappe.session.user == "Guest":
		refuse_access("User")
	return {"csrf_token": get_csrf_token()}


@frappe.whitelist(methods=["GET"])
def item(doctype: str, name: str) -> dict:
	"""One thing of the queue at a glance, with the steps that the account may take and why one would be refused.

	Args:
	        doctype: Case, Case Dispatch, Case Check, Case Appeal, Case Adjustment, Supervision Order, Help Request, Visit or
	        Community Notice.
	Permission: who may read the document; its case, its person only as far as the account may read those.
	Returns:
	        see workbench.items.item_of
	"""
	items.require_shown(doctype)
	return items.item_of(load_doc(doctype, name))


@frappe.whitelist(methods=["POST"])
def scanned(text: str) -> dict:
	"""What the code on a poster of a grid or at a door leads to. By POST, so that no code stands in a log of addresses.

	Args:
	        text: what the code says, at most 300 characters.
	Permission: who may report; of a door only what the account may list.
	Returns:
	        see workbench.scanned.meaning_of
	"""
	require("Case", "create")
	return codes_scanned.meaning_of(text)


@frappe.whitelist(methods=["GET"])
def thumbnail(case: str) -> None:
	"""A small picture of the first photo of a case, as a JPEG of at most 160 pixels.

	Permission: who may read the case; 404 where it has no photo.
	"""
	content = thumbnails.thumbnail_of(load_doc("Case", case).name)
	if content is None:
		frappe.throw(_("This case has no photo. Open it to add one."), frappe.DoesNotExistError)
	shown = {"filename": "thumbnail.jpg", "filecontent": content, "display_content_as": "inline"}
	frappe.local.response.update({"type": "download", **shown})


@frappe.whitelist(methods=["GET"])
@located
def around(latitude: float | None = None, longitude: float | None = None, place: str | None = None) -> dict:
	"""What a map begins with: boundaries near a position, a place, or else the site's default grid.

	Args:
	        latitude, longitude: degrees WGS 84.
	        place: code of a grid.
	Returns:
	        {centre: {latitude, longitude}, boundaries: [{code, name, level, shape}]}
	"""
	require("Grid", "read")
	# Older versions of Frappe hand over what stands in the address as text.
	near = snapshot_map.around(as_number(latitude), as_number(longitude), place)
	return {name: near[name] for name in ("centre", "boundaries")}


@frappe.whitelist(methods=["GET"])
def kinds(words: str) -> dict:
	"""Kinds of matters that the words of a report speak of, best first: {kinds: [{code, name, danger, settles}]}, at most six.

	Permission: who may report.
	"""
	require("Case", "create")
	return {"kinds": settling.with_settling(kind_suggestions.suggest(words))}


@frappe.whitelist(methods=["GET"])
def units(below: str | None = None) -> dict:
	"""Units at work, for whoever dispatches: {units: [{name, unit_name}]}, at most 500.

	Args:
	        below: only those directly below this unit, for its handlers.
	"""
	if below:
		if below not in units_of(frappe.session.user):
			refuse_access("Responsible Unit", below)
		return {"units": further_steps.units_below(below)}
	if not frappe.has_permission("Case Dispatch", "create"):
		refuse_access("Case Dispatch")
	return {"units": further_steps.units_at_work()}


@frappe.whitelist(methods=["GET"])
def mine() -> dict:
	"""What the account sees of itself.

	Returns:
	        see workbench.own_figures.own_figures
	"""
	return own_figures.own_figures(frappe.session.user)
