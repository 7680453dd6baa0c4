"""Two records of one person become one, and the step can be undone: what was moved is written down."""

import json

import frappe
from frappe import _
from frappe.utils import cstr, getdate, now_datetime

from community_gov.core.documents import write_audit_record
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.registry.homes import households, residence
from community_gov.registry.identity.protected_numbers import SECRET_FIELDS, fingerprints_of, unseal

MERGED = "Merged"
# Records that go along with the person: DocType -> its link fields to Resident.
FOLLOWING = {
	"Consent": ("resident", "guardian"),
	"Personal Data Request": ("resident",),
	"Resident Care Tag": ("resident",),
	"Visit": ("resident",),
	"Help Request": ("resident",),
	"Resident": ("guardian",),
	"Volunteer": ("resident",),
}
# What the kept record takes over where it has none itself.
FILLED = (
	"identity_number",
	"identity_type",
	"mobile",
	"sex",
	"birth_date",
	"nationality",
	"registered_place",
	"guardian",
	"guardian_name",
	"guardian_mobile",
	*SECRET_FIELDS,
)


def merge(kept, other, reason: str):
	"""The other record's links and missing values go to the kept one; the other stays, marked as merged.

	Returns:
	        the Resident Merge that undo() takes back.
	Raises:
	        BadInputError: the same record, no reason, or two different identity numbers.
	        ConflictError: one of them is merged or anonymous, or heads a household with others in it.
	"""
	_check(kept, other, reason)
	households.hand_over_headship(other, None)
	moved = {
		"links": _move_links(other.name, kept.name),
		"before": _stored_values(kept),
		"other": _stored_values(other),
	}
	_mark(other, kept.name)
	_fill(kept, other)
	values = {"kept": kept.name, "merged": other.name, "reason": reason, "status": MERGED}
	values |= {"merged_by": frappe.session.user, "merged_at": now_datetime()}
	entry = write_audit_record("Resident Merge", {**values, "moved": json.dumps(moved, default=str)})
	residence.write_record(frappe.get_doc("Resident", other.name), MERGED, getdate(), note=reason)
	return entry


def _check(kept, other, reason: str) -> None:
	if kept.name == other.name or not (reason or "").strip():
		frappe.throw(_("A merge needs two records and a reason. Enter both."), exc=BadInputError)
	for doc in (kept, other):
		if doc.status == MERGED or doc.anonymised_on:
			frappe.throw(
				_("{0} is merged or anonymous already. Choose a record that stands.").format(doc.name),
				exc=ConflictError,
			)
	mine, others = (set(fingerprints_of(doc, "identity")) for doc in (kept, other))
	if mine and others and not mine & others:
		frappe.throw(
			_("The two records have different identity numbers. They are two people; correct one first."),
			exc=BadInputError,
		)


def _stored_values(doc) -> dict:
	"""What a merge may change of a record, as the database holds it."""
	fields = [*FILLED, "status", "household", "relation_to_head", "merged_into"]
	return frappe.db.get_value("Resident", doc.name, fields, as_dict=True)


def _move_links(source: str, target: str) -> list[list[str]]:
	"""Points every following record to the target; returns [[doctype, name, field]] for the way back."""
	moved = []
	for doctype, fields in FOLLOWING.items():
		for field in fields:
			names = frappe.get_all(doctype, filters={field: source}, pluck="name", order_by="name asc")
			moved += [[doctype, name, field] for name in names if name != target]
	for doctype, name, field in moved:
		frappe.db.set_value(doctype, name, field, target, update_modified=False)
	return moved


def _mark(other, kept: str) -> None:
	"""The merged record is nobody's member any more and gives up its number, which is unique."""
	household = other.household
	values = dict.fromkeys((*SECRET_FIELDS, "household", "relation_to_head"))
	values |= {"status": MERGED, "merged_into": kept}
	frappe.db.set_value("Resident", other.name, values)
	households.count_members(household)


def _fill(kept, other) -> None:
	"""Values that the kept record lacks; a number comes with its secret and fingerprint."""
	was = {name: other.get(name) for name in FILLED}
	values = {name: value for name, value in was.items() if value and not kept.get(name)}
	if "identity_number" not in values:
		values = {name: value for name, value in values.items() if not name.startswith("identity_")}
	else:
		values["identity_type"] = other.identity_type
	if values.get("guardian") == kept.name:
		values.pop("guardian")
	if values:
		frappe.db.set_value("Resident", kept.name, values)


def undo(entry) -> None:
	"""Takes a merge back: links, values and status as they were. What happened since stays with the kept record.

	Raises:
	        ConflictError: it is undone already, or one of the two was merged again or made anonymous.
	"""
	kept, other = (frappe.get_doc("Resident", name, for_update=True) for name in (entry.kept, entry.merged))
	if (
		entry.status != MERGED
		or other.merged_into != kept.name
		or kept.status == MERGED
		or kept.anonymised_on
	):
		frappe.throw(
			_("This merge cannot be undone any more. Correct the two records by hand."), exc=ConflictError
		)
	moved = json.loads(entry.moved)
	if values := _restored(kept, moved):
		frappe.db.set_value("Resident", kept.name, values)
	frappe.db.set_value("Resident", other.name, moved["other"])
	for doctype, name, field in moved["links"]:
		if frappe.db.get_value(doctype, name, field) == kept.name:
			frappe.db.set_value(doctype, name, field, other.name, update_modified=False)
	households.count_members(moved["other"]["household"])
	values = {"status": "Undone", "undone_by": frappe.session.user, "undone_at": now_datetime()}
	frappe.db.set_value("Resident Merge", entry.name, values)
	residence.write_record(frappe.get_doc("Resident", other.name), "Merge Undone", getdate())


def _restored(kept, moved: dict) -> dict:
	"""Empties what the merge filled in, unless a clerk has typed something else since."""
	taken = moved["other"]
	filled = [name for name in FILLED if not moved["before"].get(name) and taken.get(name)]
	return {name: None for name in filled if _is_still(name, kept, taken)}


def _is_still(name: str, kept, taken: dict) -> bool:
	"""Whether a filled value stands; secret and fingerprint are compared by their number, as a rotation makes them anew."""
	if name not in SECRET_FIELDS:
		return cstr(kept.get(name)) == cstr(taken[name])
	prefix = name.rpartition("_")[0]
	mine, theirs = cstr(kept.get(f"{prefix}_secret")), cstr(taken.get(f"{prefix}_secret"))
	return bool(mine and theirs) and unseal(mine, "Resident", prefix) == unseal(theirs, "Resident", prefix)
