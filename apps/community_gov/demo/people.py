"""Fictitious people of the demo: staff with accounts, units, residents, volunteers with points."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import getdate
from frappe.utils.password import update_password

from community_gov.demo.persons import make_credit_code, make_person
from community_gov.demo.places import COMMUNITIES, community
from community_gov.registry.identity.guardians import CHILD_BELOW, age_on
from community_gov.volunteering.points import ledger

PASSWORD = "Chibi-0929"
DOMAIN = "demo.example"
STAFF_PROFILE = "Community Gov Staff"
START = "2024-01-01"


class Account(NamedTuple):
	"""A demo login: key is the part before @; place is the community whose team it joins, with team_role."""

	key: str
	role: str
	index: int
	place: str | None = None
	grid_suffix: str = ""


ACCOUNTS = (
	# First: Frappe makes the first account of a site a System Manager, whatever its roles.
	Account("system", "System Manager", 0),
	Account("operator", "Operator", 1),
	Account("chief", "Duty Chief", 2),
	Account("admin", "Community Administrator", 3),
	Account("gridworker", "Grid Worker", 4, "chibi", "001"),
	Account("supervisor", "Grid Supervisor", 5, "chibi"),
	Account("manager", "Community Manager", 6, "chibi"),
	Account("coordinator", "Volunteer Coordinator", 7, "chibi"),
	Account("handler", "Unit Handler", 8),
	Account("handler2", "Unit Handler", 9),
	Account("volunteer", "Volunteer", 10),
	Account("integration", "Integration", 11),
	Account("gridworker.qilitang", "Grid Worker", 12, "qilitang", "001"),
	Account("gridworker.zhelu", "Grid Worker", 13, "zhelu", "001"),
	Account("gridworker.chuhe", "Grid Worker", 14, "chuhe", "001"),
	Account("gridworker.zhonghuaxiang", "Grid Worker", 15, "zhonghuaxiang", "001"),
	# Decides where the first chief took part.
	Account("deputy", "Duty Chief", 16),
	Account("auditor", "Community Auditor", 17),
	Account("clerk", "Council Clerk", 18, "chibi"),
	Account("overseer", "Supervision Member", 19, "chibi"),
)
WATER_BUREAU = "赤壁市水利和湖泊局"
CITY_BUREAU = "赤壁市城市管理执法局"
UNITS = ((WATER_BUREAU, "handler"), (CITY_BUREAU, "handler2"))


def email(key: str) -> str:
	return f"{key}@{DOMAIN}"


def load_people() -> None:
	"""Accounts, teams, units, and for each community three residents and two volunteers."""
	_make_module_profile()
	for account in ACCOUNTS:
		make_user(account)
	_make_units()
	for account in ACCOUNTS:
		join_team(account)
	for number, place in enumerate(COMMUNITIES):
		_make_residents(place.code + "001", 100 + 10 * number)
		_make_volunteers(place.code + "001", 200 + 10 * number)


def _make_module_profile() -> None:
	"""Staff see the workspaces of this app and not Frappe's own."""
	if frappe.db.exists("Module Profile", STAFF_PROFILE):
		return
	profile = frappe.new_doc("Module Profile")
	profile.module_profile_name = STAFF_PROFILE
	for module in frappe.get_all("Module Def", pluck="name", order_by="name asc"):
		if module != "Community Gov":
			profile.append("block_modules", {"module": module})
	profile.insert()


def make_user(account: Account) -> None:
	name = email(account.key)
	if frappe.db.exists("User", name):
		return
	user = frappe.new_doc("User")
	user.update(
		{
			"email": name,
			"first_name": make_person(account.index)["full_name"],
			"language": "zh",
			"time_zone": "Asia/Shanghai",
			"send_welcome_email": 0,
			"user_type": "System User",
			# So that the README's curl lines work as pasted: curl -u gridworker:Chibi-0929
			"api_key": account.key,
			"api_secret": PASSWORD,
			"module_profile": None if account.role == "System Manager" else STAFF_PROFILE,
		}
	)
	user.append("roles", {"role": account.role})
	user.flags.no_welcome_mail = True
	user.insert()
	update_password(name, PASSWORD)


def _make_units() -> None:
	for index, (name, handler) in enumerate(UNITS):
		if frappe.db.exists("Responsible Unit", name):
			continue
		unit = frappe.new_doc("Responsible Unit")
		unit.update(
			{
				"unit_name": name,
				"credit_code": make_credit_code(index, "421281"),
				"unit_type": "Government Department",
				"grid": "421281",
			}
		)
		unit.append("users", {"user": email(handler), "is_lead": 1})
		unit.insert()


def join_team(account: Account) -> None:
	if not account.place:
		return
	grid = frappe.get_doc("Grid", community(account.place).code + account.grid_suffix)
	if any(row.user == email(account.key) for row in grid.team):
		return
	grid.append(
		"team",
		{
			"team_role": account.role,
			"user": email(account.key),
			"member_name": make_person(account.index)["full_name"],
			"from_date": START,
		},
	)
	if account.role == "Grid Worker":
		_add_building_leaders(grid, account.index)
	grid.save()


def _add_building_leaders(grid, index: int) -> None:
	for offset in (500, 520):
		name = make_person(index + offset)["full_name"]
		grid.append("team", {"team_role": "Building Leader", "member_name": name, "from_date": START})


def _make_residents(grid: str, first: int) -> None:
	adults = [index for index in range(first, first + 10) if make_person(index)["birth_date"].year < 2000]
	for index in adults[:3]:
		person = make_person(index)
		if frappe.db.exists("Resident", {"full_name": person["full_name"], "grid": grid}):
			continue
		doc = frappe.new_doc("Resident")
		doc.update(
			{
				"full_name": person["full_name"],
				"grid": grid,
				"identity_number": person["identity_number"],
				"mobile": person["mobile"],
				"address": f"{index % 9 + 1}号楼{index % 3 + 1}单元",
				**_guardian_of(index, person["birth_date"]),
			}
		)
		doc.insert()


def _guardian_of(index: int, born: date) -> dict:
	"""Somebody who answers for a child of the demo; nothing for others."""
	if age_on(born, getdate()) >= CHILD_BELOW:
		return {}
	guardian = make_person(index + 600)
	return {"guardian_name": guardian["full_name"], "guardian_mobile": guardian["mobile"]}


def _make_volunteers(grid: str, first: int) -> None:
	for index in (first, first + 1):
		person = make_person(index)
		if frappe.db.exists("Volunteer", {"full_name": person["full_name"], "grid": grid}):
			continue
		doc = frappe.new_doc("Volunteer")
		doc.update({"full_name": person["full_name"], "grid": grid, "mobile": person["mobile"]})
		if grid.startswith(community("chibi").code) and index == first:
			doc.user = email("volunteer")
		doc.insert()
		_give_points(doc.name, 60)


def _give_points(volunteer: str, amount: float) -> None:
	ledger.write_entry(volunteer, "Opening Balance", amount, reason="演示期初积分")


def fill_shelf(pieces: int = 20) -> None:
	"""Puts goods on the shelf of every shipped reward item that has none."""
	for name in frappe.get_all("Reward Item", filters={"stock": 0}, pluck="name", order_by="name asc"):
		entry = frappe.new_doc("Reward Stock Entry")
		entry.update(
			{"reward_item": name, "kind": "Receipt", "quantity": pieces, "donor": "北街社区爱心超市"}
		)
		entry.insert()
