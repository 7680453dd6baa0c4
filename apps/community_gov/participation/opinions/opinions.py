"""Opinions 民情: noted with their speaker protected, assigned, answered within two working days, told, rated."""

import secrets

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, now_datetime

from community_gov.casework.deadlines.working_time import in_working_days
from community_gov.core import codes, scrubbing
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.exact import exact_key
from community_gov.core.stages.staged_document import STEP_FIELDS
from community_gov.core.step_context import step_context
from community_gov.participation.opinions import themes
from community_gov.permissions.scope import units_of
from community_gov.registry.identity import account_holders

DOCTYPE = "Opinion"
CODE, CODE_LENGTH = "code_fingerprint", 12
ANSWER_DAYS = 2
LONGEST = 10_000
# So many times the same words within so many days are a campaign: flagged, never deleted.
CAMPAIGN, CAMPAIGN_DAYS = 5, 7
# One of so many is called back, whoever noted it, so that nobody invents them.
CALL_BACK_ONE_OF = 20
# What a unit may write on what it was assigned.
UNIT_FIELDS = ("answer", *STEP_FIELDS)


def prepare(opinion) -> None:
	"""Words, times and flags.

	Raises:
	        BadInputError: no words, too many, or a speaker that is named and not told.
	"""
	words = cstr(opinion.text).strip()
	if not 0 < len(words) <= LONGEST:
		_refuse(_("An opinion has 1 to {0} characters. Shorten it.").format(LONGEST))
	if opinion.identity == "Anonymous":
		opinion.said_by = opinion.speaker_name = opinion.mobile = None
		opinion.mobile_secret = opinion.mobile_fingerprint = None
	if opinion.about_unit and opinion.about_unit == opinion.handler_unit:
		_refuse(_("The unit that is spoken of does not answer this. Choose the one above it, or another."))
	opinion.shown_text = scrubbing.scrub(words)
	opinion.title = opinion.shown_text.splitlines()[0][:60]
	opinion.text_key = exact_key(scrubbing.key_of(words))
	if opinion.is_new():
		_prepare_new(opinion)


def _prepare_new(opinion) -> None:
	opinion.update(step_context(opinion).origin or {})
	opinion.noted_at = now_datetime()
	opinion.due_at = in_working_days(ANSWER_DAYS)
	codes.draw(opinion, CODE, CODE_LENGTH)
	reachable = opinion.identity != "Anonymous" and (opinion.mobile or opinion.said_by)
	opinion.is_called_back = int(bool(reachable) and secrets.randbelow(CALL_BACK_ONE_OF) == 0)
	since = add_days(now_datetime(), -CAMPAIGN_DAYS)
	alike = count_locked(DOCTYPE, {"text_key": opinion.text_key, "noted_at": (">=", since)})
	opinion.is_campaign = int(alike + 1 >= CAMPAIGN)


def refuse_own_call_back(opinion) -> None:
	"""Who noted an opinion does not confirm that somebody spoke. Raises SeparationOfDutiesError, BadInputError."""
	before = opinion.get_doc_before_save()
	if not before or cstr(before.call_back) == cstr(opinion.call_back):
		return
	if account_holders.is_among(frappe.session.user, {opinion.owner} - {"Guest"}):
		frappe.throw(
			_("You noted this opinion, so you do not call back whoever spoke. Ask somebody else."),
			exc=SeparationOfDutiesError,
		)
	if not opinion.is_called_back:
		_refuse(_("This opinion was not drawn for a call. Call back those that are marked."))


def keep_drawn_speaker(opinion) -> None:
	"""Nobody forgets who spoke once a call was drawn and not made. Raises BadInputError."""
	before = opinion.get_doc_before_save()
	forgets = before and before.identity != "Anonymous" and opinion.identity == "Anonymous"
	if forgets and opinion.is_called_back and not opinion.call_back:
		_refuse(_("The speaker is to be called back, so the name stays for now. Call first."))


def follow_theme(opinion) -> None:
	"""A theme of which enough was said becomes a topic, whether it is chosen at once or later."""
	before = opinion.get_doc_before_save()
	if before and (before.theme, before.is_about_person) == (opinion.theme, opinion.is_about_person):
		return
	if opinion.theme and not opinion.is_about_person:
		themes.open_topic_if_due(opinion.theme, opinion.grid)


def note(values: dict, as_guest: bool = False):
	"""Stores an opinion and returns it; `codes.shown_once` gives its code.

	Args:
	        values: fields of Opinion that a person gives.
	        as_guest: somebody without an account, whom the endpoint has limited.
	"""
	doc = frappe.new_doc(DOCTYPE)
	doc.update({name: value for name, value in values.items() if value is not None})
	# Guests hold no right on the DocType; the endpoint takes an allow-list.
	return doc.insert(ignore_permissions=as_guest)


def merge(opinion, into: str, note_text: str) -> None:
	"""Ends an opinion that says what another one says; its code tells the answer of that one.

	Args:
	        opinion: locked.
	Raises:
	        BadInputError: itself, or one that was merged. ConflictError: it has ended.
	"""
	target = frappe.db.get_value(DOCTYPE, into, ["name", "stage"], as_dict=True)
	if not target or target.name == opinion.name or target.stage == "Merged":
		_refuse(_("An opinion is merged into another one that stands. Choose one."))
	if opinion.stage_category == "Done":
		frappe.throw(
			_("Opinion {0} has ended already. Open it to see how.").format(opinion.name), exc=ConflictError
		)
	opinion.merged_into = target.name
	opinion.move_to_stage("Merged", "Merge", note_text)


def make_case(opinion) -> str:
	"""Files what one opinion reports as a case, without its speaker; returns the case.

	Raises:
	        ConflictError: it has one.
	"""
	if opinion.case_file:
		frappe.throw(
			_("Opinion {0} became case {1} already. Open that one.").format(opinion.name, opinion.case_file),
			exc=ConflictError,
		)
	case = frappe.new_doc("Case")
	case.update({"title": opinion.title, "description": opinion.shown_text, "grid": opinion.grid})
	case.insert()
	opinion.db_set("case_file", case.name)
	return case.name


def make_topic(opinion) -> str:
	"""Makes what one opinion asks for a topic, with the opinion as its source; returns the topic.

	Raises:
	        ConflictError: it belongs to one. BadInputError: it is about a private person.
	"""
	if opinion.topic:
		frappe.throw(
			_("Opinion {0} belongs to topic {1} already. Open that one.").format(opinion.name, opinion.topic),
			exc=ConflictError,
		)
	if opinion.is_about_person:
		_refuse(_("The opinion is about a private person, whom nobody deliberates on. Answer it instead."))
	topic = frappe.new_doc("Deliberation Topic")
	topic.update({"title": opinion.title, "description": opinion.shown_text, "grid": opinion.grid})
	topic.append("sources", {"source_doctype": DOCTYPE, "source_name": opinion.name})
	topic.insert()
	opinion.db_set("topic", topic.name)
	return topic.name


def standing(opinion) -> frappe._dict:
	"""The opinion whose answer counts: the one into which it was merged."""
	seen: set[str] = set()
	while opinion.merged_into and opinion.name not in seen:
		seen.add(opinion.name)
		opinion = frappe.get_doc(DOCTYPE, opinion.merged_into)
	return opinion


def status_of(code: str) -> dict:
	"""What became of the opinion of a code; see api.v1.public_opinion.track. Raises frappe.DoesNotExistError (404)."""
	own = of_code(code)
	doc = standing(own)
	is_told = doc.stage in ("Told", "Referred", "Kept")
	return {
		**{"title": own.title, "noted_at": cstr(own.noted_at)[:16], "stage": doc.stage},
		"stage_title": _(doc.stage, context=DOCTYPE),
		"answer": doc.answer if is_told else None,
		"referral": doc.referral if doc.stage == "Referred" else None,
		**{"is_topic": bool(doc.topic), "rating": own.rating or None},
		"may_rate": doc.stage == "Told" and not own.rating,
	}


def of_code(code: str):
	"""The opinion that a code stands for. Raises frappe.DoesNotExistError (404)."""
	name = codes.find(DOCTYPE, CODE, code)
	if not name:
		frappe.throw(
			_("No opinion has this code. Compare it with what you were told."), frappe.DoesNotExistError
		)
	return frappe.get_doc(DOCTYPE, name)


def rate(code: str, rating: int, comment: str | None) -> None:
	"""One rating for an answer that was told.

	Raises:
	        BadInputError: no rating from 1 to 5. ConflictError: rated, or not told yet.
	"""
	doc = frappe.get_doc(DOCTYPE, of_code(code).name, for_update=True)
	if isinstance(rating, bool) or not 1 <= cint(rating) <= 5:
		_refuse(_("A rating goes from 1 to 5. Choose one."))
	if doc.rating or standing(doc).stage != "Told":
		frappe.throw(_("There is nothing to rate now. Look at the answer first."), exc=ConflictError)
	doc.db_set({"rating": cint(rating), "rating_comment": cstr(comment).strip()[:500] or None})


def refuse_speaker(opinion) -> None:
	"""The unit that is spoken of tells nobody that the matter is settled. Raises SeparationOfDutiesError."""
	if opinion.about_unit and opinion.about_unit in units_of(frappe.session.user):
		frappe.throw(
			_("This opinion speaks of your unit, so you do not handle it. Leave it to somebody else."),
			exc=SeparationOfDutiesError,
		)


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
