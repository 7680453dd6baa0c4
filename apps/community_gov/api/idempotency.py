"""A retry with the same key gets the first answer; the same key with another body is refused."""

import hashlib
import json
from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils.password import decrypt, encrypt

from community_gov.core.errors import BadInputError, ConflictError

# All guests are one user: a short key would be another guest's too, who would get the first one's answer.
GUEST_KEY_LENGTH = 16


def run_once(endpoint: str, key: str | None, body: dict, action: Callable[[], dict]) -> dict:
	"""Runs `action` once per user, endpoint and key, in the request's transaction.

	Args:
	        key: up to 140 printable characters chosen by the client, or None for no protection.
	        body: what the client asked for, photos as digests.
	        action: does the work and returns a JSON-serialisable answer.
	Raises:
	        ConflictError (409): the key was used with another body.
	"""
	if not key:
		return action()
	check_key(key)
	key_hash = _digest(f"{frappe.session.user}\n{endpoint}\n{key}")
	body_hash = _digest(json.dumps(body, sort_keys=True, ensure_ascii=False, default=str))
	if not claim(key_hash, body_hash, endpoint):
		return replay(key_hash, body_hash)
	answer = action()
	# Answers hold codes that are one person's alone; whoever may read this list must not find them there.
	stored = encrypt(frappe.as_json(answer))
	frappe.db.set_value("Idempotency Key", key_hash, "answer", stored, update_modified=False)
	return answer


def check_key(key: str) -> None:
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


def claim(key_hash: str, body_hash: str, endpoint: str) -> bool:
	"""Takes the key, or waits until the request that holds it ends; False if it was used."""
	doc = frappe.new_doc("Idempotency Key")
	doc.update(
		{"key_hash": key_hash, "body_hash": body_hash, "endpoint": endpoint, "user": frappe.session.user}
	)
	doc.name = key_hash
	doc.set_user_and_timestamp()
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


def replay(key_hash: str, body_hash: str) -> dict:
	"""The stored answer, read with a lock: the first request may be newer than our snapshot."""
	# Raw SQL: the query builder knows no shared lock, and an exclusive one would deadlock parallel retries.
	row = frappe.db.sql(
		"select body_hash, answer from `tabIdempotency Key` where name = %s lock in share mode",
		key_hash,
		as_dict=True,
	)[0]
	if row.body_hash != body_hash:
		frappe.throw(
			_("This idempotency key was used for another request. Choose a new key."), exc=ConflictError
		)
	# What was stored before answers were encrypted is JSON as it is.
	return json.loads(row.answer if row.answer.startswith("{") else decrypt(row.answer))


def digests(files: list[tuple[str, bytes]]) -> list[str]:
	"""Photos as they count for the comparison of two bodies: hashes of their bytes."""
	return [hashlib.sha256(content).hexdigest() for _name, content in files]


def _digest(text: str) -> str:
	return hashlib.sha256(text.encode()).hexdigest()
