"""One-time codes that prove a telephone number: ten minutes in the cache, as keyed hashes, five tries, used once.

NIST SP 800-63B, 5.1.3.2 (out-of-band verifiers): at most ten minutes, once, and a limit of tries for six digits.
"""

import hmac
import secrets

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core import attempts, codes, phone_fields, phones, text_messages
from community_gov.core.answers import tell_to_wait
from community_gov.core.errors import BadInputError, RateLimitExceededError
from community_gov.registry.identity.numbers import BadNumberError, check_mobile

SECONDS, DIGITS, TRIES = 600, 6, 5
# A number is sent one code a minute and five a day, whoever asks: messages cost money and wake people.
PAUSE, DAY, A_DAY = 60, 86_400, 5
BINDING = ""


def read_number(text: str) -> str:
	"""The mobile number that somebody typed, as it is stored. Raises BadInputError."""
	try:
		number = check_mobile(cstr(text))
	except BadNumberError as error:
		frappe.throw(phone_fields.problem(str(error), _("Mobile Number")), exc=BadInputError)
		raise AssertionError from error
	if number.startswith("+"):
		frappe.throw(phone_fields.problem(phones.WRONG_MOBILE, _("Mobile Number")), exc=BadInputError)
	return number


def send(number: str, purpose: str = BINDING, words: str | None = None) -> int:
	"""Sends a new code to a number, which ends the one before for this purpose; returns the seconds for which it holds.

	Args:
	        purpose: a code proves nothing else: who reads one out to a relative gives no binding away.
	        words: the translated message, with {code} and {minutes}.
	Raises:
	        RateLimitExceededError (429), MessageNotSentError (503)
	"""
	_take_turn(number)
	code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
	text = _("{0} is your code for the pages of your community. It holds for {1} minutes; tell it to nobody.")
	text = words.format(code=code, minutes=SECONDS // 60) if words else text.format(code, SECONDS // 60)
	try:
		text_messages.send(number, text)
	except Exception:
		_give_back(number)
		raise
	frappe.cache.delete(_key(f"tries{purpose}", number))
	frappe.cache.set(_key(f"code{purpose}", number), _hashed(number, code, purpose), ex=SECONDS)
	return SECONDS


def use(number: str, code: str, purpose: str = BINDING) -> None:
	"""Uses up the code that was sent to a number for a purpose.

	Raises:
	        BadInputError: another code, an old one, or too many tries.
	"""
	key, tries = _key(f"code{purpose}", number), _key(f"tries{purpose}", number)
	stored = cstr(frappe.cache.get(key) or b"")
	is_late = attempts.take(tries, TRIES, SECONDS)
	is_right = hmac.compare_digest(_hashed(number, codes.plain_code(code) or "", purpose), stored)
	# Whoever deletes it has used it: of two requests at once one only.
	if is_late or not is_right or not frappe.cache.delete(key):
		frappe.throw(_("This code is wrong or has ended. Ask for a new one."), exc=BadInputError)


def _take_turn(number: str) -> None:
	pause, day = _key("pause", number), _key("day", number)
	if seconds := attempts.take(pause, 1, PAUSE) or attempts.take(day, A_DAY, DAY):
		_refuse(seconds)


def _give_back(number: str) -> None:
	attempts.give_back(_key("pause", number))
	attempts.give_back(_key("day", number))


def _refuse(seconds: int) -> None:
	tell_to_wait(seconds)
	frappe.throw(
		_("A code went to this number already. Wait {0} minutes and ask again.").format(-(-seconds // 60)),
		exc=RateLimitExceededError,
	)


def _hashed(number: str, code: str, purpose: str) -> str:
	return codes.keyed_hash(f"phone code{purpose} {number} {code}")


def _key(purpose: str, number: str) -> bytes:
	return frappe.cache.make_key(f"community_gov:phone_{purpose}:{codes.keyed_hash(number)}")
