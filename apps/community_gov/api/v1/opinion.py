"""Opinions over REST: noted, merged, filed as a case. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core import codes
from community_gov.participation.opinions import from_records, opinions
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.note")
def note(
	text: str,
	grid: str,
	channel: str = "Visit",
	kind: str = "Suggestion",
	theme: str | None = None,
	identity: str = "Anonymous",
	said_by: str | None = None,
	speaker_name: str | None = None,
	mobile: str | None = None,
	about_unit: str | None = None,
	is_about_person: bool = False,
) -> dict:
	"""Notes what somebody said.

	Args:
	        channel: Visit, Reception, Venue, Patrol, Opinion Box, Public Page or Hotline.
	        kind: Question, Request, Complaint, Report of Wrongdoing, Suggestion or Praise.
	        identity: Named, Known to the Clerk or Anonymous; of an anonymous one nothing of the speaker is kept.
	        about_unit: the unit that is spoken of, which never learns who spoke.
	Permission: who may create opinions in this place.
	Returns:
	        {opinion, code (shown this once), stage, due_at, topic}
	"""
	require(opinions.DOCTYPE, "create")
	values = {
		"text": text,
		"grid": grid,
		"channel": channel,
		"kind": kind,
		"theme": theme,
		"identity": identity,
	}
	values |= {"said_by": said_by, "speaker_name": speaker_name, "mobile": mobile, "about_unit": about_unit}
	doc = opinions.note({**values, "is_about_person": int(is_about_person)})
	topic = frappe.db.get_value(opinions.DOCTYPE, doc.name, "topic")
	code = codes.shown_once(doc)
	return {"opinion": doc.name, "code": code, "stage": doc.stage, "due_at": str(doc.due_at), "topic": topic}


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.from_finding")
def from_finding(
	visit: str, finding: str, theme: str | None = None, identity: str = "Known to the Clerk"
) -> dict:
	"""Makes an opinion of a note of a finished visit, once.

	Args:
	        finding: name of the row in `findings`. identity: Named, Known to the Clerk or Anonymous.
	Permission: who may read the visit and create opinions in its place.
	Returns:
	        {opinion, code (shown this once), stage, due_at}
	Raises:
	        BadInputError (422), ConflictError (409): it is an opinion already.
	"""
	require(opinions.DOCTYPE, "create")
	return _told(from_records.from_finding(load_doc("Visit", visit), finding, theme, identity))


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.from_reception")
def from_reception(record: str, theme: str | None = None, identity: str = "Known to the Clerk") -> dict:
	"""Makes an opinion of the matter of a Reception Record, once.

	Permission: who may read the record and create opinions in its place.
	Returns:
	        {opinion, code (shown this once), stage, due_at}
	Raises:
	        BadInputError (422), ConflictError (409): it is an opinion already.
	"""
	require(opinions.DOCTYPE, "create")
	return _told(from_records.from_reception(load_doc("Reception Record", record), theme, identity))


def _told(doc) -> dict:
	code = codes.shown_once(doc)
	return {"opinion": doc.name, "code": code, "stage": doc.stage, "due_at": str(doc.due_at)}


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.merge")
def merge(opinion: str, into: str, note: str) -> dict:
	"""Ends an opinion that says what another one says; its code tells the answer of that one.

	Permission: who may write both.
	Returns:
	        {opinion, stage, merged_into}
	"""
	require(opinions.DOCTYPE, "write")
	load_doc(opinions.DOCTYPE, into, "write")
	doc = load_doc(opinions.DOCTYPE, opinion, "write")
	opinions.merge(doc, into, note)
	return {"opinion": doc.name, "stage": doc.stage, "merged_into": doc.merged_into}


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.to_case")
def to_case(opinion: str) -> dict:
	"""Files what an opinion reports as a case, without its speaker.

	Permission: who may write the opinion and report a case there.
	Returns:
	        {opinion, case}
	"""
	require(opinions.DOCTYPE, "write")
	doc = load_doc(opinions.DOCTYPE, opinion, "write")
	return {"opinion": doc.name, "case": opinions.make_case(doc)}


@frappe.whitelist(methods=["POST"])
@idempotent("opinion.to_topic")
def to_topic(opinion: str) -> dict:
	"""Makes what an opinion asks for a topic of deliberation.

	Permission: who may write the opinion and collect topics there.
	Returns:
	        {opinion, topic}
	"""
	require(opinions.DOCTYPE, "write")
	doc = load_doc(opinions.DOCTYPE, opinion, "write")
	return {"opinion": doc.name, "topic": opinions.make_topic(doc)}
