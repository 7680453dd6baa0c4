"""Volunteers by their name."""

import frappe

from community_gov.permissions.scope import areas_of, roles_of, sees_all
from community_gov.registry.privacy.person_places import ANONYMOUS
from community_gov.search import scopes
from community_gov.search.subjects import Subject

# As the policy of Volunteer says, which is asked all the same.
_STAFF = frozenset({"Volunteer Coordinator", "Community Manager"})


def _scopes(names: list[str]) -> dict[str, set[str]]:
	# get_all: what the index keeps is read for nobody.
	rows = frappe.get_all("Volunteer", {"name": ["in", names]}, ["name", "grid", "user"], order_by="name asc")
	return {row.name: scopes.places(row.grid) | {f"of {row.user}"} for row in rows}


def _scopes_of(user: str) -> list[str] | None:
	if sees_all(user) or "Community Administrator" in roles_of(user):
		return None
	places = scopes.of_areas(areas_of(user, _STAFF))
	return None if places is None else [*places, f"of {user}"]


SUBJECTS = [
	Subject(
		*("Volunteer", ("full_name",)),
		singles=True,
		left_out=ANONYMOUS,
		scopes=_scopes,
		scope_fields=("grid", "user"),
		scopes_of=_scopes_of,
	)
]
