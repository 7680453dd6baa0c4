"""A retry with the same key gets the first answer; the same key with another body is refused."""

import hashlib
import inspect
import json
from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _
from frappe.utils import cint
from frappe.utils.password import decrypt, encrypt

from community_gov.core.anonymity import GUEST
from community_gov.core.codes import keyed_hash
from community_gov.core.compat import add_argument
from community_gov.core.errors import BadInputError, ConflictError

# All guests are one user: a short key would be another guest's too, who would get the first one's answer.
GUEST_KEY_LENGTH = 16


def idempotent(endpoint: str, is_anonymous: bool = False) -> Callable:
	"""Gives an endpoint the argument `idempotency_key` and answers a retry with the first answer. Under whitelist.

	The request is what the signature binds, photos as digests, so no argument can be left out of the comparison.

	Args:
	        endpoint: name of the endpoint, as the integrator's guide has it.
	        is_anonymous: what is stored names no account; so it is, too, where the request itself says is_anonymous.
	Raises:
	        ConflictError (409): the key was used with another request.
	        BadInputError (422): a key that is too long, not printable or, for guests, too short.
	"""

	def decorate(function: Callable[..., dict]) -> Callable[..., dict]:
		signature = inspect.signature(function)

		@wraps(function)
		def answer_once(*args, idempotency_key: str | None = None, **kwargs) -> dict:
			if not idempotency_key:
				return function(*args, **kwargs)
			bound = signature.bind(*args, **kwargs)
			bound.apply_defaults()
			request = {
				**{name: _plain_value(value) for name, value in bound.arguments.items()},
				**_sent_files(),
			}
			hidden = is_anonymous or bool(cint(request.get("is_anonymous")))
			return _run_once(endpoint, idempotency_key, request, lambda: function(*args, **kwargs), hidden)

		add_argument(answer_once, function, "idempotency_key")
		return answer_once

	return decorate


def _plain_value(value):
	"""A value as it counts for the comparison: JSON that came as text is what it stands for."""
	if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
		return value
	try:
		return json.loads(value)
	except ValueError:
		return value


def _sent_files() -> dict[str, list[str]]:
	"""Digests of the files of the request by their field."""
	if not getattr(frappe.local, "request", None):
		return {}
	uploads = frappe.request.files
	return {f"file {name}": [_digest_of(upload) for upload in uploads.getlist(name)] for name in uploads}


def _digest_of(upload) -> str:
	digest = hashlib.sha256(upload.stream.read()).hexdigest()
	upload.stream.seek(0)
	return digest


def answer_of(endpoint: str, key: str) -> dict | None:
	"""What the session user was answered, or would have been, under a key; None where no such request took effect.

	Waits for a request that is still under way.
	"""
	_check_key(key)
	row = _stored(_hash_of(endpoint, key))
	return _opened(row.answer) if row else None


def _hash_of(endpoint: str, key: str) -> str:
	"""Keyed: nobody who reads the table tries accounts until one fits."""
	return keyed_hash(f"{frappe.session.user}\n{endpoint}\n{key}")


def _run_once(endpoint: str, key: str, request: dict, action: Callable[[], dict], hidden: bool) -> dict:
	"""Runs `action` once per user, endpoint and key, in the request's transaction.

	Args:
	        key: up to 140 printable characters chosen by the client.
	        request: what the client asked for, by argument.
	        action: does the work and returns a JSON-serialisable answer.
	        hidden: the row names no account.
	"""
	_check_key(key)
	key_hash = _hash_of(endpoint, key)
	body_hash = _digest(json.dumps(request, sort_keys=True, ensure_ascii=False, default=str))
	if not _claim(key_hash, body_hash, endpoint, hidden):
		return _replay(key_hash, body_hash)
	answer = action()
	# Answers hold codes that are one person's alone; whoever may read this list must not find them there.
	stored = encrypt(frappe.as_json(answer))
	frappe.db.set_value("Idempotency Key", key_hash, "answer", stored, update_modified=False)
	return answer


def _check_key(key: str) -> None:
	if len(key) > 140 or not key.isprintable():
		frappe.throw(
			_("The idempotency key is too long or not printable. Send at most 140 characters."),
			exc=BadInputError,
		)
	if frappe.session.user == "Guest" and len(key) < GUEST_KEY_LENGTH:
		frappe.throw(
			_("The idempotency key is too short. Send at least {0} random characters.").format(
				GUEST_KEY_LENGTH
			),
			exc=BadInputError,
		)


def _claim(key_hash: str, body_hash: str, endpoint: str, hidden: bool) -> bool:
	"""Takes the key, or waits until the request that holds it ends; False if it was used."""
	doc = frappe.new_doc("Idempotency Key")
	account = GUEST if hidden else frappe.session.user
	doc.update({"key_hash": key_hash, "body_hash": body_hash, "endpoint": endpoint, "user": account})
	doc.name = key_hash
	doc.set_user_and_timestamp()
	doc.owner = doc.modified_by = account
	try:
		# db_insert: the primary key makes parallel requests wait; there is nothing else to check.
		doc.db_insert()
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		frappe.clear_last_message()
		return False
	except frappe.QueryDeadlockError:
		# The request that held the key failed and several retries woke up at once: one of them goes on.
		frappe.throw(
			_("Another request with this idempotency key is running. Send it again."), exc=ConflictError
		)
	return True


def _replay(key_hash: str, body_hash: str) -> dict:
	"""The stored answer of a key that is taken."""
	row = _stored(key_hash)
	if row.body_hash != body_hash:
		frappe.throw(
			_("This idempotency key was used for another request. Choose a new key."), exc=ConflictError
		)
	return _opened(row.answer)


def _stored(key_hash: str):
	"""The row of a key, read with a lock: the first request may be newer than our snapshot."""
	# Raw SQL: the query builder knows no shared lock, and an exclusive one would deadlock parallel retries.
	rows = frappe.db.sql(
		"select body_hash, answer from `tabIdempotency Key` where name = %s lock in share mode",
		key_hash,
		as_dict=True,
	)
	return rows[0] if rows else None


def _opened(answer: str) -> dict:
	"""What was stored before answers were encrypted is JSON as it is."""
	return json.loads(answer if answer.startswith("{") else decrypt(answer))


def _digest(text: str) -> str:
	return hashlib.sha256(text.encode()).hexdigest()
