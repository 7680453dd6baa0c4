"""Runs in the bench's environment: finishes a new site so that it opens without the setup wizard."""

import sys
from pathlib import Path

import frappe
from frappe.utils.password import update_password


def prepare(site: str, language: str, time_zone: str, country: str, password_file: str) -> None:
	"""Set language, time zone, country and Administrator's password; mark the setup as complete."""
	frappe.init(site=site)
	frappe.connect()
	settings = frappe.get_doc("System Settings")
	settings.update({"language": language, "time_zone": time_zone, "country": country, "setup_complete": 1})
	settings.enable_onboarding = 0
	settings.flags.ignore_mandatory = True
	settings.save()
	frappe.db.set_default("lang", language)
	frappe.db.set_default("desktop:home_page", "workspace")
	if frappe.db.has_column("Installed Application", "is_setup_complete"):
		frappe.db.sql("update `tabInstalled Application` set is_setup_complete = 1")
	frappe.db.set_value("User", "Administrator", {"language": language, "time_zone": time_zone})
	update_password("Administrator", Path(password_file).read_text(encoding="utf-8"))
	frappe.db.commit()
	frappe.clear_cache()
	frappe.destroy()


if __name__ == "__main__":
	prepare(*sys.argv[1:6])
