"""Ways around what permissions deny: sharing, assigning, rows of others' documents, joins, filters, counts."""

import json

import pytest

from community_gov.core import codes
from community_gov.demo.people import email
from tests.rest.conftest import ok
from tests.support.photos import picture, sent

PHONE = "15400007788"


@pytest.fixture(scope="module")
def case(dispatched):
	return dispatched(
		reporter_name="王演示", reporter_phone=PHONE, photos=[sent(picture(colour=5))], title="Heap of tyres"
	)


def post(user, method: str, /, **body):
	return user.request("POST", f"/api/method/{method}", json=body)


def get(user, method: str, /, **params):
	params = {k: v if isinstance(v, (str, int)) else json.dumps(v) for k, v in params.items()}
	return user.request("GET", f"/api/method/{method}", params=params)


@pytest.mark.parametrize("key", ["operator", "gridworker"])
@pytest.mark.parametrize("way", ["share", "everyone", "assign"])
def test_sharing_opens_nothing(way, key, login, case):
	"""In Frappe 15 a share goes before every rule of ours."""
	user, name = login(key), case[0]
	if way == "assign":
		body = {"doctype": "Case", "name": name, "assign_to": json.dumps([email("volunteer")])}
		answer = post(user, "frappe.desk.form.assign_to.add", **body, description="x")
	else:
		to = {"user": email("volunteer")} if way == "share" else {"everyone": 1}
		answer = post(user, "frappe.share.add", doctype="Case", name=name, write=1, **to)
	assert answer.status == 403, answer
	for other in (login("volunteer"), login("handler2")):
		assert other.read("Case", name).status == 403
		assert name not in other.rows("Case").text
		assert other.update("Case", name, title="taken").status == 403


@pytest.mark.parametrize("doctype", ["Case Photo", "Case Unit"])
def test_rows_of_cases_one_cannot_see(doctype, login, case):
	"""Frappe lists rows on their own, by the right on the kind of their document alone."""
	asked = {"doctype": doctype, "parent": "Case", "filters": {"parent": case[0]}}
	for key, seen in (("handler2", 0), ("handler", 1)):
		user = login(key)
		listed = ok(get(user, "frappe.client.get_list", **asked))
		counted = ok(get(user, "frappe.client.get_count", **asked))
		one = ok(get(user, "frappe.client.get_value", **asked, fieldname=["parent"]))
		assert (len(listed), counted, len(one)) == (seen, seen, seen)


HIDDEN = (
	("Case Dispatch", "case_file.reporter_phone"),
	("Case Event", "case_file.reporter_phone"),
	("Case", "`tabCase`.`reporter_phone`"),
	("Case", "max(reporter_phone) as x"),
	("Case", "ifnull(reporter_phone, '') as x"),
)


@pytest.mark.parametrize(("doctype", "field"), HIDDEN)
def test_the_reporter_is_not_read_through_other_documents(doctype, field, login, case):
	for key in ("handler", "gridworker", "supervisor"):
		answer = login(key).rows(doctype, [], fields=json.dumps(["name", field]))
		assert PHONE not in answer.text, (key, answer)


def questions(name: str, field: str, value: str, doctype: str) -> dict:
	"""(method, parameters) by which a list or a count could tell whether a hidden field begins with a value."""
	here, like = ["name", "=", name], [field, "like", f"{value[:5]}%"]
	lists = "frappe.client.get_list"
	return {
		"filters": (lists, {"filters": [here, like]}),
		"long": (lists, {"filters": [[doctype, *here], [doctype, *like]]}),
		"object": (lists, {"filters": {"name": name, field: ["like", f"{value[:5]}%"]}}),
		"case": (lists, {"filters": [here, [field.upper(), "like", f"{value[:5]}%"]]}),
		"escaped": (lists, {"filters": f'[["\\u00{ord(field[0]):x}{field[1:]}", "=", "{value}"]]'}),
		"or": (lists, {"or_filters": [like]}),
		"order": (lists, {"order_by": f"{field} desc"}),
		"group": (lists, {"group_by": field}),
		"count": ("frappe.client.get_count", {"filters": [here, like]}),
		"report": ("frappe.desk.reportview.get_count", {"filters": [[doctype, *like]], "fields": []}),
		"value": ("frappe.client.get_value", {"filters": {field: value}, "fieldname": "name"}),
		"get": ("frappe.client.get", {"filters": {field: value}}),
		"groups": ("frappe.desk.listview.get_group_by_count", {"current_filters": [], "field": field}),
	}


@pytest.mark.parametrize("way", list(questions("", "x", "", "")))
def test_what_one_may_not_read_is_not_found_by_asking(way, login, case, records):
	redemption = records[("Point Redemption", "near")]
	new = ok(login("volunteer").call("redemption.new_pickup_code", redemption=redemption))
	print_of_code = codes.fingerprint(new["pickup_code"])
	secrets = (
		("handler", "Case", case[0], "reporter_phone", PHONE),
		("gridworker", "Case", case[0], "reporter_phone", PHONE),
		("coordinator", "Point Redemption", redemption, "pickup_code_fingerprint", print_of_code),
	)
	for key, doctype, name, field, value in secrets:
		method, params = questions(name, field, value, doctype)[way]
		answer = get(login(key), method, doctype=doctype, **params)
		assert answer.status in (403, 417) or (answer.status == 200 and not answer.data), (key, answer)
	assert ok(
		get(login("operator"), "frappe.client.get_list", doctype="Case", filters={"reporter_phone": PHONE})
	)


def test_counts_are_of_what_one_may_list(login, case):
	for key, seen in (("operator", 1), ("handler", 1), ("handler2", 0)):
		params = {"doctype": "Case", "filters": [["name", "=", case[0]]]}
		assert ok(get(login(key), "frappe.client.get_count", **params)) == seen, key
	answer = get(login("volunteer"), "frappe.client.get_count", doctype="Resident", filters=[])
	assert answer.status == 403, answer


def test_the_history_and_prints_show_no_phone(login, case):
	name, operator = case[0], login("operator")
	ok(operator.update("Case", name, reporter_phone="15400009911"))
	ok(operator.update("Case", name, reporter_phone=PHONE, urgency="Urgent"))
	for key in ("handler", "gridworker"):
		user = login(key)
		form = get(user, "frappe.desk.form.load.getdoc", doctype="Case", name=name)
		printed = get(user, "frappe.www.printview.get_html_and_style", doc="Case", name=name)
		assert (form.status, printed.status) == (200, 200)
		for text in (form.text, printed.text, user.rows("Version", [], fields='["data"]').text):
			assert "15400009911" not in text and PHONE not in text


FAR = (
	("Case", "far", "gridworker"),
	("Resident", "far", "gridworker"),
	("Volunteer", "far", "coordinator"),
	("Case Dispatch", "far", "handler"),
	("Point Redemption", "near", "gridworker"),
)


@pytest.mark.parametrize(("doctype", "place", "key"), FAR, ids=lambda part: part)
def test_side_doors_are_closed(doctype, place, key, login, records, administrator):
	"""What Frappe lets one do to a document beside reading it."""
	name, user = records[(doctype, place)], login(key)
	at = {"doctype": doctype, "name": name}
	comment = {"reference_doctype": doctype, "reference_name": name, "content": "x", "comment_by": "x"}
	mail = {**at, "recipients": "x@example.com", "subject": "x", "content": "x", "send_email": 0}
	doors = {
		"form": get(user, "frappe.desk.form.load.getdoc", **at),
		"side": get(user, "frappe.desk.form.load.get_docinfo", **at),
		"mails": get(user, "frappe.desk.form.load.get_communications", **at),
		"comment": post(user, "frappe.desk.form.utils.add_comment", **comment, comment_email=user.email),
		"tag": post(user, "frappe.desk.doctype.tag.tag.add_tag", tag="x", dt=doctype, dn=name),
		"untag": post(user, "frappe.desk.doctype.tag.tag.remove_tag", tag="x", dt=doctype, dn=name),
		"tags": post(
			user, "frappe.desk.doctype.tag.tag.add_tags", tags='["x"]', dt=doctype, docs=f'["{name}"]'
		),
		"like": post(user, "frappe.desk.like.toggle_like", **at, add="Yes"),
		"linked": get(user, "frappe.desk.form.linked_with.get", doctype=doctype, docname=name),
		"print": get(user, "frappe.www.printview.get_html_and_style", doc=doctype, name=name),
		"pdf": get(user, "frappe.utils.print_format.download_pdf", **at),
		"steps": post(user, "frappe.model.workflow.get_transitions", doc=json.dumps(at)),
		"mail": post(user, "frappe.core.doctype.communication.email.make", **mail),
		"run": post(user, "run_doc_method", dt=doctype, dn=name, method="get_title"),
		"follow": post(
			user,
			"frappe.desk.form.document_follow.follow_document",
			doctype=doctype,
			doc_name=name,
			user=user.email,
		),
	}
	assert {door: answer.status for door, answer in doors.items() if answer.status != 403} == {}
	title = get(user, "frappe.desk.search.get_link_title", doctype=doctype, docname=name)
	assert ok(title) == name, "the name of a person whom one may not see"


def test_linked_documents_are_those_one_sees(login, checking):
	"""A unit sees the case, but no checks."""
	case, _dispatch, _check = checking()
	found = ok(get(login("handler"), "frappe.desk.form.linked_with.get", doctype="Case", docname=case))
	assert "Case Event" in found and not found.get("Case Check")
