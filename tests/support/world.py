"""The places and people that the tests stand on: those of the demo, committed once per site."""

import frappe

from community_gov.demo import people, places

SESSIONS = 200


def build_world() -> None:
	"""Loads places, accounts, units, residents and volunteers; a second call changes nothing."""
	frappe.flags.in_import = True
	places.load_places()
	people.load_people()
	people.fill_shelf()
	settings = frappe.get_doc("Community Gov Settings")
	settings.update(
		{"default_grid": "421281001002", "guest_reports_per_hour": 10_000, "guest_looks_per_hour": 10_000}
	)
	settings.save()
	_let_everybody_stay()
	frappe.db.commit()
	frappe.flags.in_import = False


def _let_everybody_stay() -> None:
	"""Frappe ends the oldest session of an account that signs in a third time: the one that all tests over REST share."""
	table = frappe.qb.DocType("User")
	frappe.qb.update(table).set(table.simultaneous_sessions, SESSIONS).run()


if __name__ == "__main__":
	from tests.conftest import connect

	connect()
	build_world()
	frappe.destroy()
