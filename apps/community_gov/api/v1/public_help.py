"""What a household may do with its code, and the person served with the code of a request; no account needed."""

import frappe
from frappe import _
from frappe.utils import cint

from community_gov.api.idempotent import idempotent
from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour, reports_per_hour
from community_gov.casework.intake.reporting import refuse_unknown_links
from community_gov.core import codes
from community_gov.core.counting import count_locked
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.step_context import step_context
from community_gov.registry.homes import places
from community_gov.volunteering.help import help_requests, help_steps
from community_gov.volunteering.services import recipient_confirmation

SOURCES = ("Household", "Neighbour", "Visitor")


def _household_behind(code: str) -> str:
	"""The household of a scanned code (404 for a code that nobody has, 403 where the settings allow no asking)."""
	if not cint(frappe.get_cached_doc("Community Gov Settings").allow_help_by_code):
		frappe.throw(
			_("Asking for help by code is switched off. Call your community."), frappe.PermissionError
		)
	household = help_requests.household_of_code(code)
	if not household:
		frappe.throw(_("No household has this code. Scan it again."), frappe.DoesNotExistError)
	return household


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_help.household")
def household(code: str) -> dict:
	"""What the page shows whoever scanned a household's code: the building, and the kinds of help.

	Permission: whoever holds the code; it tells neither room nor people. Limited per address and hour.
	Returns:
	        {place, kinds: [{name, title}]}
	"""
	place = places.public_address(_household_behind(code))
	# Kinds of help are public; a guest holds no right on their list.
	kinds = frappe.get_all(
		"Help Kind",
		filters={"enabled": 1},
		pluck="name",
		order_by="creation asc, name asc",
	)
	return {
		"place": place,
		"kinds": [{"name": name, "title": help_requests.kind_title(name)} for name in kinds],
	}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_help.ask")
@idempotent("public_help.ask")
def ask(
	code: str,
	help_kind: str,
	need: str,
	source: str = "Household",
	urgent: bool = False,
	contact_name: str | None = None,
	mobile: str | None = None,
) -> dict:
	"""Asks for help for the household whose code was scanned.

	Permission: whoever holds the code, while the settings allow it; only the arguments named here are taken.
	Args:
	        source: Household, Neighbour or Visitor.
	Returns:
	        {tracking_code, stage}
	"""
	if source not in SOURCES:
		frappe.throw(
			_("{0} cannot ask by a code. Choose one of: {1}.").format(source, ", ".join(map(_, SOURCES))),
			exc=BadInputError,
		)
	values = {"help_kind": help_kind, "need": need, "source": source}
	values |= {"urgency": "Urgent" if cint(urgent) else "Ordinary"}
	values |= {"contact_name": contact_name, "mobile": mobile}
	home = _household_behind(code)
	refuse_unknown_links("Help Request", {"help_kind": help_kind})
	_refuse_many(home)
	doc = frappe.new_doc("Help Request")
	doc.update({**values, "household": home})
	step_context(doc).origin = {"by_code": 1}
	# The code is the right: it was given to this household, and nothing else can be written with it.
	doc.insert(ignore_permissions=True)
	return {"tracking_code": codes.shown_once(doc), "stage": doc.stage}


def _refuse_many(home: str) -> None:
	"""A code on a door may be scanned by anybody: five open requests of a household are enough.

	Raises:
	        ConflictError
	"""
	# The household is the one of a door's code.
	frappe.db.get_value("Household", home, "name", for_update=True)
	if count_locked("Help Request", {"household": home, "stage_category": "Open", "by_code": 1}) >= 5:
		frappe.throw(
			_("Five requests of this household are open already. Call your community."), exc=ConflictError
		)


def _request_behind(code: str, lock: bool = False):
	name = help_requests.request_of_code(code)
	if not name:
		frappe.throw(_("No help request has this code. Compare it with your note."), frappe.DoesNotExistError)
	return frappe.get_doc("Help Request", name, for_update=lock)


def _refuse_staff() -> None:
	"""Staff confirm as themselves, under the rules that bind their account, never by somebody's code.

	Raises:
	        SeparationOfDutiesError
	"""
	if help_requests.is_staff(frappe.session.user):
		frappe.throw(
			_(
				"This code is the word of the person served. Confirm it in the request, with your own account."
			),
			exc=SeparationOfDutiesError,
		)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_help.track")
def track(code: str) -> dict:
	"""How a request stands, by the code that whoever raised it was shown; no person, no place.

	Permission: whoever holds the code; the limit of looks per address and hour keeps others from guessing.
	Returns:
	        {help_kind, kind, stage, raised_at, claimed_at, served_at, ended_at, result, rating, may_confirm}
	"""
	doc = _request_behind(code)
	fields = ("help_kind", "stage", "raised_at", "claimed_at", "served_at", "ended_at", "result", "rating")
	told = {name: doc.get(name) or None for name in fields}
	return {**told, "kind": help_requests.kind_title(doc.help_kind), "may_confirm": doc.stage == "Served"}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_help.confirm")
@idempotent("public_help.confirm")
def confirm(code: str, helped: bool = True, rating: str | None = None, comment: str | None = None) -> dict:
	"""The word of the person served: it helped, or it is not done yet and goes back to whoever claimed it.

	Permission: whoever holds the request's code and is no staff; the volunteer is never shown it.
	Args:
	        rating: Satisfied, Basically Satisfied or Dissatisfied.
	        comment: needed where it did not help.
	Returns:
	        {stage}
	"""
	_refuse_staff()
	doc = _request_behind(code, lock=True)
	_refuse_unless_served(doc)
	step_context(doc).voice = {
		**help_steps.said("By Phone", rating, comment),
		"confirmation": help_steps.BY_CODE,
	}
	step_context(doc).by_code = True
	if cint(helped):
		doc.move_to_stage("Confirmed", "Confirm", comment)
	else:
		doc.move_to_stage("Claimed", "Send Back", comment)
	return {"stage": doc.stage}


def _refuse_unless_served(doc) -> None:
	"""Raises ConflictError: there is nothing to confirm yet, or any more."""
	if doc.stage != "Served":
		frappe.throw(
			_("There is nothing to confirm now. Look again when the help was reported done."),
			exc=ConflictError,
		)


@frappe.whitelist(allow_guest=True, methods=["GET"])
@limited(looks_per_hour, "public_help.services")
def services(code: str) -> list[dict]:
	"""The services that were entered for a request, for the person served to confirm.

	Permission: whoever holds the code; names are masked.
	Returns:
	        [{service_record, volunteer, started_at, ended_at, hours, stage, may_confirm}]
	"""
	return recipient_confirmation.services_of(_request_behind(code))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(reports_per_hour, "public_help.confirm_service")
@idempotent("public_help.confirm_service")
def confirm_service(code: str, service_record: str, agrees: bool = True, comment: str | None = None) -> dict:
	"""The word of the person served on the hours of a service: it was so, or it goes back for correction.

	Permission: whoever holds a code that staff handed to the person served, and is no staff; it confirms nothing that
	these staff entered or corrected, and the volunteer is never shown it.
	Args:
	        comment: needed where it was otherwise.
	Returns:
	        {service_record, stage}
	"""
	_refuse_staff()
	doc = recipient_confirmation.take_word(_request_behind(code), service_record, bool(cint(agrees)), comment)
	return {"service_record": doc.name, "stage": doc.stage}
