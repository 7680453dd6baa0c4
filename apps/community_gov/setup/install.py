"""What Frappe calls on install, migrate and uninstall."""

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from community_gov.registry.identity.rotation import ensure_own_key
from community_gov.search.index import create_tables
from community_gov.setup.calendar import seed_calendar
from community_gov.setup.custom_fields import custom_fields
from community_gov.setup.security import fill_security
from community_gov.setup.seeding import seed_all
from community_gov.setup.settings import fill_settings


def before_install() -> None:
	"""Fails early, with what to do, where a needed library is missing."""
	import chinese_calendar  # noqa: F401
	import shapely  # noqa: F401
	import stdnum  # noqa: F401 (only looks whether it is there)


def bring_up_to_date() -> None:
	"""After installing and after each migration: fields, shipped records, calendar and settings of this version."""
	create_tables()
	create_custom_fields(custom_fields(), ignore_validate=True)
	frappe.clear_cache(doctype="Workflow Document State")
	seed_all()
	seed_calendar()
	fill_settings()
	fill_security()
	ensure_own_key()
