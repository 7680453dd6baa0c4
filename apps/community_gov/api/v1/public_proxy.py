"""Family proxies by telephone: a relative asks, the person represented gives the word by a code, either side ends it."""

import frappe
from frappe.utils import cint

from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.api.v1.public_phone import CODES_PER_HOUR, TRIES_PER_HOUR, refuse_where_switched_off
from community_gov.portal import family_proxies, phone_bindings, phone_codes, represented


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(CODES_PER_HOUR, "public_proxy.ask")
def ask(binding: str, mobile: str) -> dict:
	"""Sends the number of a relative a code that says what it permits; it proves nothing else.

	Permission: whoever holds the binding; limited per address and hour, and per number: one a minute, five a day.
	Returns:
	        {seconds}: for how long the code holds
	Raises:
	        BadInputError (422), RateLimitExceededError (429), MessageNotSentError (503);
	        frappe.PermissionError (403): the site sends no messages.
	"""
	refuse_where_switched_off()
	proxy = phone_bindings.number_of(binding)
	return {"seconds": family_proxies.ask(phone_codes.read_number(mobile), proxy)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(TRIES_PER_HOUR, "public_proxy.confirm")
def confirm(binding: str, mobile: str, code: str, relation: str, months: int) -> dict:
	"""Makes the number of the binding a proxy by the code that the relative has read out.

	Args:
	        relation: Child, Spouse, Parent, Grandchild, Sibling or Other Relative: what the proxy is to the person.
	        months: 1 to 12.
	Permission: whoever holds the binding and the code; five tries each code.
	Returns:
	        {proxy}
	Raises:
	        BadInputError (422); ConflictError (409): there is one already.
	"""
	proxy, number = phone_bindings.number_of(binding), phone_codes.read_number(mobile)
	return {"proxy": family_proxies.grant_by_code(number, proxy, code, relation, cint(months))}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_proxy.mine")
def mine(binding: str) -> dict:
	"""Whom the number of a binding acts for, and who acts for it.

	Permission: whoever holds the binding.
	Returns:
	        see portal.family_proxies.of_number
	"""
	return family_proxies.of_number(phone_bindings.number_of(binding))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_proxy.records")
def records(binding: str, proxy: str) -> dict:
	"""Reports, requests for help, bookings and points of the person represented; no ballots.

	Permission: whoever holds the binding of a proxy that stands; 404 otherwise.
	Returns:
	        see portal.represented.records_of
	"""
	return represented.records_of(family_proxies.standing(proxy, phone_bindings.number_of(binding)))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_proxy.new_code")
def new_code(binding: str, proxy: str, kind: str, name: str) -> dict:
	"""A new code for a record of the person represented, which ends the one before; it is written down who drew it.

	Args:
	        kind: case or help.
	Permission: whoever holds the binding of a proxy that stands; nobody for what they work on themselves.
	Returns:
	        {code}
	Raises:
	        see portal.represented.new_code
	"""
	number = phone_bindings.number_of(binding)
	return {"code": represented.new_code(family_proxies.standing(proxy, number), kind, name, number)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_proxy.end")
def end(binding: str, proxy: str) -> dict:
	"""Ends a proxy, by whom acts or whom it acts for.

	Permission: whoever holds the binding of one of the two numbers; 404 otherwise.
	Returns:
	        {}
	"""
	family_proxies.end_by_number(proxy, phone_bindings.number_of(binding))
	return {}
