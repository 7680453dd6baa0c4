"""Settings that a new version brings: their defaults are stored once, later they belong to the administrators."""

import frappe

SETTINGS = "Community Gov Settings"
SEEDED = "community_gov_stage_limits_seeded"
ITEMS_SEEDED = "community_gov_assessment_items_seeded"
# Item, target of a month where nothing of its own is due, weight out of 100.
ASSESSMENT_ITEMS = (
	("Patrols", 20, 30),
	("Visits", 20, 25),
	("Reports Filed", 10, 20),
	("Checks on Time", 0, 20),
	("Hours Trained", 2, 5),
)
# Taiyuan: filing and dispatch within 10 minutes if urgent, 30 otherwise; a check within one hour or two.
STAGE_LIMITS = (
	("Reported", "Normal", 0.5, "Duty Hours"),
	("Reported", "Urgent", 0.17, "Emergency Hours"),
	("Verifying", "Normal", 2, "Duty Hours"),
	("Verifying", "Urgent", 1, "Emergency Hours"),
	("Accepted", "Normal", 0.5, "Duty Hours"),
	("Accepted", "Urgent", 0.17, "Emergency Hours"),
	("Filed", "Normal", 0.5, "Duty Hours"),
	("Filed", "Urgent", 0.17, "Emergency Hours"),
	("Checking", "Normal", 2, "Duty Hours"),
	("Checking", "Urgent", 1, "Emergency Hours"),
)

YUAN = "CNY"


def fill_settings() -> None:
	_fill_missing_defaults()
	_seed_stage_limits()
	_seed_assessment_items()
	_name_currency()


def _name_currency() -> None:
	"""Amounts of the app are in yuan; a site that names no currency would show the first one of Frappe's list.

	Frappe knows no sign for the yuan, and would write CNY before each amount.
	"""
	if not frappe.db.get_default("currency"):
		frappe.db.set_default("currency", YUAN)
	if frappe.db.exists("Currency", YUAN) and not frappe.db.get_value("Currency", YUAN, "symbol"):
		frappe.db.set_value("Currency", YUAN, "symbol", "¥")


def _fill_missing_defaults() -> None:
	"""Frappe gives a Single's new field its default only on a site where nothing of it was ever saved."""
	stored = frappe.db.get_singles_dict(SETTINGS)
	for df in frappe.get_meta(SETTINGS).fields:
		if df.default is not None and df.fieldname not in stored:
			frappe.db.set_single_value(SETTINGS, df.fieldname, df.default)


def _seed_stage_limits() -> None:
	if frappe.db.get_default(SEEDED):
		return
	doc = frappe.get_doc(SETTINGS)
	if not doc.stage_limits:
		for stage, urgency, value, unit in STAGE_LIMITS:
			row = {"stage": stage, "urgency": urgency, "limit_value": value, "limit_unit": unit}
			doc.append("stage_limits", row)
		# Installation writes on behalf of nobody.
		doc.save(ignore_permissions=True)
	frappe.db.set_default(SEEDED, "1")


def _seed_assessment_items() -> None:
	if frappe.db.get_default(ITEMS_SEEDED):
		return
	doc = frappe.get_doc(SETTINGS)
	if not doc.assessment_items:
		for item, target, weight in ASSESSMENT_ITEMS:
			doc.append("assessment_items", {"item": item, "target": target, "weight": weight})
		# Installation writes on behalf of nobody.
		doc.save(ignore_permissions=True)
	frappe.db.set_default(ITEMS_SEEDED, "1")
