"""Runs in the bench's environment: loads the town of the demo and prints its users."""

import sys

import frappe


def load(site: str) -> None:
	"""Fill the site once; running it again adds nothing."""
	frappe.init(site=site)
	frappe.connect()
	try:
		from demo_town.load import load_town

		load_town()
		frappe.db.commit()
	finally:
		frappe.destroy()


if __name__ == "__main__":
	load(sys.argv[1])
