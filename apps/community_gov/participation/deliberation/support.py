"""Topics that residents raise and want too: one voice a household, told to the clerk once there are enough."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_name
from community_gov.core.notifications import notify_users
from community_gov.core.scrubbing import scrub
from community_gov.grids import picker
from community_gov.participation import events, slots
from community_gov.participation.decisions.voting import residents_of
from community_gov.participation.deliberation.topics import DOCTYPE

# What was looked at and is not decided yet; before that a text may name people.
SHOWN = ("Sorted", "Called", "Held")
MOST, LONGEST = 50, 2000


def shown() -> list[dict]:
	"""Topics that were taken up and are not decided yet; see api.v1.public_council.topics."""
	filters = {"stage": ("in", SHOWN), "is_about_person": 0}
	fields = ["name", "title", "description", "grid", "stage", "supports"]
	# Everybody may know them; a guest holds no right on the list.
	rows = frappe.get_all(DOCTYPE, filters, fields, order_by="supports desc, name desc", limit=MOST)
	return [
		{
			**{"topic": row.name, "title": row.title, "description": scrub(cstr(row.description))},
			**{"stage": row.stage, "supports": cint(row.supports), "area": picker.path_of(row.grid)},
		}
		for row in rows
	]


def propose(title: str, description: str, grid: str | None):
	"""A topic that a resident raises, without a name; returns it in stage Collected.

	Raises:
	        BadInputError: no words, too many, or no such place.
	"""
	words, text = cstr(title).strip(), cstr(description).strip()
	if not 0 < len(words) <= 140 or not 0 < len(text) <= LONGEST:
		_refuse(
			_("A topic has a title of up to 140 and a text of up to {0} characters. Correct it.").format(
				LONGEST
			)
		)
	place = (
		exact_name("Grid", grid)
		if grid
		else frappe.db.get_single_value("Community Gov Settings", "default_grid")
	)
	if not place:
		_refuse(_("There is no such place. Choose your community."))
	doc = frappe.new_doc(DOCTYPE)
	doc.update({"title": scrub(words), "description": scrub(text), "grid": place, "origin": "Resident"})
	# Whoever proposes holds no right on topics; the clerk sorts each.
	return doc.insert(ignore_permissions=True)


def support(name: str, number: str) -> int:
	"""Counts the voice of the household behind a proven number, or of the number where the register knows none.

	Returns:
	        how many support the topic
	Raises:
	        ConflictError: it counts already, or the topic is not open for it.
	"""
	topic = frappe.get_doc(DOCTYPE, name, for_update=True) if frappe.db.exists(DOCTYPE, name) else None
	if not topic or topic.stage not in SHOWN or cint(topic.is_about_person):
		frappe.throw(_("This topic takes no support now. Open the list again."), exc=ConflictError)
	refusal = _("Your household supports this topic already. One voice each.")
	if household := _household_of(number):
		slots.take_for_home(topic, "Support", household, refusal)
	else:
		slots.take(topic, "Support", number, refusal)
	return _count(topic)


def _household_of(number: str) -> str | None:
	names = residents_of(number)
	homes = {frappe.db.get_value("Resident", name, "household") for name in names} - {None, ""}
	return min(homes) if homes else None


def _count(topic) -> int:
	count = cint(topic.supports) + 1
	topic.db_set("supports", count, update_modified=False)
	wanted = cint(topic.threshold_supports)
	if wanted and count >= wanted and not cint(topic.is_wanted):
		topic.db_set("is_wanted", 1, update_modified=False)
		events.record(topic, "Enough Support", note=str(count))
		told = _("{0} households want topic {1}. Look when it is on.").format(count, topic.title)
		notify_users({topic.sorted_by, topic.collected_by} - {None, "Guest"}, told, DOCTYPE, topic.name)
	return count


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
