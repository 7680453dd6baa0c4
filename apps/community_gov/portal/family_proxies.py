"""Family proxies (家人代办): a relative sees and acts on somebody's records, until a day, with that person's word.

The word is a one-time code sent to the number represented, or, for who has no telephone, a consent that staff took. A proxy speaks
under both numbers: whoever worked on a matter does not rate it for a relative. Ballots, groups and notices never ask for a proxy.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import add_months, getdate, now_datetime

from community_gov.core import codes, phones
from community_gov.core.counting import count_locked, count_shown
from community_gov.core.errors import BadInputError, ConflictError, SeparationOfDutiesError
from community_gov.core.step_context import step_context
from community_gov.portal import phone_codes
from community_gov.registry.identity import account_holders
from community_gov.registry.identity.protected_numbers import fingerprint, fingerprints, plain
from community_gov.registry.privacy import consents

DOCTYPE, ACTION, ACTIVE, ENDED = "Family Proxy", "Family Proxy Action", "Active", "Ended"
BY_CODE, BY_STAFF = "Code by Phone", "Staff with Consent"
RELATIONS = ("Child", "Spouse", "Parent", "Grandchild", "Sibling", "Other Relative")
LOOKED, DREW = "Looked at Records", "Drew a Code"
PERSON, PROXY, STAFF, DATE = "Represented Person", "Proxy", "Staff", "Time Over"
# So many a number acts for, or is represented by, at once; and so long at most.
MOST, MONTHS = 5, 12
# What has ended is of no use after that.
KEPT_MONTHS = 12


def ask(represented: str, proxy: str) -> int:
	"""Sends the person represented a code that says what it permits; returns the seconds for which it holds.

	Raises:
	        BadInputError: the same number, or too many. What phone_codes.send raises.
	"""
	_check_pair(represented, proxy)
	words = _(
		"{0} asks to see your reports, requests for help, bookings and points, and to act on them. If you agree, read them this code: {{code}}. It holds for {{minutes}} minutes; else tell it to nobody."
	).format(phones.mask(proxy))
	return phone_codes.send(represented, _purpose(proxy), words)


def grant_by_code(represented: str, proxy: str, code: str, relation: str, months: int) -> str:
	"""The code of the person represented makes a proxy; returns its name.

	Raises:
	        BadInputError: another code, an unknown relation, too many or too few months. ConflictError: there is one already.
	"""
	_check_terms(relation, months)
	_check_pair(represented, proxy)
	phone_codes.use(represented, code, _purpose(proxy))
	values = {"mobile": represented, "granted_by": BY_CODE, "ends_on": add_months(getdate(), months)}
	return _insert(f"number {fingerprint(represented)}", proxy, relation, values)


def grant_by_staff(resident, consent: str, proxy: str, relation: str, months: int) -> str:
	"""Staff record the consent of a resident who has no telephone at hand; returns the proxy's name.

	Args:
	        resident: a Resident that the session user may change.
	        consent: a standing consent of that resident to Family Proxy.
	Raises:
	        BadInputError, ConflictError; SeparationOfDutiesError: the number is that of the session user.
	"""
	_check_terms(relation, months)
	standing = {
		"name": consent,
		"resident": resident.name,
		"purpose": consents.PROXY,
		"status": consents.GIVEN,
	}
	if not frappe.db.exists("Consent", standing):
		_refuse(_("This is no standing consent of the resident to a family proxy. Record the consent first."))
	if account_holders.carries(frappe.session.user, proxy):
		frappe.throw(
			_("Nobody makes themselves a proxy. Ask a colleague to record it."), exc=SeparationOfDutiesError
		)
	_check_room({"proxy_mobile_fingerprint": ["in", fingerprints(proxy)]})
	_check_room({"resident": resident.name})
	values = {"resident": resident.name, "grid": resident.grid, "consent": consent, "granted_by": BY_STAFF}
	values |= {"mobile": plain(resident, "mobile"), "ends_on": add_months(getdate(), months)}
	return _insert(f"resident {resident.name}", proxy, relation, values)


def of_number(number: str) -> dict:
	"""Whom a number acts for and who acts for it: {acts_for: [row], granted: [row]}; row is {proxy, who, relation, ends_on, granted_by}
	with the masked number of the other side, or the name of the resident."""
	own = ["in", fingerprints(number)]
	acts_for = [doc for doc in _active({"proxy_mobile_fingerprint": own}) if _stands(doc)]
	granted = _active({"mobile_fingerprint": own})
	return {
		"acts_for": [_told(doc, _represented_of(doc)) for doc in acts_for],
		"granted": [_told(doc, doc.proxy_mobile) for doc in granted],
	}


def standing(name: str, proxy: str):
	"""A proxy that stands, for the number of who acts.

	Raises:
	        frappe.DoesNotExistError (404): none, ended, over, or the consent was withdrawn.
	"""
	found = _active({"name": name, "proxy_mobile_fingerprint": ["in", fingerprints(proxy)]})
	if not found or not _stands(found[0]):
		_refuse_unknown()
	return frappe.get_doc(DOCTYPE, found[0].name)


def note(doc, action: str, doctype: str | None = None, record: str | None = None) -> None:
	"""Writes down what a proxy did; looks count once a day."""
	if action == LOOKED:
		today = {"parent": doc.name, "action": action, "acted_at": [">=", getdate()]}
		if frappe.db.exists(ACTION, today):
			return
	row = frappe.new_doc(ACTION, parent_doc=doc, parentfield="actions")
	row.update({"acted_at": now_datetime(), "action": action, "record_doctype": doctype, "record": record})
	row.idx = count_shown(ACTION, {"parent": doc.name}) + 1
	row.db_insert()


def end_by_number(name: str, number: str) -> None:
	"""Either side ends it. Raises frappe.DoesNotExistError (404): neither side has this number."""
	own = fingerprints(number)
	for side, field in ((PROXY, "proxy_mobile_fingerprint"), (PERSON, "mobile_fingerprint")):
		if _active({"name": name, field: ["in", own]}):
			return end(name, side)
	_refuse_unknown()


def end(name: str, by: str) -> None:
	"""Ends a proxy, and the codes that it drew; one that has ended already stays so."""
	if frappe.db.get_value(DOCTYPE, name, "status", for_update=True) == ACTIVE:
		values = {"status": ENDED, "ended_at": now_datetime(), "ended_by": by, "pair_key": None}
		frappe.db.set_value(DOCTYPE, name, values)
		_end_codes(name)


def end_of_resident(resident: str) -> None:
	"""A consent was withdrawn: who acted for the resident, or for their number, does so no more, whatever is consented to later."""
	number = plain(frappe.get_doc("Resident", resident), "mobile")
	found = _active({"resident": resident})
	found += _active({"mobile_fingerprint": ["in", fingerprints(number)]}) if number else []
	for row in found:
		end(row.name, PERSON)


def _end_codes(proxy: str) -> None:
	"""Codes that a proxy drew speak for the person no more; those that somebody has drawn since, stay."""
	filters = {"parent": proxy, "action": DREW, "record": ["is", "set"]}
	fields = ["record_doctype", "record", "acted_at"]
	# Asked on behalf of the system, as whoever ends it may not list what it did.
	rows = frappe.get_all(ACTION, filters, fields, order_by="acted_at asc")
	last = {(row.record_doctype, row.record): row.acted_at for row in rows}
	for (doctype, record), acted_at in sorted(last.items()):
		later = {"reference_doctype": doctype, "reference_name": record, "purpose": codes.NEW_CODE}
		if not frappe.db.exists("Sensitive Access Log", {**later, "accessed_at": [">", acted_at]}):
			values = dict.fromkeys(("tracking_code_fingerprint", "tracking_code_shown_to"))
			frappe.db.set_value(doctype, record, values, update_modified=False)


def run_nightly() -> None:
	"""Scheduler: ends what is over, deletes what ended long ago."""
	for name in frappe.get_all(
		DOCTYPE, {"status": ACTIVE, "ends_on": ["<", getdate()]}, pluck="name", order_by="ends_on asc"
	):
		end(name, DATE)
	old = {"status": ENDED, "ended_at": ["<", add_months(now_datetime(), -KEPT_MONTHS)]}
	for name in frappe.get_all(DOCTYPE, old, pluck="name", order_by="ended_at asc", limit=1000):
		frappe.db.delete(ACTION, {"parent": name})
		frappe.db.delete(DOCTYPE, {"name": name})


def _purpose(proxy: str) -> str:
	return f" family proxy {codes.keyed_hash(proxy)}"


def _active(filters: dict) -> list[frappe._dict]:
	fields = ["name", "resident", "mobile", "proxy_mobile", "relation", "ends_on", "granted_by"]
	# Asked for whoever has proven the number; a guest holds no right on the list.
	return frappe.get_all(
		DOCTYPE, {"status": ACTIVE, "ends_on": [">=", getdate()], **filters}, fields, order_by="creation desc"
	)


def _stands(row) -> bool:
	"""Nobody acts for the dead (Civil Code, Art. 173), nor without the consent that staff took."""
	if row.granted_by == BY_CODE:
		return True
	is_alive = frappe.db.get_value("Resident", row.resident, "status") != "Deceased"
	return is_alive and consents.has_consented(row.resident, consents.PROXY)


def _represented_of(row) -> str:
	return frappe.db.get_value("Resident", row.resident, "full_name") if row.resident else row.mobile


def _told(row, who: str) -> dict:
	told = {name: row[name] for name in ("relation", "granted_by")}
	return {"proxy": row.name, "who": who, **told, "ends_on": str(row.ends_on)}


def _check_terms(relation: str, months: int) -> None:
	if relation not in RELATIONS:
		_refuse(_("{0} is no relation. Choose one of: {1}.").format(relation, ", ".join(RELATIONS)))
	if not 1 <= months <= MONTHS:
		_refuse(_("A proxy lasts 1 to {0} months. Correct it.").format(MONTHS))


def _check_pair(represented: str, proxy: str) -> None:
	if represented == proxy:
		_refuse(_("This is your own number. Enter that of your relative."))
	_check_room({"proxy_mobile_fingerprint": ["in", fingerprints(proxy)]})
	_check_room({"mobile_fingerprint": ["in", fingerprints(represented)]})


def _check_room(filters: dict) -> None:
	if count_locked(DOCTYPE, {"status": ACTIVE, "ends_on": [">=", getdate()], **filters}) >= MOST:
		_refuse(_("There are {0} proxies already. End one first.").format(MOST))


def _insert(represented: str, proxy: str, relation: str, values: dict) -> str:
	doc = frappe.new_doc(DOCTYPE)
	pair = codes.keyed_hash(f"{represented}\n{fingerprint(proxy)}")
	# Over, though the night has not ended it yet.
	over = {"pair_key": pair, "ends_on": ["<", getdate()]}
	for name in frappe.get_all(DOCTYPE, over, pluck="name", order_by="creation asc"):
		end(name, DATE)
	doc.update({**values, "proxy_mobile": proxy, "relation": relation, "status": ACTIVE, "pair_key": pair})
	step_context(doc).by_writer = True
	try:
		# A guest who has proven both numbers, or staff who were asked for the right on the resident.
		return doc.insert(ignore_permissions=True).name
	except frappe.UniqueValidationError:
		frappe.throw(
			_("This number acts for this person already. End it first to change it."), exc=ConflictError
		)
		raise


def _refuse(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)
	raise AssertionError


def _refuse_unknown() -> NoReturn:
	frappe.throw(_("This proxy does not stand any more. Open the list again."), frappe.DoesNotExistError)
	raise AssertionError
