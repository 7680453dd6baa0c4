"""Plainly generic routing rules between the two demo bureaus; a production site writes its own."""

import frappe

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU

CITY = "421281"
# (name, category or class, urgency, lead, helping)
RULES = (
	("演示：市容环境归城管", "M06", None, CITY_BUREAU, None),
	("演示：水域污物归水利", "M06025", None, WATER_BUREAU, None),
	("演示：紧急案件两局同办", None, "Urgent", CITY_BUREAU, WATER_BUREAU),
)


def load_rules() -> None:
	"""Writes the rules that are missing; a second call changes nothing."""
	for name, category, urgency, lead, helping in RULES:
		if frappe.db.exists("Routing Rule", name):
			continue
		rule = frappe.new_doc("Routing Rule")
		rule.update({"rule_name": name, "category": category, "grid": CITY, "urgency": urgency})
		rule.append("units", {"unit": lead, "duty": "Lead"})
		if helping:
			rule.append("units", {"unit": helping, "duty": "Helping"})
		rule.insert()
