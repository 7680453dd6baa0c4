"""The one list of places that hold something of a person; every anonymisation walks it, nothing else clears records.

PIPL Art. 47: what is deleted is deleted everywhere. A DocType that links a person, or copies a name, gets its line here.
"""

from typing import Any, NamedTuple

from community_gov.registry.identity.protected_numbers import SECRET_FIELDS

ANONYMOUS = "已匿名"


def _emptied(*fieldnames: str) -> dict[str, None]:
	return dict.fromkeys(fieldnames)


class Place(NamedTuple):
	"""Where something of a person stands.

	Attributes:
	        doctype, link: records whose field `link` leads to a record that was found before.
	        of, via: the DocType found before, and the field of it that `link` holds; by default its name.
	        values: what the fields become; everything else counts and stays.
	        erased: whether the record is the person's, so that its history, comments, notices and files go.
	        deleted: rows that say nothing without the person.
	"""

	doctype: str
	link: str
	of: str
	values: dict[str, Any]
	via: str = "name"
	erased: bool = True
	deleted: bool = False


RESIDENT_VALUES = {
	**_emptied("identity_number", "mobile", "guardian", "guardian_name", "guardian_mobile", *SECRET_FIELDS),
	**_emptied("birth_date", "address", "registered_place", "nationality", "moved_to", "household"),
	**_emptied("relation_to_head"),
	**{"full_name": ANONYMOUS, "identity_type": "Other"},
}
VOLUNTEER_VALUES = {
	**_emptied("mobile", "mobile_secret", "mobile_fingerprint", "user", "note", "successor", "resident"),
	**{"full_name": ANONYMOUS, "is_party_member": 0},
}
_GUARDIAN = _emptied(
	*("guardian_name", "guardian_mobile", "guardian_mobile_secret", "guardian_mobile_fingerprint")
)
# The signed sheet stays with the child's consent, which it proves, as long as that stands.
_CONSENT_GUARDIAN = _emptied(
	*("guardian", "guardian_name", "guardian_mobile_secret", "guardian_mobile_fingerprint")
)
_CONSENT = {**_CONSENT_GUARDIAN, **_emptied("evidence", "withdrawn_reason")}
REGISTRATION_VALUES = {
	**_emptied("mobile", "mobile_secret", "mobile_fingerprint", "note", "user", "step_note"),
	**{**_GUARDIAN, "full_name": ANONYMOUS},
}
_NOWHERE = {"latitude": 0, "longitude": 0}
_CASE = {
	**{"title": ANONYMOUS, "description": ANONYMOUS, **_NOWHERE},
	**_emptied("address", "reporter_name", "reporter_phone", "resolution", "step_note", "hotline_answer"),
	**_emptied("routing_reason", "shared_words", "shared_outcome", "shared_photos"),
}
_REPORTER = _emptied("reporter_name", "reporter_phone")
_TITLED = {"case_title": ANONYMOUS, "step_note": None}

_OBJECTION = {**_emptied("mobile", "mobile_secret", "mobile_fingerprint"), "text": ANONYMOUS}

_OPINION = {
	**_emptied("said_by", "speaker_name", "mobile", "mobile_secret", "mobile_fingerprint", "rating_comment"),
	**{
		"text": ANONYMOUS,
		"shown_text": ANONYMOUS,
		"title": ANONYMOUS,
		"identity": "Anonymous",
		"step_note": None,
	},
}

# What a group has done with public money stays; who spoke for it goes.
_APPLICANT = {
	**_emptied("mobile", "mobile_secret", "mobile_fingerprint", "step_note"),
	"representative_name": ANONYMOUS,
}
_SECRETARY = _emptied("secretary_name", "secretary_basis", "secretary_consent")

_FORMER = "Former Identifier"

# In the order in which one leads to the next.
PLACES = (
	# The register
	Place("Resident", "guardian", "Resident", {"guardian": None}, erased=False),
	Place("Resident", "guardian_mobile_fingerprint", "Resident", _GUARDIAN, "mobile_fingerprint", False),
	Place("Resident", "guardian_mobile_fingerprint", "Volunteer", _GUARDIAN, "mobile_fingerprint", False),
	Place("Household", "head", "Resident", {"head": None}, erased=False),
	Place("Resident Merge", "kept", "Resident", {"moved": "{}", "reason": ANONYMOUS}),
	Place("Resident Merge", "merged", "Resident", {"moved": "{}", "reason": ANONYMOUS}),
	Place(
		"Residence Record", "resident", "Resident", _emptied("place", "note", "household", "from_household")
	),
	Place("Consent", "resident", "Resident", _CONSENT),
	Place("Consent", "guardian", "Resident", _CONSENT_GUARDIAN, erased=False),
	Place(
		"Consent", "guardian_mobile_fingerprint", "Resident", _CONSENT_GUARDIAN, "mobile_fingerprint", False
	),
	Place("Personal Data Request", "resident", "Resident", {"request": ANONYMOUS, "answer": None}),
	Place("Resident Care Tag", "resident", "Resident", {"note": None}),
	Place("Visit", "resident", "Resident", {**_emptied("address", "household", "note"), **_NOWHERE}),
	Place("Visit Finding", "parent", "Visit", {"description": ANONYMOUS}),
	# The entry itself stays: who looked, when and for which purpose.
	Place("Sensitive Access Log", "reference_name", "Resident", {"detail": None}),
	Place("Sensitive Access Log", "reference_name", "Volunteer", {"detail": None}),
	Place(_FORMER, "holder", "Resident", {}, deleted=True),
	Place(_FORMER, "holder", "Volunteer", {}, deleted=True),
	Place(_FORMER, "holder", "User", {}, deleted=True),
	Place(_FORMER, "account", "User", {}, deleted=True),
	*(
		Place("Family Proxy", link, of, {}, via, deleted=True)
		for of in ("Resident", "Volunteer")
		for link, via in (
			("resident", "name"),
			("mobile_fingerprint", "mobile_fingerprint"),
			("proxy_mobile_fingerprint", "mobile_fingerprint"),
		)
		if of == "Resident" or link != "resident"
	),
	Place("Family Proxy Action", "parent", "Family Proxy", {}, deleted=True),
	Place("Phone Binding", "mobile_fingerprint", "Resident", {}, "mobile_fingerprint", deleted=True),
	Place("Phone Binding", "mobile_fingerprint", "Volunteer", {}, "mobile_fingerprint", deleted=True),
	# Help
	Place(
		*("Help Request", "resident", "Resident"),
		{
			**_emptied("household", "place", "details", "result", "comment", "contact_name", "step_note"),
			**_emptied("mobile", "mobile_secret", "mobile_fingerprint"),
			"need": ANONYMOUS,
		},
	),
	# Cases that came of a finding or a request, and what belongs to a case
	Place("Case", "name", "Visit Finding", _CASE, "case_file"),
	Place("Case", "name", "Help Request", _CASE, "case_file"),
	Place("Case Photo", "parent", "Case", {}, deleted=True),
	Place("Case Unit", "parent", "Case", {"instruction": None}),
	Place("Case Dispatch", "case_file", "Case", {**_TITLED, **_emptied("instruction", "answer")}),
	Place("Case Check", "case_file", "Case", {"case_title": ANONYMOUS, "note": None, **_NOWHERE}),
	Place("Case Photo", "parent", "Case Dispatch", {}, deleted=True),
	Place("Case Photo", "parent", "Case Check", {}, deleted=True),
	Place("Case Adjustment", "case_file", "Case", {**_TITLED, "reason": ANONYMOUS, "ruling": None}),
	Place("Supervision Order", "case_file", "Case", {**_TITLED, "demand": ANONYMOUS, "answer": None}),
	Place("Case Appeal", "case_file", "Case", {**_TITLED, "reason": ANONYMOUS, "decision_note": None}),
	Place("Case Feedback", "case_file", "Case", {"comment": None}),
	Place("Case Follower", "case_file", "Case", {"source_text": None}),
	Place("Case Follower", "via_case", "Case", {"source_text": None}),
	Place("Case Event", "case_file", "Case", {**_emptied("note", "photos"), **_NOWHERE}),
	# Volunteering
	Place("Volunteer", "resident", "Resident", {"resident": None}, erased=False),
	Place("Consent", "volunteer", "Volunteer", _CONSENT),
	Place(
		"Consent", "guardian_mobile_fingerprint", "Volunteer", _CONSENT_GUARDIAN, "mobile_fingerprint", False
	),
	Place(
		*("Volunteer Registration", "guardian_mobile_fingerprint", "Resident"),
		*(_GUARDIAN, "mobile_fingerprint", False),
	),
	Place("Volunteer Availability", "parent", "Volunteer", {}, deleted=True),
	Place("Volunteer", "successor", "Volunteer", {"successor": None}, erased=False),
	Place("Volunteer Team", "leader", "Volunteer", {"leader": None}, erased=False),
	Place(
		"Grid Team Member",
		"volunteer",
		"Volunteer",
		_emptied("volunteer", "member_name", "user"),
		erased=False,
	),
	Place("Volunteer Registration", "volunteer", "Volunteer", REGISTRATION_VALUES),
	Place(
		"Volunteer Registration", "mobile_fingerprint", "Volunteer", REGISTRATION_VALUES, "mobile_fingerprint"
	),
	Place(
		"Volunteer Registration",
		"guardian_mobile_fingerprint",
		"Volunteer",
		_GUARDIAN,
		"mobile_fingerprint",
		False,
	),
	Place("Volunteer Availability", "parent", "Volunteer Registration", {}, deleted=True),
	Place("Sensitive Access Log", "reference_name", "Volunteer Registration", {"detail": None}),
	Place(
		"Service Record",
		"volunteer",
		"Volunteer",
		_emptied("content", "evidence", "step_note", "corrected_by"),
	),
	Place("Activity Sign-up", "volunteer", "Volunteer", {"volunteer_name": ANONYMOUS, "reason": None}),
	Place(
		"Service Certificate", "volunteer", "Volunteer", {"volunteer_name": ANONYMOUS, "revoke_reason": None}
	),
	Place("Point Entry", "volunteer", "Volunteer", {"reason": None}),
	Place("Point Transfer", "giver", "Volunteer", _emptied("reason", "step_note")),
	Place("Point Transfer", "taker", "Volunteer", _emptied("reason", "step_note")),
	Place(
		*("Point Adjustment", "volunteer", "Volunteer"),
		{"reason": ANONYMOUS, **_emptied("evidence", "step_note")},
	),
	Place("Point Redemption", "volunteer", "Volunteer", {"step_note": None}),
	Place("Reward Stock Entry", "redemption", "Point Redemption", {"reason": None}),
	# What people decide together: that an entry voted stays, whose it was goes.
	Place("Roll Entry", "resident", "Resident", {"resident": None, "label": ANONYMOUS}),
	Place(
		"Roll Entry", "spoken_for_by", "Resident", _emptied("spoken_for_by", "proxy_evidence"), erased=False
	),
	Place("Roll Elector", "resident", "Resident", {}, deleted=True),
	Place("Ballot Issue", "entry", "Roll Entry", {"label": ANONYMOUS}, erased=False),
	Place("Ballot Issue", "cast_by", "Resident", {"cast_by": None}, erased=False),
	Place(
		*("Session Participant", "resident", "Resident"),
		{"resident": None, "participant_name": ANONYMOUS, "signature": None},
	),
	*(
		Place("Notice Objection", "mobile_fingerprint", of, _OBJECTION, "mobile_fingerprint")
		for of in ("Resident", "Volunteer")
	),
	Place("Opinion", "said_by", "Resident", _OPINION),
	# Whoever consented to be named stays counted.
	Place("Lecture Attendee", "resident", "Resident", {}, deleted=True),
	# That a household was told stays as long as its state does.
	Place("Notice Delivery", "resident", "Resident", _emptied("resident", "note", "address"), erased=False),
	*(
		Place("Opinion", "mobile_fingerprint", of, _OPINION, "mobile_fingerprint")
		for of in ("Resident", "Volunteer")
	),
	*(
		Place("Group Member", "mobile_fingerprint", of, {}, "mobile_fingerprint", deleted=True)
		for of in ("Resident", "Volunteer")
	),
	*(
		Place("Micro-project", "mobile_fingerprint", of, _APPLICANT, "mobile_fingerprint", False)
		for of in ("Resident", "Volunteer")
	),
	Place("Party Branch", "secretary_consent", "Consent", _SECRETARY, erased=False),
	Place("Steward Household", "volunteer", "Volunteer", {"steward_name": ANONYMOUS}, erased=False),
	Place("Steward Household", "user", "User", {"steward_name": ANONYMOUS}, erased=False),
	# What the account left in casework; the account itself is cleared by accounts.py.
	Place("Case", "reporter", "User", _REPORTER, erased=False),
	Place("Case Event", "actor", "User", {"actor_name": ANONYMOUS}, erased=False),
	Place("Training Attendance", "attendee", "User", {"attendee_name": ANONYMOUS}, erased=False),
	Place("Worker Assessment", "worker", "User", {"worker_name": ANONYMOUS}, erased=False),
	Place("Case Follower", "user", "User", {}, deleted=True),
)
# Records that name somebody by the full number alone, typed by whoever took the call.
BY_NUMBER = (
	Place("Case", "reporter_phone", "Number", _REPORTER, erased=False),
	Place(
		"Reception Record", "visitor_phone", "Number", _emptied("visitor_name", "visitor_phone"), erased=False
	),
)
# Rows of no use after days, which go where a name or a number stands in them: (DocType, why it may).
LOGS = (
	("Error Log", "values of a failed step"),
	("Route History", "a list that was filtered by a name"),
	("Access Log", "filters and pages of an export"),
	("View Log", "titles"),
	("Notification Log", "titles of other documents"),
	("Email Queue", "text of a mail"),
	("Deleted Document", "a whole document"),
	("Integration Request", "what another system sent"),
	("Webhook Request Log", "a whole document"),
	("Data Import Log", "a row of a sheet"),
	("Scheduled Job Log", "values of a failed job"),
	("Console Log", "a script"),
	("Prepared Report", "filters of a report"),
	("List Filter", "a list that was filtered by a name"),
	("Unhandled Email", "a whole mail"),
)
