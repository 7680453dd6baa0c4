"""Loads the demo community: five real places, fictitious people, the Chibi case through REST."""

import frappe
from frappe.utils import getdate

from community_gov.core.counting import count_shown
from community_gov.demo.activities import load_activities
from community_gov.demo.care import load_care
from community_gov.demo.chibi import InProcessClient, Replay, last_29_september
from community_gov.demo.help import load_help
from community_gov.demo.homes import load_homes
from community_gov.demo.people import ACCOUNTS, PASSWORD, email, fill_shelf, load_people
from community_gov.demo.places import load_places
from community_gov.demo.rules import load_rules
from community_gov.demo.service import load_service
from community_gov.demo.team_work import load_team_work
from community_gov.demo.volunteers import load_volunteers


def load_demo() -> None:
	"""Fills an empty site once; running it again adds nothing. Prints the users as plain text."""
	frappe.flags.mute_emails = True
	load_places()
	load_people()
	load_homes()
	load_care()
	load_help()
	load_volunteers()
	load_team_work()
	fill_shelf()
	load_service()
	load_activities()
	load_rules()
	frappe.db.set_single_value("Community Gov Settings", "default_grid", "421281001002")
	frappe.db.commit()
	if not count_shown("Case", {}):
		_replay_chibi()
	_print_users()


def _replay_chibi() -> str:
	"""Plays the case in process; each request clears the context, so the site is opened again afterwards."""
	site, today = frappe.local.site, getdate()
	try:
		return Replay(InProcessClient(site), last_29_september(today)).run()
	finally:
		frappe.init(site=site)
		frappe.connect()


def _print_users() -> None:
	width = max(len(email(account.key)) for account in ACCOUNTS)
	for account in ACCOUNTS:
		print(f"{email(account.key):<{width}}  {PASSWORD}  {account.role}")
