"""Volunteers who have left are made anonymous: the books still balance, nobody is named, nobody spends the points."""

import pytest

from community_gov.core.errors import BadInputError, ConflictError
from community_gov.volunteering.points import ledger, lots, statement
from community_gov.volunteering.registration import anonymisation
from community_gov.volunteering.services import certificates
from tests.site.test_services import GRID, checked_in, make_service, new_volunteer, step

NUMBER = "13900009171"


@pytest.fixture
def gone(site) -> str:
	"""A retired volunteer with a confirmed service, a certificate and three points."""
	name = new_volunteer(site, full_name="孙演示离队", mobile=None, note="住三楼", user=None)
	doc = site.get_doc("Volunteer", name).update({"mobile": NUMBER})
	doc.save()
	service = step(checked_in(site, name), "Confirmed")
	site.db.set_value("Service Record", service.name, "content", "陪孙演示离队的邻居看病")
	paper = {"volunteer": name, "from_date": "2024-01-01", "to_date": "2024-12-31"}
	site.new_doc("Service Certificate").update(paper).insert()
	site.get_doc("Volunteer", name).update({"status": "Retired"}).save()
	return name


def test_points_of_an_anonymous_person_leave_the_books(site, gone):
	assert anonymisation.anonymise(gone) == 3
	row = site.db.get_value("Volunteer", gone, ["balance", "held_points", "hours"], as_dict=True)
	assert (row.balance, row.held_points, row.hours) == (0, 0, 2), "hours stay for the counts"
	assert [found for found in ledger.differences() if found["volunteer"] == gone] == []
	assert lots.remaining_of(gone).get(gone, 0) == 0
	kinds = site.get_all("Point Entry", {"volunteer": gone}, pluck="kind", order_by="creation asc")
	assert kinds == ["Credit", "Expire"], "what was credited is still in the ledger"
	assert statement.statement(gone)["closing"] == 0


def test_nothing_names_the_person_any_more(site, gone):
	anonymisation.anonymise(gone)
	doc = site.get_doc("Volunteer", gone)
	assert (doc.full_name, doc.mobile, doc.user, doc.note) == ("已匿名", None, None, None)
	assert (doc.mobile_secret, doc.mobile_fingerprint) == (None, None)
	named = [
		row
		for doctype in ("Service Record", "Service Certificate", "Volunteer", "Point Entry")
		for row in site.get_all(doctype, {"name" if doctype == "Volunteer" else "volunteer": gone}, ["*"])
		if "孙演示离队" in str(row)
	]
	assert named == []
	assert not site.db.exists("Version", {"ref_doctype": "Volunteer", "docname": gone})
	code = site.db.get_value("Service Certificate", {"volunteer": gone}, "verification_code")
	assert certificates.verified(code)["status"] == "Valid", "the paper is still known, under its new seal"


def test_an_anonymous_record_earns_gives_and_spends_nothing(site, gone):
	other = new_volunteer(site)
	anonymisation.anonymise(gone)
	goods = site.new_doc("Reward Item").update({"item_name": f"毛巾{gone}", "points": 1, "stock": 5}).insert()
	order = {"volunteer": gone, "reward_item": goods.name, "quantity": 1}
	with pytest.raises(BadInputError, match="not an active volunteer"):
		site.new_doc("Point Redemption").update(order).insert()
	with pytest.raises(BadInputError, match="not an active volunteer"):
		make_service(site, gone, begins=15)
	for pair in ((gone, other), (other, gone)):
		values = {"giver": pair[0], "taker": pair[1], "points": 1, "kind": "Gift"}
		with pytest.raises(BadInputError, match="not an active volunteer"):
			site.new_doc("Point Transfer").update(values).insert()
	with pytest.raises(ConflictError, match="made anonymous"):
		values = {"volunteer": gone, "points": 5, "reason": "x"}
		site.new_doc("Point Adjustment").update(values).insert()
	with pytest.raises(ConflictError, match="made anonymous"):
		site.get_doc("Volunteer", gone).update({"status": "Active"}).save()


def test_an_adjustment_asked_for_before_is_not_granted_after(site, gone):
	asked = site.new_doc("Point Adjustment").update({"volunteer": gone, "points": 5, "reason": "x"}).insert()
	site.db.set_value("Point Adjustment", asked.name, "owner", "coordinator@demo.example")
	anonymisation.anonymise(gone)
	with pytest.raises(ConflictError, match="made anonymous"):
		site.get_doc("Point Adjustment", asked.name).move_to_stage("Granted", "Grant")


def test_only_who_has_retired_is_made_anonymous_and_once(site, gone):
	with pytest.raises(ConflictError, match="has not retired"):
		anonymisation.anonymise(new_volunteer(site))
	anonymisation.anonymise(gone)
	with pytest.raises(ConflictError, match="anonymous already"):
		anonymisation.anonymise(gone)


def test_the_number_registers_anew(site, gone):
	anonymisation.anonymise(gone)
	doc = site.new_doc("Volunteer").update({"full_name": "孙演示新", "grid": GRID, "mobile": NUMBER}).insert()
	assert doc.name != gone and not doc.balance
