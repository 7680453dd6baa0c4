"""The permission matrix, DocType by DocType: one declaration each."""

from tests.support.access import casework, participation, registry, team, volunteering
from tests.support.access.declared import ROLES, Access, Rights

TABLE: dict[str, Access] = {
	**casework.TABLE,
	**registry.TABLE,
	**team.TABLE,
	**volunteering.TABLE,
	**participation.TABLE,
}
# (DocType, place) -> role -> "r" or "rw".
MATRIX: dict[tuple[str, str], Rights] = {
	(doctype, place): row for doctype, access in TABLE.items() for place, row in access.places().items()
}
CREATED = tuple(doctype for doctype, access in TABLE.items() if access.new)

__all__ = ["CREATED", "MATRIX", "ROLES", "TABLE", "Access"]
