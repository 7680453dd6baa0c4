"""Access to an attached file is access to its document, for every DocType with a policy."""

import pytest

from community_gov.demo.people import ACCOUNTS, email
from community_gov.permissions.evaluate import documents_with_policy

USERS = [email(account.key) for account in ACCOUNTS]


@pytest.fixture
def attached(site, records):
	"""{File: (doctype, name)}: one private file at each record that the matrix has, near and far."""
	files = {}
	for doctype, name in sorted({(kind, name) for (kind, _place), name in records.items()}):
		if doctype in documents_with_policy():
			# db_insert: what may be attached by whom is tested elsewhere.
			file = site.new_doc("File")
			file.update(
				{"file_name": "x.txt", "file_url": f"/private/files/{doctype}-{name}.txt", "is_private": 1}
			)
			file.update(
				{
					"attached_to_doctype": doctype,
					"attached_to_name": name,
					"name": f"F-{doctype}-{name}"[:140],
				}
			)
			file.owner = "Administrator"
			file.db_insert()
			files[file.name] = (doctype, name)
	assert len({doctype for doctype, _name in files.values()}) > 20
	return files


@pytest.mark.parametrize("user", USERS)
def test_a_file_is_seen_with_its_document(user, site, attached):
	from frappe.core.doctype.file import file as file_module

	site.set_user(user)
	filters = {"name": ["in", list(attached)]}
	shown = set(site.get_list("File", filters=filters, pluck="name", order_by="name", limit=0))
	visible = {
		file
		for file, (doctype, name) in attached.items()
		if site.has_permission(doctype, "read", doc=site.get_doc(doctype, name))
	}
	# Frappe from 15.50 on lists attachments to the desk only; whoever has no desk opens them from their pages.
	has_no_desk = hasattr(file_module, "SYSTEM_USER_ROLE") and "Desk User" not in site.get_roles()
	assert shown == (set() if has_no_desk else visible)
	assert {file for file in attached if site.get_doc("File", file).is_downloadable()} == visible


def test_somebody_sees_a_file_and_nobody_sees_all(site, attached):
	"""Without this the test above would pass on empty lists."""
	seen = []
	for user in USERS:
		site.set_user(user)
		seen.append(len(site.get_list("File", filters={"name": ["in", list(attached)]}, limit=0)))
	assert max(seen) > 20 and min(seen) < len(attached) / 2, seen
