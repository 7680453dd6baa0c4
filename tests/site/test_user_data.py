"""What Frappe does for an account that asks for its data, or to be forgotten."""

from frappe.website.doctype.personal_data_download_request.personal_data_download_request import get_user_data

from community_gov import hooks
from community_gov.demo.people import email


def test_each_field_that_is_redacted_exists(site):
	for entry in hooks.user_data_fields:
		meta = site.get_meta(entry["doctype"])
		assert meta.has_field(entry["filter_by"])
		assert [name for name in entry["redact_fields"] if not meta.has_field(name)] == []


def test_an_account_gets_its_own_records_and_nobody_elses(site):
	user = email("volunteer")
	data = site.parse_json(get_user_data(user))
	assert {row["user"] for row in data["Volunteer"]} == {user}
	assert "Worker Assessment" not in data


def test_forgetting_an_account_takes_its_names(site):
	user = email("volunteer")
	name = site.db.get_value("Volunteer", {"user": user})
	request = site.new_doc("Personal Data Deletion Request")
	request.update({"email": user, "status": "Pending Approval", "name": "forgetting"})
	before = site.db.get_value("Volunteer", name, "full_name")
	entry = next(entry for entry in hooks.user_data_fields if entry["doctype"] == "Volunteer")
	request.anon = "forgotten"
	request.redact_full_match_data(entry, user)
	stored = site.db.get_value("Volunteer", name, ["full_name", "mobile", "mobile_fingerprint"], as_dict=True)
	assert before not in (stored.full_name, None) and stored.full_name != before
	assert not (stored.mobile or "").isdigit()
