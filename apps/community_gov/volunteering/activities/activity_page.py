"""The printed poster of an activity: what stands on it, read anew for the person who prints."""

import frappe
from frappe.utils import get_datetime, get_url

from community_gov.core.qr_codes import svg_of
from community_gov.volunteering.activities.activities import roles_of

DAY, HOUR = "%Y-%m-%d %H:%M", "%H:%M"


def activity_poster(name: str) -> frappe._dict:
	"""{title, time, place, description, roles, svg} of an activity; called from the template of the print format.

	Raises:
	        frappe.PermissionError: the user may not print the activity.
	"""
	doc = frappe.get_doc("Volunteer Activity", name)
	doc.check_permission("print")
	starts, ends = get_datetime(doc.starts_at), get_datetime(doc.ends_at)
	until = ends.strftime(HOUR if ends.date() == starts.date() else DAY)
	return frappe._dict(
		title=doc.activity_title,
		time=f"{starts.strftime(DAY)} – {until}",
		place=doc.place,
		description=doc.description,
		roles=roles_of([name]).get(name, []),
		svg=svg_of(get_url(f"/activity?place={doc.grid}")),
	)
