"""Frappe's cache beside a test that is rolled back: what the test put there goes, what it cannot have changed stays.

`frappe.clear_cache()` would throw away the metadata of every DocType too, and reading that again takes
twenty times as long as inserting a document. Frappe does so at each save of a User (a default of the site is set anew).
"""

import pickle
import re
from contextlib import contextmanager

from redis import Redis

import frappe

WRITE = re.compile(
	r"\s*(?:insert(?:\s+ignore)?\s+into|replace\s+into|update|delete\s+from)\s+[`\"]?([^`\"(]+)", re.I
)
DEFINITION = re.compile(r"\s*(?:create|alter|drop|rename|truncate)\b", re.I)
SETTING = {"SET", "SETEX", "PSETEX", "SETNX", "HSET", "HMSET", "SADD", "LPUSH", "RPUSH", "INCR", "INCRBY"}
# What Frappe derives from the tables below and from files; a test that writes none of these leaves it true.
SCHEMA_KEYS = {
	*("doctype_meta", "doctype_form_meta", "table_columns", "linked_doctypes", "last_modified", "db_tables"),
	*("doctype_modules", "is_table", "app_hooks", "installed_apps", "all_apps", "app_modules", "module_app"),
	*("workflow", "lang_full_dict", "lang_user_translations", "merged_translations", "translation_assets"),
	*("domain_restricted_doctypes", "domain_restricted_pages", "active_domains", "active_modules"),
	*("assignment_rule_map", "energy_point_rule_map", "milestone_tracker_map", "document_naming_rule_map"),
	*("webhooks", "server_script_map", "notification_config"),
}
SCHEMA_TABLES = {
	*("DocType", "DocField", "DocPerm", "DocType Link", "DocType Action", "DocType State", "Custom Field"),
	*("Property Setter", "Custom DocPerm", "Module Def", "Installed Application", "Translation", "Language"),
	*("Workflow", "Workflow Document State", "Workflow Transition", "Workflow State", "Domain", "Has Domain"),
	*("Assignment Rule", "Energy Point Rule", "Milestone Tracker", "Document Naming Rule", "Webhook"),
	*("Server Script", "Client Script", "Notification"),
}


# {DocType: (its bytes in the cache, what they are unpacked to)} of this process.
_UNPACKED: dict[str, tuple[bytes, object]] = {}


def unpack_metadata_once() -> None:
	"""Unpacks the metadata of a DocType only where the cache holds other bytes than before: each test opens the site anew.

	Frappe 16 keeps it in the process by itself.
	"""
	cache = frappe.cache
	if hasattr(frappe, "client_cache") or "hget" in vars(cache):
		return
	original = cache.hget

	def hget(name, key, *args, **options):
		if name == "doctype_meta" and key:
			_unpack(cache, key)
		return original(name, key, *args, **options)

	cache.hget = hget


def _unpack(cache, doctype: str) -> None:
	name = cache.make_key("doctype_meta")
	here = frappe.local.cache.setdefault(name, {})
	if doctype in here:
		return
	stored = Redis.hget(cache, name, doctype)
	if stored is None:
		return
	if _UNPACKED.get(doctype, (None,))[0] != stored:
		_UNPACKED[doctype] = (stored, pickle.loads(stored))
	here[doctype] = _UNPACKED[doctype][1]


@contextmanager
def kept_true():
	"""Around a test and its rollback: afterwards the cache says nothing that only the test has seen."""
	tables, keys, database = set(), set(), frappe.db
	_watch(database, "sql", lambda query, *_: _note_table(tables, str(query)))
	_watch(frappe.cache, "execute_command", lambda *words: _note_key(keys, words))
	_keep(frappe.cache, lambda key: _is_of_schema(key) and not tables & SCHEMA_TABLES)
	try:
		yield
	finally:
		for watched, name in ((database, "sql"), (frappe.cache, "execute_command")):
			vars(watched).pop(name, None)
		_forget(tables, keys, frappe.db is database)


def _watch(watched, name: str, note) -> None:
	original = getattr(watched, name)

	def noting(*args, **options):
		note(*args, *options.values())
		return original(*args, **options)

	setattr(watched, name, noting)


def _keep(cache, is_kept) -> None:
	"""Lets a cache forget other keys only."""
	execute = cache.execute_command

	def forgetting(command, *words, **options):
		if command in ("DEL", "UNLINK"):
			words = tuple(key for key in words if not is_kept(key))
			if not words:
				return 0
		return execute(command, *words, **options)

	cache.execute_command = forgetting


def _is_of_schema(key: bytes | str) -> bool:
	text = key.decode() if isinstance(key, bytes) else str(key)
	return text.partition("|")[2] in SCHEMA_KEYS


def _note_table(tables: set, query: str) -> None:
	if DEFINITION.match(query):
		tables.add("DocType")
	elif found := WRITE.match(query):
		tables.add(found[1].strip().removeprefix("tab"))


def _note_key(keys: set, words: tuple) -> None:
	if words[0] in SETTING:
		keys.add(words[1] if isinstance(words[1], bytes) else str(words[1]).encode())


def _forget(tables: set, keys: set, same_connection: bool) -> None:
	# Frappe 16 keeps a second cache inside the process.
	if tables & SCHEMA_TABLES or not same_connection or hasattr(frappe, "client_cache"):
		frappe.clear_cache()
	frappe.utils.caching._SITE_CACHE.clear()
	if stale := [key for key in keys if not _is_of_schema(key)]:
		frappe.cache.delete_value(stale, make_keys=False)
