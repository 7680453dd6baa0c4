"""Tags and follows, which Frappe keeps in tables that every account reads, are seen as their document is."""

import pytest

from community_gov.demo.people import ACCOUNTS, email

USERS = [email(account.key) for account in ACCOUNTS]


@pytest.fixture
def tagged(site, records):
	"""{Tag Link: case}: a tag with a title at a case near and one far."""
	links = {}
	for place in ("near", "far"):
		link = site.new_doc("Tag Link")
		link.update(
			{"document_type": "Case", "document_name": records["Case", place], "tag": "演示", "title": "某人"}
		)
		link.name = f"T-{place}"
		link.db_insert()
		links[link.name] = records["Case", place]
	return links


@pytest.mark.parametrize("user", USERS)
def test_a_tag_is_seen_with_its_document(user, site, tagged):
	site.set_user(user)
	visible = {
		link
		for link, case in tagged.items()
		if site.has_permission("Case", "read", doc=site.get_doc("Case", case))
	}
	filters = {"name": ["in", list(tagged)]}
	assert set(site.get_list("Tag Link", filters=filters, pluck="name", order_by="name")) == visible
	readable = {
		link for link in tagged if site.has_permission("Tag Link", "read", doc=site.get_doc("Tag Link", link))
	}
	assert readable == visible


def test_some_tags_are_seen_and_some_are_not(site, tagged):
	"""Without this the test above would pass on empty lists."""
	seen = set()
	for user in USERS:
		site.set_user(user)
		seen.add(len(site.get_list("Tag Link", filters={"name": ["in", list(tagged)]})))
	assert seen >= {0, 1}


def test_what_somebody_follows_is_their_own_affair(site, records):
	follow = site.new_doc("Document Follow")
	follow.update({"ref_doctype": "Case", "ref_docname": records["Case", "near"], "user": email("operator")})
	follow.name = "987654321"
	follow.db_insert()
	site.set_user(email("operator"))
	assert site.get_list("Document Follow", filters={"name": follow.name}, pluck="user") == [
		email("operator")
	]
	site.set_user(email("chief"))
	assert site.get_list("Document Follow", filters={"name": follow.name}, pluck="name") == []
	assert not site.has_permission(
		"Document Follow", "read", doc=site.get_doc("Document Follow", follow.name)
	)


def test_nobody_lets_another_follow(site, records):
	site.set_user(email("gridworker"))
	values = {"doctype": "Document Follow", "ref_doctype": "Case", "ref_docname": records["Case", "near"]}
	with pytest.raises(site.PermissionError):
		site.get_doc({**values, "user": email("volunteer")}).insert()
