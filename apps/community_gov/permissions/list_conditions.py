"""One list hook a DocType, by its name in lower case with underscores: `list_conditions.case_dispatch`.

Frappe of 2023 does not tell such a hook which DocType is listed, so each has to have a name of its own.
"""

from collections.abc import Callable

import frappe

from community_gov.permissions import evaluate


def __getattr__(name: str) -> Callable[..., str]:
	"""The hook of the DocType with that name; whether there is one is asked on a site, which knows the policies."""
	if name.startswith("_"):
		raise AttributeError(name)

	def list_condition(user: str | None = None, doctype: str | None = None) -> str:
		return evaluate.list_condition(_doctype_of(name), user)

	return list_condition


def _doctype_of(name: str) -> str:
	for doctype in evaluate.policies():
		if frappe.scrub(doctype) == name:
			return doctype
	raise AttributeError(f"No policy has the name {name}; see community_gov_policies in hooks.py")
