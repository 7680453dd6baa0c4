"""Names and telephone numbers as people type them, in documents of ours."""

import pytest

import frappe
from frappe.model.base_document import get_controller

from community_gov.core.errors import BadInputError
from community_gov.core.text import MODULE, PERSON_NAMES
from community_gov.patches import clean_names
from tests.support.registry import make_resident


def test_every_name_of_a_person_is_known(site):
	"""A new DocType with the name of a person declares it; names of things are cleaned as any line."""
	things = {
		"grid_name",
		"unit_name",
		"compound_name",
		"point_name",
		"day_name",
		"actor_name",
		"worker_name",
		"source_name",
		"community_name",
		"venue_name",
		"group_name",
		"branch_name",
	}
	found = {
		df.fieldname
		for name in site.get_all("DocType", {"module": MODULE}, pluck="name", order_by="name asc")
		for df in site.get_meta(name).fields
		if df.fieldtype == "Data"
		and df.fieldname.endswith("_name")
		and getattr(get_controller(name), "label_field", None) != df.fieldname
	}
	read_only = {"attendee_name", "steward_name"}
	assert found - things - read_only - {"category_name", "rule_name"} == set(PERSON_NAMES)


@pytest.mark.parametrize("typed", ["\u3000王测空\u3000", "王\u200b测空", "王 测空", "\u202d王测空\u202c"])
def test_a_name_is_stored_clean_and_found(site, typed):
	name = make_resident(site, full_name=typed).name
	assert site.db.get_value("Resident", name, "full_name") == "王测空"
	assert name in site.get_all("Resident", {"full_name": "王测空"}, pluck="name", order_by="name asc")


@pytest.mark.parametrize(
	"typed", ["买买提•吐尔逊", "买买提·吐尔逊", "买买提・吐尔逊", "买买提.吐尔逊", "买买提 · 吐尔逊"]
)
def test_one_dot_in_names(site, typed):
	assert make_resident(site, full_name=typed).full_name == "买买提·吐尔逊"


@pytest.mark.parametrize("typed", ["\u200b", "\u3164\u3000", "\u2060"])
def test_a_name_of_nothing_is_refused(site, typed):
	with pytest.raises(frappe.MandatoryError):
		make_resident(site, full_name=typed)


@pytest.mark.parametrize("typed", ["刘𬭼", "㛃", "葛\U000e0100城", "𰻝一"])
def test_rare_characters_stay(site, typed):
	name = make_resident(site, full_name=typed).name
	assert site.db.get_value("Resident", name, "full_name") == typed


@pytest.mark.parametrize(
	("typed", "shown"),
	[
		("\u202d15412349001\u202c", "154****9001"),
		("154\u20111234\u20119001", "154****9001"),
		("0715-5336789", "0715-***6789"),
		("0715-5336789转802", "0715-***6789"),
		("+852 9123 4567", "+85****4567"),
	],
)
def test_telephones_of_residents(site, typed, shown):
	assert make_resident(site, mobile=typed).mobile == shown


@pytest.mark.parametrize(
	("typed", "words"),
	[
		("1541234900", "11 digits"),
		("5336789", "area code"),
		("12345", "short number"),
		("ask my son", "no telephone number"),
		("0715-53367890123", "length"),
	],
)
def test_what_is_wrong_with_a_telephone_is_said(site, typed, words):
	with pytest.raises(BadInputError, match=words) as refused:
		make_resident(site, mobile=typed)
	assert "document" not in str(refused.value)


def test_telephones_of_units_and_cases_are_stored_in_one_form(site):
	unit = frappe.new_doc("Responsible Unit").update({"unit_name": "演示测电话", "duty_phone": "12345－8"})
	assert unit.insert().duty_phone == "12345转8"
	unit.duty_phone = "somebody"
	with pytest.raises(BadInputError, match="no telephone number"):
		unit.save()


def test_names_of_before_are_cleaned_by_the_patch(site):
	names = [
		make_resident(site, full_name="买买提·吐尔逊").name,
		make_resident(site, full_name="王测空").name,
	]
	for name, before in zip(names, ("买买提•吐尔逊", "\u3000王测空\u3000"), strict=True):
		site.db.set_value("Resident", name, "full_name", before)
	site.db.commit = lambda: None
	try:
		clean_names.clean_column("Resident", "full_name")
	finally:
		del site.db.commit
	kept = [site.db.get_value("Resident", name, "full_name") for name in names]
	assert kept == ["买买提·吐尔逊", "王测空"]
