"""The two surfaces of one rule agree, stay inside brackets, and deny what they do not know."""

import pkgutil

import pytest

from community_gov import hooks
from community_gov.casework import policies as casework_policies
from community_gov.casework.intake.reporting import report_case
from community_gov.demo.people import ACCOUNTS, email
from community_gov.overrides.references import REFERENCES
from community_gov.permissions.evaluate import documents_with_policy, is_scoped, policies
from community_gov.permissions.scope import areas_of, without_covered

SCOPED = [name for name in hooks.has_permission if name not in ("File", "Grid", *REFERENCES)]
QUERIES = {name: pkgutil.resolve_name(hooks.permission_query_conditions[name]) for name in SCOPED}
USERS = [email(account.key) for account in ACCOUNTS]
# Of each DocType so many records are compared; each costs a question to the database for each account.
NEWEST = 5


@pytest.fixture
def newest(site, records):
	"""newest(doctype) -> names of its last records, with the ones near and far that were made for the matrix."""

	def names(doctype: str) -> set[str]:
		made = {name for (kind, _place), name in records.items() if kind == doctype}
		last = site.get_all(doctype, pluck="name", order_by="creation desc", limit=NEWEST)
		return made | set(last)

	return names


def listed(site, doctype: str, user: str, among: set[str]) -> set[str]:
	"""What the list of a user shows of some records; nothing without the right to any."""
	if not site.has_permission(doctype, "read", user=user):
		return set()
	site.set_user(user)
	try:
		return set(site.get_list(doctype, {"name": ["in", list(among)]}, pluck="name", limit_page_length=0))
	finally:
		site.set_user("Administrator")


@pytest.mark.parametrize("doctype", QUERIES)
@pytest.mark.parametrize("user", USERS)
def test_list_and_form_show_the_same(site, newest, doctype, user):
	everything = newest(doctype)
	shown = listed(site, doctype, user, everything)
	docs = [site.get_doc(doctype, name) for name in everything]
	site.set_user(user)
	assert {doc.name for doc in docs if site.has_permission(doctype, "read", doc=doc)} == shown


@pytest.mark.parametrize("doctype", QUERIES)
def test_a_scope_shows_something_to_somebody_and_not_everything_to_everybody(site, newest, doctype):
	"""Without this the test above would pass on empty lists."""
	everything = newest(doctype)
	shown = [len(listed(site, doctype, user, everything)) for user in USERS]
	assert max(shown) > 0 and min(shown) < len(everything), shown


@pytest.mark.parametrize("doctype", QUERIES)
def test_conditions_are_bracketed_and_deny_by_default(site, doctype):
	assert QUERIES[doctype]("Guest") == "(1=0)"
	for user in USERS:
		sql = QUERIES[doctype](user)
		assert sql == "" or (sql.startswith("(") and sql.endswith(")")), sql
	nobody = QUERIES[doctype]("nobody@demo.example")
	assert site.db.sql(f"select count(*) from `tab{doctype}` where {nobody}") == ((0,),), nobody


def test_every_policy_is_wired(site):
	"""Rows are read through their document: lists of them need a condition, a check of their own would be dead."""
	lists, checks = site.get_hooks("permission_query_conditions"), site.get_hooks("has_permission")
	scoped = {doctype for doctype in policies() if is_scoped(doctype)}
	assert scoped == {doctype for doctype in lists if is_ours(site, doctype)}
	assert set(documents_with_policy()) == {doctype for doctype in checks if is_ours(site, doctype)} - {
		"Grid"
	}


def test_policies_know_which_doctypes_are_rows(site):
	"""Asked at every list, so it is declared instead of read from the DocType."""
	declared = {doctype for doctype, policy in policies().items() if policy.of_rows}
	assert declared == {doctype for doctype in policies() if site.get_meta(doctype).istable}


def test_a_list_hook_without_a_policy_says_so(site):
	hook = pkgutil.resolve_name("community_gov.permissions.list_conditions.no_such_thing")
	with pytest.raises(AttributeError, match="No policy has the name no_such_thing"):
		hook("Guest")


def is_ours(site, doctype: str) -> bool:
	return site.db.get_value("DocType", doctype, "module") == "Community Gov"


# Whoever may read these by role sees every row: places, units, plans and teams are no secret among staff.
OPEN_TO_THEIR_ROLES = frozenset(
	{
		*("Grid", "Grid Team Member", "Community Gov Settings", "Responsible Unit", "Routing Rule"),
		*("Reward Item", "Visit Plan", "Volunteer Team"),
	}
)


def test_what_hangs_on_a_place_a_person_or_a_case_has_a_policy(site):
	"""A new DocType that links a grid, somebody or a case must say who sees which of its rows."""
	named = {"Grid", "Case", "Resident", "Volunteer", "Household"}
	linking = set()
	for doctype in site.get_all("DocType", {"module": "Community Gov"}, pluck="name", order_by="name asc"):
		if named & {df.options for df in site.get_meta(doctype).get("fields", {"fieldtype": "Link"})}:
			linking.add(doctype)
	assert {doctype for doctype in linking if not is_scoped(doctype)} == OPEN_TO_THEIR_ROLES


@pytest.mark.parametrize("user", USERS)
def test_a_percent_sign_stands_for_itself(site, user):
	"""Frappe 16 formats the text of a condition together with the parameters of its query."""
	texts = {
		doctype: pkgutil.resolve_name(path)(user)
		for doctype, path in hooks.permission_query_conditions.items()
	}
	assert [doctype for doctype, text in texts.items() if "%" in text.replace("%%", "")] == []


def test_a_list_shows_titles_of_what_it_links(site, records):
	"""The desk asks so for every link with a title; Frappe 16 joins the table under another name."""
	site.set_user(email("manager"))
	fields = ["name", "resident", "resident.full_name as resident_full_name"]
	rows = site.get_list(
		"Visit", {"name": records["Visit", "near"]}, fields, order_by="`tabVisit`.creation desc"
	)
	assert [row.resident_full_name for row in rows] == [
		site.db.get_value("Resident", rows[0].resident, "full_name")
	]


def test_an_area_is_the_beginning_of_a_code(site):
	assert "'421281001002001%%'" in QUERIES["Case"](email("gridworker"))


def test_user_permissions_still_bite(site):
	"""Our condition is joined with `and`: without brackets its `or` would let a user permission escape."""
	user = email("gridworker")
	site.get_doc(
		{"doctype": "User Permission", "user": user, "allow": "Grid", "for_value": "340202014003001"}
	).insert()
	site.set_user(user)
	assert site.get_list("Resident", pluck="name", order_by="creation desc") == []


def test_a_membership_that_has_ended_gives_nothing(site):
	grid = site.get_doc("Grid", "421281001002001")
	roles = frozenset({"Grid Worker"})
	assert areas_of(email("gridworker"), roles) == ["421281001002001"]
	row = next(row for row in grid.team if row.user == email("gridworker"))
	site.db.set_value("Grid Team Member", row.name, "to_date", "2024-12-31")
	assert areas_of(email("gridworker"), roles) == []


def test_a_team_role_without_the_role_gives_nothing(site):
	"""Being listed as a volunteer of a grid does not open its residents."""
	grid = site.get_doc("Grid", "340202014003001")
	grid.append("team", {"team_role": "Volunteer", "user": email("gridworker"), "from_date": "2024-01-01"})
	grid.save()
	assert areas_of(email("gridworker"), frozenset({"Grid Worker"})) == ["421281001002001"]


def test_codes_inside_others_are_dropped():
	assert without_covered(["421281001", "4212", "340202", "4212", "42128100100200101"]) == ["4212", "340202"]


@pytest.mark.parametrize("named", [200, 0])
def test_a_checker_sees_the_case_elsewhere_that_is_to_be_looked_at(site, monkeypatch, named):
	"""Cases that are few are named in the condition, many are looked up: both show the same."""
	monkeypatch.setattr(casework_policies, "NAMED", named)
	grids = ("421281001002001", "340202014003001")
	here, there = (report_case({"description": "积水", "grid": grid}, [], None).name for grid in grids)
	for case in (here, there):
		check = {
			"name": f"CHK-{case}",
			"case_file": case,
			"assignee": email("gridworker"),
			"result": "Pending",
		}
		site.get_doc({"doctype": "Case Check", **check}).db_insert()
	other = report_case({"description": "积水", "grid": grids[1]}, [], None).name
	site.set_user(email("gridworker"))
	listed = site.get_list("Case", pluck="name", order_by="creation desc", limit_page_length=0)
	assert {here, there} <= set(listed) and other not in listed


def test_a_file_may_be_chosen_before_the_form_is_saved(site):
	"""Frappe 16 asks whether a document without a name may be written, then takes the file."""
	site.set_user(email("manager"))
	empty = site.new_doc("Resident Import")
	assert empty.has_permission("write")
	assert not site.new_doc("Resident Import").has_permission("create")
	site.set_user(email("operator"))
	assert not site.new_doc("Resident Import").has_permission("write"), "the role has no right at all"
