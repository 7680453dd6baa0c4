"""Duplicates on the site: who is near and alike, merging, undoing it."""

import pytest

from community_gov.casework.intake import duplicates, following
from community_gov.casework.intake.duplicates import Asked
from community_gov.casework.intake.tracking import public_status
from community_gov.casework.lifecycle import merging
from community_gov.casework.lifecycle.acting import act_on_case
from community_gov.core.codes import shown_once
from community_gov.core.errors import BadInputError, ConflictError, StageGuardError
from community_gov.demo.people import WATER_BUREAU, email

GRID = "421281001002001"
LATITUDE, LONGITUDE = 29.7222, 113.8812
HUNDRED_METRES = 100 / 111_320
WORDS = "北干渠边堆放一处生活垃圾，有异味"


@pytest.fixture
def report(site):
	def make(north: float = 0, user: str | None = None, **values):
		"""north: metres from the canal."""
		doc = site.new_doc("Case")
		doc.update({"description": WORDS, "grid": GRID, "source": "Patrol", "category": "M06010"})
		doc.update({"latitude": LATITUDE + north / 111_320, "longitude": LONGITUDE, **values})
		if user:
			site.set_user(email(user))
		try:
			return doc.insert()
		finally:
			site.set_user("Administrator")

	return make


def ask(**values) -> Asked:
	return Asked(
		**{"latitude": LATITUDE, "longitude": LONGITUDE, "category": "M06010", "text": WORDS, **values}
	)


def names(found) -> list[str]:
	return [each.case.name for each in found]


def events_of(site, name: str) -> list[str]:
	order = "happened_at asc, sequence asc"
	return site.get_all("Case Event", filters={"case_file": name}, pluck="event", order_by=order)


@pytest.fixture(autouse=True)
def empty(site):
	"""Cases that other tests have left at the canal are out of the way."""
	site.db.sql(
		"update tabCase set latitude = 0, longitude = 0"
	)  # rolled back; thousands of documents otherwise


class TestSearch:
	def test_nearer_and_more_alike_comes_first(self, report):
		near, far = report(5), report(400)
		other = report(5, description="井盖松动", category="C01022")
		found = duplicates.similar_cases(ask(), 1000)
		assert names(found) == [near.name, far.name]
		assert other.name not in names(found)
		assert found[0].distance in (5, 6) and found[0].likeness == 100
		assert "5 m away" in found[0].reason or "6 m away" in found[0].reason
		assert "same category" in found[0].reason

	def test_beyond_the_radius_is_not_near(self, report):
		report(400)
		assert duplicates.similar_cases(ask(), 250) == []

	def test_done_cases_are_no_duplicates(self, site, report):
		case = report()
		act_on_case(site.get_doc("Case", case.name), "Reject", {}, "Private ground.", None)
		assert duplicates.similar_cases(ask(), 1000) == []

	def test_the_case_on_the_form_is_left_out(self, report):
		case = report()
		assert duplicates.similar_cases(ask(besides=case.name), 1000) == []

	def test_without_a_position_the_grid_is_compared(self, report):
		case = report(latitude=None, longitude=None)
		found = duplicates.similar_cases(ask(latitude=None, longitude=None, grid=GRID), 1000)
		assert case.name in names(found)
		assert next(each for each in found if each.case.name == case.name).distance is None

	def test_radius_is_of_the_category_its_class_or_the_settings(self, site):
		setting = "public_duplicate_radius"
		site.db.set_single_value("Community Gov Settings", setting, 0)
		site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
		assert duplicates.radius_for("M06010", setting) == 250
		assert duplicates.radius_for("M06010", "staff_duplicate_radius") == 1000
		for code, metres in (("M06", 80), ("M06010", 30)):
			category = site.get_doc("Case Category", code)
			category.duplicate_radius = metres
			category.save()
			assert duplicates.radius_for("M06010", setting) == metres
		assert duplicates.radius_for("M06025", setting) == 80

	def test_public_sees_no_words_and_nothing_confidential(self, report):
		report(30)
		report(10, is_confidential=1)
		rows = following.for_public(ask())
		assert len(rows) == 1
		assert set(rows[0]) == {"category", "stage", "distance", "reported_on", "followers", "handle"}
		assert rows[0]["distance"] % 50 == 0


class TestMerging:
	def test_both_histories_stay_and_everybody_is_told(self, site, report):
		survivor, other = report(user="operator"), report(10, user="gridworker")
		merging.merge(site.get_doc("Case", other.name), site.get_doc("Case", survivor.name), "Same heap.")
		other.reload()
		survivor.reload()
		assert (other.stage, other.duplicate_of, survivor.followers) == ("Rejected", survivor.name, 1)
		assert events_of(site, other.name) == ["Reported", "Merged Into"]
		assert events_of(site, survivor.name) == ["Reported", "Took In"]
		told = {"document_type": "Case", "document_name": survivor.name}
		users = site.get_all("Notification Log", filters=told, pluck="for_user", order_by="creation asc")
		assert {email("gridworker"), email("operator")} <= set(users)

	def test_the_code_of_a_merged_case_shows_the_survivor(self, site, report):
		survivor, other = report(), report(10)
		merging.merge(site.get_doc("Case", other.name), site.get_doc("Case", survivor.name), "Same heap.")
		status = public_status(shown_once(other))
		assert status["stage"] == "Rejected" and status["merged_into"]["stage"] == "Reported"
		assert survivor.name not in str(status["merged_into"])
		act_on_case(site.get_doc("Case", survivor.name), "Accept", {}, None, None)
		assert public_status(shown_once(other))["merged_into"]["stage"] == "Accepted"

	def test_reopening_undoes_the_merge(self, site, report):
		survivor, other = report(user="operator"), report(10, user="gridworker")
		guest = following.follow_case(site.get_doc("Case", other.name), None, "Me too")
		merging.merge(site.get_doc("Case", other.name), site.get_doc("Case", survivor.name), "Same heap.")
		assert site.db.get_value("Case Follower", guest.name, "case_file") == survivor.name
		act_on_case(site.get_doc("Case", other.name), "Reopen", {}, "Not the same heap.", None)
		other.reload()
		survivor.reload()
		assert (other.duplicate_of, other.followers, survivor.followers) == (None, 1, 0)
		assert site.db.get_value("Case Follower", guest.name, "case_file") == other.name
		assert events_of(site, survivor.name)[-1] == "Gave Back"

	def test_done_cases_are_not_merged(self, site, report):
		done, case = report(), report(10)
		act_on_case(site.get_doc("Case", done.name), "Reject", {}, "Private ground.", None)
		for one, other in ((done, case), (case, done)):
			with pytest.raises(ConflictError, match="done already"):
				merging.merge(site.get_doc("Case", one.name), site.get_doc("Case", other.name), "Same.")

	def test_chains_and_circles_are_refused(self, site, report):
		first, second, third = report(), report(10), report(20)
		merging.merge(site.get_doc("Case", first.name), site.get_doc("Case", second.name), "Same.")
		with pytest.raises(ConflictError, match="merged into case"):
			merging.merge(site.get_doc("Case", second.name), site.get_doc("Case", third.name), "Same.")
		with pytest.raises(ConflictError, match="done already"):
			merging.merge(site.get_doc("Case", second.name), site.get_doc("Case", first.name), "Same.")
		with pytest.raises(BadInputError, match="itself"):
			merging.merge(site.get_doc("Case", third.name), site.get_doc("Case", third.name), "Same.")

	def test_reason_is_needed(self, site, report):
		first, second = report(), report(10)
		with pytest.raises(BadInputError, match="reason"):
			merging.merge(site.get_doc("Case", first.name), site.get_doc("Case", second.name), " ")

	def test_case_that_units_hold_is_not_merged(self, site, report):
		case, into = report(), report(10)
		for action, values in (
			("Accept", {}),
			("File", {}),
			("Dispatch", {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]}),
		):
			act_on_case(site.get_doc("Case", case.name), action, values, None, None)
		with pytest.raises(StageGuardError, match="open dispatches"):
			merging.merge(site.get_doc("Case", case.name), site.get_doc("Case", into.name), "Same.")

	def test_who_follows_both_follows_the_survivor_once(self, site, report):
		survivor, other = report(user="operator"), report(10, user="operator")
		for case in (survivor, other):
			following.follow_case(site.get_doc("Case", case.name), email("gridworker"), None)
		merging.merge(site.get_doc("Case", other.name), site.get_doc("Case", survivor.name), "Same.")
		survivor.reload()
		assert survivor.followers == 1


class TestFollowing:
	def test_account_follows_once(self, site, report):
		case = report()
		for _time in range(2):
			following.follow_case(site.get_doc("Case", case.name), email("gridworker"), None)
		case.reload()
		assert case.followers == 1
		assert following.unfollow(case.name, email("gridworker"))
		assert not following.unfollow(case.name, email("gridworker"))
		assert site.db.get_value("Case", case.name, "followers") == 0

	def test_number_of_followers_and_duplicate_cannot_be_forged(self, site, report):
		case, other = report(), report(10)
		case.update({"followers": 99, "duplicate_of": other.name})
		case.save()
		case.reload()
		assert (case.followers, case.duplicate_of) == (0, None)

	def test_forged_and_foreign_handles_open_nothing(self, site, report):
		from frappe.utils.password import encrypt

		case = report()
		for handle in ("", "x", case.name, encrypt(case.name)):
			with pytest.raises(site.DoesNotExistError):
				following.follow_by_handle(handle, None)
		row = following.follow_by_handle(following.new_handle(case.name), "Me too")
		status = public_status(shown_once(row))
		assert status["following"] and status["stage"] == "Reported"
		assert case.name not in str(status) and case.tracking_code_fingerprint not in str(status)
