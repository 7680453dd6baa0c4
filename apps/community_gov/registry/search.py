"""Residents by their name; by a number, see identity/finding.py."""

from community_gov.permissions.scope import REGISTER_ROLES
from community_gov.registry.identity.merging import MERGED
from community_gov.registry.privacy.person_places import ANONYMOUS
from community_gov.search import scopes
from community_gov.search.subjects import Subject

SUBJECTS = [
	Subject(
		*("Resident", ("full_name",)),
		singles=True,
		left_out=ANONYMOUS,
		# The record that stays is the one to open.
		only=lambda resident: resident.status != MERGED,
		scopes=scopes.by_place("Resident"),
		scope_fields=("grid",),
		scopes_of=scopes.in_areas_of(REGISTER_ROLES, frozenset({"Community Administrator"})),
	)
]
