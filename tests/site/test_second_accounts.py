"""Duties of casework bind people, not accounts: who took part under one account is refused under another."""

from types import SimpleNamespace

import pytest

from community_gov.casework.deadlines import adjustments, supervision
from community_gov.casework.intake import tracking_codes
from community_gov.casework.lifecycle import guards
from community_gov.casework.quality import appeals, checking
from community_gov.core.errors import SeparationOfDutiesError, StageGuardError
from community_gov.demo.people import WATER_BUREAU, email
from tests.support.accounts import make_account, number
from tests.support.clocks import dispatched_case, make_category
from tests.support.registry import GRID, make_resident
from tests.support.volunteers import make_volunteer

HANDLER = email("handler")
ROLES = ("Operator", "Duty Chief", "Grid Supervisor")


@pytest.fixture
def case(site, travel):
	"""A case that the handler's unit holds."""
	travel("2024-09-25 08:00")
	return dispatched_case(site, make_category(site, 8, "Duty Hours"))


def change(site, doctype: str, name: str, **values) -> None:
	site.get_doc(doctype, name).update(values).save()


def share_a_number(site, second: str) -> None:
	"""Frappe keeps one mobile number to one account; the telephone beside it may be the same."""
	mobile = number()
	change(site, "User", HANDLER, mobile_no=mobile)
	change(site, "User", second, phone=mobile)


def give_the_number_up(site, second: str) -> None:
	share_a_number(site, second)
	change(site, "User", second, phone=None)


def stand_beside_each_other_in_a_team(site, second: str) -> None:
	"""The team of a grid names one member by an account and by a volunteer record with the other account."""
	volunteer = make_volunteer(site, user=HANDLER).name
	grid = site.get_doc("Grid", GRID)
	member = {"team_role": "Volunteer", "user": second, "volunteer": volunteer, "from_date": "2024-01-01"}
	grid.append("team", member)
	grid.save()


def be_one_person_on_the_register(site, second: str) -> None:
	"""A resident has changed the number: one account has the former, the other the present one."""
	first, now = number(), number()
	name = site.db.get_value("User", HANDLER, "full_name")
	resident = make_resident(site, full_name=name, mobile=first)
	change(site, "Resident", resident.name, mobile=now)
	change(site, "User", HANDLER, mobile_no=first)
	change(site, "User", second, mobile_no=now, first_name=name, last_name=None)


WAYS = (
	share_a_number,
	give_the_number_up,
	stand_beside_each_other_in_a_team,
	be_one_person_on_the_register,
)


def duties(site, case) -> dict:
	"""What the handler of a case may not do: {duty: call}."""
	about = SimpleNamespace(case_file=case.name)
	asked = SimpleNamespace(requested_by=HANDLER, unit=None)
	order = SimpleNamespace(answered_by=HANDLER, unit="Nobody's")
	return {
		"check": lambda: checking.refuse_involved(about),
		"close": lambda: guards.refuses_handler(case),
		"decide an appeal": lambda: appeals._refuse_involved(about),
		"rule on a request": lambda: adjustments._refuses_requester(asked),
		"settle an order": lambda: supervision._refuses_answerer(order),
		"issue a code": lambda: tracking_codes.issue(case, "Lost"),
		"prove the reporter": lambda: tracking_codes.refuse_known_to_workers(
			case.update({tracking_codes.SHOWN_TO: site.session.user})
		),
	}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_second_account_opens_no_duty(site, case, way):
	second, stranger = (make_account(site, number(), ROLES) for _each in range(2))
	way(site, second)
	for user, is_handler in ((second, True), (stranger, False)):
		site.set_user(user)
		for what, take in duties(site, case).items():
			assert refuses(take) == is_handler, (what, user)


def refuses(take) -> bool:
	try:
		take()
	except SeparationOfDutiesError:
		return True
	return False


def test_a_check_is_given_to_nobody_who_took_part_under_another_account(site, case):
	second = make_account(site, number(), ROLES)
	grid = site.get_doc("Grid", case.grid)
	grid.append("team", {"team_role": "Grid Supervisor", "user": second, "from_date": "2024-01-01"})
	grid.save()
	site.db.delete("Grid Team Member", {"parent": ["!=", case.grid]})
	site.db.delete("Grid Team Member", {"parent": case.grid, "user": ["!=", second]})
	assert checking.choose_checker(case) == second
	share_a_number(site, second)
	assert checking.choose_checker(case) is None


def test_a_colleague_of_the_unit_is_refused_under_another_account(site, case):
	"""Everybody of the unit handled the case; so did their second accounts."""
	colleague, second = (make_account(site, roles=ROLES) for _each in range(2))
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.append("users", {"user": colleague})
	unit.save()
	site.set_user(second)
	assert not refuses(duties(site, case)["close"])
	site.set_user("Administrator")
	mobile = number()
	change(site, "User", colleague, phone=mobile)
	change(site, "User", second, mobile_no=mobile)
	site.set_user(second)
	assert refuses(duties(site, case)["close"])


def test_what_permits_asks_for_the_account_itself(site, case):
	"""A number typed into the own account takes nobody's request back and speaks for no reporter."""
	second = make_account(site, number(), ROLES)
	share_a_number(site, second)
	site.set_user(second)
	asked = SimpleNamespace(name="x", requested_by=HANDLER, unit=None, flags=site._dict())
	with pytest.raises(StageGuardError, match="is not yours"):
		adjustments._needs_asker(asked)
