"""Papers that prove something: private files of whoever shows them, kept with the document that names them."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import BadInputError, ImmutableError

LONGEST = 500
# DocType -> where its papers are named: (DocType, field of the address, field of the document).
NAMED_IN = {
	"Roll Entry": ("Roll Entry", "proxy_evidence", "name"),
	"Deliberation Session": ("Session Participant", "signature", "parent"),
	"Community Notice": ("Notice Board Posting", "photo", "parent"),
	"Micro-project": ("Project Receipt", "file", "parent"),
	"Group Member": ("Group Member", "consent_paper", "name"),
}


def keep(doc, address: str) -> None:
	"""Attaches a private file of the session user to a document, whose readers then may read it.

	Raises:
	        BadInputError: a word, or somebody else's paper, proves nothing.
	"""
	own = {"file_url": address, "owner": frappe.session.user, "is_private": 1}
	if len(cstr(address)) > LONGEST or not frappe.db.exists("File", own):
		frappe.throw(
			_("The evidence is no private file of yours. Upload the photo or document itself."),
			exc=BadInputError,
		)
	target = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	# One paper may prove several things: each document has a row of its own, the bytes are the same.
	if not frappe.db.exists("File", {"file_url": address, **target}):
		frappe.get_doc({"doctype": "File", "file_url": address, "is_private": 1, **target}).insert()


def guard_removal(file, method: str | None = None) -> None:
	"""Doc event of File: the paper behind a proxy or a signature stays as long as they count.

	Raises:
	        ImmutableError
	"""
	if file.attached_to_doctype not in NAMED_IN:
		return
	doctype, address, document = NAMED_IN[file.attached_to_doctype]
	if frappe.db.exists(doctype, {address: file.file_url, document: file.attached_to_name}):
		frappe.throw(
			_("Photo {0} belongs to {1} and stays as it is. Add a new photo that corrects it.").format(
				file.file_name, file.attached_to_name
			),
			exc=ImmutableError,
		)
