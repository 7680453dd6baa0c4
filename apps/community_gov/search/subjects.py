"""What can be searched by words: one declaration a DocType, in the domain that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass

from pypika.terms import Criterion

import frappe


@dataclass(frozen=True)
class Subject:
	"""A DocType whose documents are found by words of some of their fields.

	Attributes:
	        doctype: who sees its documents says its policy.
	        fields: whose words are kept, and nothing else of the document.
	        singles: one sign finds a document, too: names have but two or three.
	        left_out: a text that stands for none, as what an anonymised document says.
	        only: table -> criterion of the documents that a search may find; None for all.
	        scopes: names -> {name: scopes}: by which somebody may come to see a document, such as its places; kept like words.
	        scope_fields: fields of the document itself that its scopes follow from.
	        scopes_of: user -> scopes that together have all documents that the user may list, or None for who is not narrowed by
	                any. What a scope has beyond that is left out by the policy, which is always asked.
	"""

	doctype: str
	fields: tuple[str, ...]
	singles: bool = False
	left_out: str | None = None
	only: Callable[..., Criterion] | None = None
	scopes: Callable[[list[str]], dict[str, set[str]]] = lambda names: {}
	scope_fields: tuple[str, ...] = ()
	scopes_of: Callable[[str], list[str] | None] = lambda user: None


def subjects() -> dict[str, Subject]:
	"""Every subject by DocType, from the lists that apps name under `community_gov_search` in their hooks."""
	if not hasattr(frappe.local, "community_gov_subjects"):
		found = [each for path in frappe.get_hooks("community_gov_search") for each in frappe.get_attr(path)]
		frappe.local.community_gov_subjects = {subject.doctype: subject for subject in found}
	return frappe.local.community_gov_subjects
