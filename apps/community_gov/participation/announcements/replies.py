"""What somebody answers to a notice: an opinion, or a request for help of a household that needs it."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from community_gov.core import codes
from community_gov.core.anonymity import without_account
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.participation.announcements import shown
from community_gov.participation.opinions import opinions

MOST_OPEN = 5


def reply(number: str, name: str, text: str, help_kind: str | None) -> dict:
	"""Takes the reply of whoever has proven a number to a notice for their household.

	Args:
	        help_kind: what help is needed; an opinion without it.
	Returns:
	        {code, kind}: Opinion or Help Request, and the code by which it is followed
	Raises:
	        frappe.DoesNotExistError (404): no such notice for this number. BadInputError: no words, or no replies are taken.
	        ConflictError: five requests or replies of them are open already.
	"""
	notice = shown.require_own(number, name)
	if not cint(notice.reply_wanted):
		frappe.throw(_("This notice takes no replies. Send an opinion instead."), exc=BadInputError)
	if not cstr(text).strip():
		frappe.throw(_("The reply is empty. Write what you want to say."), exc=BadInputError)
	resident = _own(number, name)
	with without_account():
		made = _ask(resident, text, help_kind, number) if help_kind else _say(notice, resident, text, number)
	return {"code": codes.shown_once(made), "kind": made.doctype}


def _own(number: str, name: str) -> str:
	"""The resident of a recipient of the notice for whom the number stands."""
	keys = shown.recipients_of(number)
	own = {"notice": name, "recipient": ("in", list(keys))}
	key = frappe.get_all(shown.DOCTYPE, own, pluck="recipient", order_by="recipient asc", limit=1)[0]
	return keys[key]


def _say(notice, resident: str, text: str, number: str):
	place = frappe.db.get_value("Resident", resident, "grid", for_update=True)
	if count_locked(opinions.DOCTYPE, {"said_by": resident, "stage_category": "Open"}) >= MOST_OPEN:
		_refuse_many()
	who = {"identity": "Named", "said_by": resident, "mobile": number}
	values = {"text": text, "kind": "Request", "grid": place, "channel": "Public Page"}
	doc = opinions.note({**values, **who}, as_guest=True)
	# To which notice it replies would tell readers of the opinion who belongs to a restricted audience.
	if not notice.is_restricted:
		doc.db_set("reply_to", notice.name)
	return doc


def _ask(resident: str, text: str, help_kind: str, number: str):
	home = frappe.db.get_value("Resident", resident, ["household"], as_dict=True, for_update=True)
	if not frappe.db.exists("Help Kind", {"name": help_kind, "enabled": 1}):
		frappe.throw(_("{0} is not offered now. Choose another kind.").format(help_kind), exc=BadInputError)
	if count_locked("Help Request", {"resident": resident, "stage_category": "Open"}) >= MOST_OPEN:
		_refuse_many()
	doc = frappe.new_doc("Help Request")
	words = cstr(text).strip()
	need = {"need": words[:140], "details": words if len(words) > 140 else None}
	doc.update({"resident": resident, "household": home.household, "help_kind": help_kind, **need})
	doc.update({"source": "Household", "mobile": number, "urgency": "Ordinary"})
	# A proven number stands for the household; a guest holds no right on the DocType.
	return doc.insert(ignore_permissions=True)


def _refuse_many() -> None:
	frappe.throw(
		_("{0} of your replies are open already. Wait for an answer, or call your community.").format(
			MOST_OPEN
		),
		exc=ConflictError,
	)
