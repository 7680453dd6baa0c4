"""Nobody decides on what is their own, whatever they clear or change afterwards: number, account, record."""

from types import SimpleNamespace

import pytest

from community_gov.api.v1 import help_request as help_api
from community_gov.core.errors import SeparationOfDutiesError
from community_gov.registry.identity import account_holders, number_keys, rotation
from community_gov.registry.identity.cipher_suites import SM
from community_gov.registry.identity.protected_numbers import fingerprint
from community_gov.volunteering.help import help_stages
from community_gov.volunteering.points import transfer_stages, transfers
from community_gov.volunteering.registration import persons, registration_stages
from community_gov.volunteering.rewards import redemption_guards
from community_gov.volunteering.services import certificates, recipient_confirmation, service_stages
from tests.support.accounts import make_account, number
from tests.support.number_keys import in_memory as keys_in_memory
from tests.support.registry import GRID, make_resident
from tests.support.volunteers import make_registration, make_volunteer


def change(site, doctype: str, name: str, **values) -> None:
	site.get_doc(doctype, name).update(values).save()


@pytest.fixture
def self(site):
	"""A coordinator who is a volunteer under a record without an account; the number alone tied the two."""
	mobile = number()
	made = SimpleNamespace(
		mobile=mobile, user=make_account(site, mobile), volunteer=make_volunteer(site, mobile=mobile).name
	)
	assert persons.is_self(made.user, made.volunteer)
	return made


def clear_own_number(site, made) -> None:
	change(site, "User", made.user, mobile_no=None)


def change_own_number(site, made) -> None:
	change(site, "User", made.user, mobile_no=number())


def hide_it_as_a_landline(site, made) -> None:
	change(site, "User", made.user, mobile_no=None, phone="0715-5335566")


def change_the_record(site, made) -> None:
	change(site, "Volunteer", made.volunteer, mobile=number())


def clear_both(site, made) -> None:
	clear_own_number(site, made)
	change(site, "Volunteer", made.volunteer, mobile=None)


WAYS = (clear_own_number, change_own_number, hide_it_as_a_landline, change_the_record, clear_both)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_number_that_was_given_up_still_tells(site, self, way):
	way(site, self)
	assert persons.is_self(self.user, self.volunteer)
	assert not persons.is_self(make_account(site, number()), self.volunteer)


def test_an_account_that_was_linked_still_tells(site):
	user = make_account(site)
	volunteer = make_volunteer(site, user=user).name
	change(site, "Volunteer", volunteer, user=None)
	assert persons.is_self(user, volunteer)
	assert not persons.owns(user, volunteer), "a link of before permits nothing"


def test_the_person_on_the_register_ties_two_numbers(site):
	first, second = number(), number()
	user = make_account(site, first)
	name = site.db.get_value("User", user, "full_name")
	resident = make_resident(site, full_name=name, mobile=first)
	change(site, "Resident", resident.name, mobile=second)
	volunteer = make_volunteer(site, full_name=name, mobile=second).name
	assert persons.is_self(user, volunteer)
	relative = make_resident(site, mobile=first)
	change(site, "Resident", relative.name, mobile=number())
	other = make_volunteer(site, mobile=None).name
	site.db.set_value(
		"Volunteer",
		other,
		"mobile_fingerprint",
		site.db.get_value("Resident", relative.name, "mobile_fingerprint"),
	)
	assert not persons.is_self(user, other), "a family shares a telephone, not a name"


def uses(site, made) -> dict:
	"""Each place where nobody decides on what is their own: {what: call}."""
	about = SimpleNamespace(
		volunteer=made.volunteer, giver=made.volunteer, taker=made.volunteer, owner="x@x.example"
	)
	paper = site.new_doc("Service Certificate").update(
		{"volunteer": made.volunteer, "from_date": "2024-01-01"}
	)
	entry = SimpleNamespace(volunteer=made.volunteer, kind="Credit")
	return {
		"certificate": lambda: certificates.fill(paper.update({"to_date": "2024-02-01"})),
		"confirmation of a service": lambda: service_stages._refuses_own(about),
		"hand-over of goods": lambda: redemption_guards.refuse_own_approval(about),
		"transfer to and from": lambda: transfers.refuse_taker(about),
		"adjustment": lambda: transfer_stages._refuses_own_adjustment(about),
		"reversal": lambda: persons.refuse_self(entry.volunteer),
	}


@pytest.mark.parametrize("way", [clear_own_number, change_the_record], ids=lambda way: way.__name__)
def test_every_decision_is_still_refused(site, self, way):
	way(site, self)
	site.set_user(self.user)
	for what, decide in uses(site, self).items():
		with pytest.raises(SeparationOfDutiesError) as refused:
			decide()
		assert "Ask a" in str(refused.value) or "Let another" in str(refused.value), what


def test_the_adjustment_of_the_own_points_is_refused_on_the_way_in(site, self):
	clear_own_number(site, self)
	site.set_user(self.user)
	with pytest.raises(SeparationOfDutiesError, match="your own hours or points"):
		asked = {"volunteer": self.volunteer, "points": 5, "reason": "x"}
		# Whose area it is, is another question.
		site.new_doc("Point Adjustment").update(asked).insert(ignore_permissions=True)


def test_the_code_of_the_person_served_is_no_proof_of_oneself(site, self):
	clear_own_number(site, self)
	request = SimpleNamespace(tracking_code_shown_to=self.user, resident=None)
	record = SimpleNamespace(
		owner="a@demo.example", corrected_by=None, volunteer=self.volunteer, stage="Recorded"
	)
	assert not recipient_confirmation._may_confirm(request, record)


def test_help_is_not_confirmed_by_whoever_gave_it(site, self):
	asked = site.get_doc(
		{"doctype": "Help Request", "grid": GRID, "place": "广场", "help_kind": "理发", "need": "理发"}
	)
	asked.insert()
	help_api.claim(asked.name, volunteer=self.volunteer)
	help_api.act(asked.name, "Report Done", result="Done")
	clear_own_number(site, self)
	doc = site.get_doc("Help Request", asked.name)
	site.set_user(self.user)
	with pytest.raises(SeparationOfDutiesError, match="You gave this help"):
		help_stages._refuses_claimant(doc)


def test_a_registration_of_oneself_is_not_approved(site):
	mobile = number()
	user = make_account(site, mobile)
	doc = make_registration(site, mobile=mobile)
	change(site, "User", user, mobile_no=None)
	site.set_user(user)
	with pytest.raises(SeparationOfDutiesError, match="cannot approve it"):
		registration_stages._refuses_applicant(doc)


def test_a_second_account_of_the_asker_grants_nothing(site):
	mobile = number()
	first, second = make_account(site, mobile), make_account(site)
	change(site, "User", second, phone=mobile)
	change(site, "User", second, phone=None)
	assert account_holders.is_same_holder(first, second)
	asked = SimpleNamespace(owner=first)
	site.set_user(second)
	with pytest.raises(SeparationOfDutiesError, match="You asked for this adjustment"):
		transfer_stages._refuses_asker(asked)


def test_a_landline_of_the_office_ties_nobody(site):
	accounts = [make_account(site, phone="0715-5335566") for _each in range(2)]
	assert not account_holders.is_same_holder(*accounts)


def test_a_number_typed_into_the_account_opens_nobodys_points(site):
	"""What refuses may be generous; what permits asks for the link."""
	mobile = number()
	victim = make_volunteer(site, mobile=mobile).name
	user = make_account(site, mobile, ("Volunteer",))
	site.set_user(user)
	with pytest.raises(site.PermissionError, match="their own points only"):
		transfer_stages._gives_only_own(SimpleNamespace(giver=victim))


def test_a_rotation_keeps_what_was_given_up(site, self, monkeypatch):
	keys_in_memory(monkeypatch)
	clear_own_number(site, self)
	change_the_record(site, self)
	number_keys.switch_to(rotation.of_suite(SM))
	assert persons.is_self(self.user, self.volunteer), "while it is on its way"
	rotation.resume()
	assert persons.is_self(self.user, self.volunteer)
	stored = site.get_all(
		"Former Identifier", {"holder": self.user}, pluck="number_fingerprint", order_by="name"
	)
	assert stored == [fingerprint(self.mobile)] and stored[0].startswith("sm3:")
