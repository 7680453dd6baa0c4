"""Who changes places: one policy a DocType, for lists, forms and every other way in."""

from community_gov.permissions.evaluate import Policy
from community_gov.permissions.expressions import everything
from community_gov.permissions.scope import areas_of, roles_of, within


def _is_administrator(grid, user: str) -> bool:
	return "Community Administrator" in roles_of(user)


def _manages(grid, user: str) -> bool:
	"""Administrators everywhere, community managers in their own area."""
	own = areas_of(user, frozenset({"Community Manager"}))
	return _is_administrator(grid, user) or within(grid.name, own)


# Places are public knowledge (grid boards name them); changing one is for its own managers.
POLICIES = {
	"Grid": Policy(
		everything,
		may_create=_is_administrator,
		may_edit=_manages,
		may_delete=_is_administrator,
		has_list=False,
	),
}
