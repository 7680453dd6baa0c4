"""Short messages to telephones, by the gateway of Frappe's SMS Settings or by another app's hook `send_sms`.

Frappe's own function keeps text and number of every message in SMS Log; a code that proves a person belongs nowhere.
"""

import json
from typing import NoReturn

import requests

import frappe
from frappe import _
from frappe.utils import now_datetime

from community_gov.core.errors import MessageNotSentError

SECONDS = 10
# In the site's configuration: messages are shown on a page instead of sent. For demos, which have made-up numbers only.
SHOWN = "community_gov_shown_messages"
_KEY, _KEPT = "community_gov:shown_messages", 50


def can_send() -> bool:
	"""Whether this site has a way to send short messages."""
	gateway = frappe.db.get_single_value("SMS Settings", "sms_gateway_url", cache=True)
	return bool(are_shown() or frappe.get_hooks("send_sms") or gateway)


def are_shown() -> bool:
	"""Whether messages are shown on a page of the demo instead of sent."""
	return bool(frappe.conf.get(SHOWN))


def send(number: str, text: str) -> None:
	"""Sends one short message, where the site can; the caller waits, at most ten seconds.

	Raises:
	        MessageNotSentError (503): the gateway did not take it.
	"""
	hooks = frappe.get_hooks("send_sms")
	if are_shown():
		_show(number, text)
	elif hooks:
		frappe.get_attr(hooks[-1])([number], text, "", False)
	else:
		_post(frappe.get_cached_doc("SMS Settings"), number, text)


def _post(settings, number: str, text: str) -> None:
	"""What Frappe's send_via_gateway does, without a log and with an end to the waiting."""
	values = {settings.message_parameter: text, settings.receiver_parameter: number}
	values.update({row.parameter: row.value for row in settings.parameters if not row.header})
	headers = {row.parameter: row.value for row in settings.parameters if row.header}
	is_json = headers.get("Content-Type") == "application/json"
	body = {"json" if is_json else "data": values} if settings.use_post else {"params": values}
	method = "POST" if settings.use_post else "GET"
	try:
		answer = requests.request(method, settings.sms_gateway_url, headers=headers, timeout=SECONDS, **body)
		answer.raise_for_status()
	except requests.RequestException as error:
		# The address may hold number and text; only its kind is told to the log.
		frappe.logger("community_gov").warning(f"the gateway for messages failed: {type(error).__name__}")
		_refuse()


def _refuse() -> NoReturn:
	frappe.throw(
		_("The message could not be sent. Try again later, or call your community."), exc=MessageNotSentError
	)


def _show(number: str, text: str) -> None:
	row = {"at": str(now_datetime())[:19], "number": number, "text": text}
	frappe.cache.lpush(_KEY, json.dumps(row, ensure_ascii=False))
	frappe.cache.ltrim(_KEY, 0, _KEPT - 1)


def shown() -> list[dict]:
	"""The messages that the demo shows, newest first: [{at, number, text}]."""
	rows = frappe.cache.lrange(_KEY, 0, _KEPT - 1) if are_shown() else []
	return [json.loads(row) for row in rows]
