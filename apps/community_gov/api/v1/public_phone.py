"""What residents without an account reach by their telephone number, once they have typed the code that was sent to it."""

import frappe
from frappe import _

from community_gov.api.limits import limited
from community_gov.api.v1.public import looks_per_hour
from community_gov.core import text_messages
from community_gov.portal import own_records, phone_bindings, phone_codes

CODES_PER_HOUR, TRIES_PER_HOUR = 20, 60


def refuse_where_switched_off() -> None:
	"""Raises frappe.PermissionError (403) where the site sends no messages."""
	if not text_messages.can_send():
		frappe.throw(
			_("This site sends no messages. Ask your community for a new code."), frappe.PermissionError
		)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(CODES_PER_HOUR, "public_phone.send_code")
def send_code(mobile: str) -> dict:
	"""Sends a one-time code to a mobile number, whether or not anything is known of it.

	Permission: everybody; limited per address and hour, and per number: one a minute, five a day.
	Returns:
	        {seconds}: for how long the code holds
	Raises:
	        BadInputError (422): no mobile number of China. RateLimitExceededError (429).
	        frappe.PermissionError (403): the site sends no messages. MessageNotSentError (503).
	"""
	refuse_where_switched_off()
	return {"seconds": phone_codes.send(phone_codes.read_number(mobile))}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(TRIES_PER_HOUR, "public_phone.bind")
def bind(mobile: str, code: str) -> dict:
	"""Binds a browser to a number by the code that was sent to it.

	Permission: whoever holds the code; five tries each code, limited per address and hour.
	Returns:
	        {binding, ends_on}: what stands for the number in the calls below, told here only, and its last day
	Raises:
	        BadInputError (422): another code, an old one, or too many tries.
	"""
	number = phone_codes.read_number(mobile)
	phone_codes.use(number, code)
	return phone_bindings.bind(number)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_phone.records")
def records(binding: str) -> list[dict]:
	"""What was sent under the number of a binding within twelve months, without what is anonymous.

	Permission: whoever holds the binding. By POST, so that it stands in no log of addresses.
	Returns:
	        see portal.own_records.of_number
	Raises:
	        frappe.DoesNotExistError (404): the binding has ended.
	"""
	return own_records.of_number(phone_bindings.number_of(binding))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_phone.new_code")
def new_code(binding: str, kind: str, name: str) -> dict:
	"""A new code for a record of the number, which ends the one before.

	Permission: whoever holds the binding; nobody for what they work on themselves.
	Returns:
	        {code}
	Raises:
	        see portal.own_records.new_code
	"""
	return {"code": own_records.new_code(kind, name, phone_bindings.number_of(binding))}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited(looks_per_hour, "public_phone.unbind")
def unbind(binding: str) -> dict:
	"""Ends a binding; one that has ended already stays so.

	Permission: whoever holds the binding.
	Returns:
	        {}
	"""
	phone_bindings.end(binding)
	return {}
