"""The one door for residents: who starts there, and what stands on it. All of it comes from the settings."""

import re

import frappe
from frappe import _

from community_gov.core import text_messages
from community_gov.portal import family_proxies

ROUTE = "front"
SETTINGS = "Community Gov Settings"
# Frappe stores this one where nobody has chosen a home page.
NOT_CHOSEN = ("", "login", None)
_LINE = re.compile(r"(.*?)[\s:：]*([\d\-+]{3,})")


def home_page(user: str) -> str | None:
	"""Hook of Frappe's website: where `/` leads; None for staff, and where the site has a home page of its own."""
	settings = frappe.get_cached_doc(SETTINGS)
	chosen = frappe.get_website_settings("home_page")
	if not settings.use_front_page or chosen not in NOT_CHOSEN:
		return None
	# Frappe's hook names the account of the session.
	if user != "Guest" and frappe.db.get_value("User", user, "user_type") == "System User":
		return None
	return ROUTE


def community_name() -> str | None:
	"""The name of the community as the settings have it."""
	return frappe.get_cached_doc(SETTINGS).community_name or None


def numbers(text: str | None) -> list[dict]:
	"""Urgent numbers out of the lines of the setting: [{label, number}]; a line without a number is left out."""
	found = [_LINE.fullmatch(line.strip()) for line in (text or "").splitlines()]
	return [{"label": match[1] or match[2], "number": match[2]} for match in found if match]


def footer() -> dict:
	"""What stands below every public page: {icp_number, police_record_number}."""
	settings = frappe.get_cached_doc(SETTINGS)
	return {name: settings.get(name) for name in ("icp_number", "police_record_number")}


def office() -> dict:
	"""How to reach the office: {hours, phone, address}, None where the settings say nothing."""
	settings = frappe.get_cached_doc(SETTINGS)
	return {name: settings.get(f"office_{name}") for name in ("hours", "phone", "address")}


def tiles() -> list[dict]:
	"""The services that the settings offer, most wanted first: [{route, label, hint, icon, plain}].

	plain: shown in elder mode, too, which has a few large tiles only.
	"""
	settings = frappe.get_cached_doc(SETTINGS)
	offered = [
		(
			"/snapshot",
			_("Report a Problem"),
			_("A photo and a few words"),
			"camera",
			True,
			settings.allow_guest_reporting,
		),
		("/snapshot/track", _("Follow My Report"), _("With the code of the receipt"), "search", True, True),
		(
			"/help",
			_("Ask for Help"),
			_("With the code at your door"),
			"hand",
			True,
			settings.allow_help_by_code,
		),
		("/notices", _("Notices to Residents"), _("Read, confirm, check a sheet"), "bell", True, True),
		("/council", _("Residents' Council"), _("Vote, object, see what was decided"), "vote", True, True),
		(
			"/opinion",
			_("Your Opinion"),
			_("Say what you think, propose a topic"),
			"speech",
			False,
			settings.allow_guest_reporting,
		),
		("/deeds", _("Livelihood Deeds"), _("Propose, choose, rate"), "star", False, True),
		("/lectures", _("Policy Lectures"), _("Sign up, ask, read the answers"), "book", False, True),
		(
			"/projects",
			_("Micro-projects and Groups"),
			_("Apply, see the accounts, join a group"),
			"sprout",
			False,
			True,
		),
		("/snapshot/nearby", _("Nearby Cases"), _("What is known, what is settled"), "map", False, True),
		("/activity", _("Activities"), _("Take part and help"), "calendar", False, True),
		(
			"/volunteer",
			_("Become a Volunteer"),
			_("Register, follow, withdraw"),
			"heart",
			False,
			settings.allow_volunteer_registration,
		),
		("/points", _("Points and Rewards"), _("For volunteers with an account"), "gift", False, True),
		(
			"/certificate",
			_("Check a Certificate"),
			_("Is a certificate of hours genuine?"),
			"check",
			False,
			True,
		),
	]
	keys = ("route", "label", "hint", "icon", "plain")
	return [dict(zip(keys, tile[:-1], strict=True)) for tile in offered if tile[-1]]


def contents() -> dict:
	"""What the pages of the front door show: {tiles, numbers, office, privacy_notice, account, has_messages, relations}."""
	settings, user = frappe.get_cached_doc(SETTINGS), frappe.session.user
	return {
		"tiles": tiles(),
		"numbers": numbers(settings.urgent_numbers),
		"office": office(),
		"privacy_notice": settings.privacy_notice,
		"has_messages": text_messages.can_send(),
		"relations": family_proxies.RELATIONS,
		"account": None if user == "Guest" else frappe.db.get_value("User", user, "full_name"),
	}
