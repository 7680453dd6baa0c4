"""Documents without anything, or that name nothing there is: each is refused with a reason, by every controller."""

import pytest

import frappe

from tests.support.resource import LocalUser


def ours(site) -> list[str]:
	filters = {"module": "Community Gov", "istable": 0, "issingle": 0}
	return site.get_all("DocType", filters, pluck="name", order_by="name asc")


def ghosts(meta) -> dict:
	"""A value for each field, none of which means anything."""
	texts = ("Link", "Dynamic Link", "Data", "Small Text", "Text", "Select", "Code", "Autocomplete")
	return {df.fieldname: "Ghost" for df in meta.fields if df.fieldtype in texts}


@pytest.mark.parametrize("key", ["Administrator", "chief", "coordinator"])
def test_nothing_is_no_fault_of_the_server(site, key):
	from community_gov.demo.people import email

	user, faults = LocalUser(key if key == "Administrator" else email(key)), {}
	for doctype in ours(site):
		for values in ({}, ghosts(frappe.get_meta(doctype))):
			try:
				user.create(doctype, **values)
			except Exception as error:
				faults[f"{doctype} {'ghosts' if values else 'empty'}"] = repr(error)[:200]
	assert faults == {}
