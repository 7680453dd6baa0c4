"""The boundary index of the site, built once a process and rebuilt when a boundary changes anywhere."""

import pickle
import time
from contextlib import suppress
from typing import NamedTuple

from pypika.queries import QueryBuilder, Table
from redis.exceptions import ConnectionError as RedisConnectionError

import frappe
from frappe.query_builder.functions import Count, Max

from community_gov.grids.locate import BoundaryError, BoundaryIndex

VERSION_KEY = "community_gov:grid_boundary_version"
VERSION_SECONDS = 24 * 3600
MAX_AGE_SECONDS = 600


class _Cached(NamedTuple):
	version: str
	boundaries: BoundaryIndex
	built: float


# A process may serve several sites; threads may build twice, and the last one wins, with the same content.
_cached: dict[str, _Cached] = {}


def get_index() -> BoundaryIndex:
	"""Return the index over the boundaries of all enabled grids, as of the last change anyone committed.

	Boundaries that cannot be read are left out and logged. Costs one Redis read when nothing has changed.
	"""
	version, now = _shared_version(), time.monotonic()
	cached = _cached.get(frappe.local.site)
	# The age limit ends what a long transaction may have built from its old snapshot of the table.
	if not cached or cached.version != version or now - cached.built > MAX_AGE_SECONDS:
		cached = _cached[frappe.local.site] = _Cached(version, _build(), now)
	return cached.boundaries


def invalidate_index() -> None:
	"""Make every process rebuild its index; call it when a boundary, or `enabled` of a grid, has changed.

	Bumps now, so that this request sees its own change, and again when the transaction ends: another process
	may meanwhile have built from what was there before.
	"""
	_raise_version()
	if not frappe.flags.grid_boundary_bump:
		frappe.flags.grid_boundary_bump = True
		frappe.db.after_commit.add(_bump_at_end)
		frappe.db.after_rollback.add(_bump_at_end)


def _bump_at_end() -> None:
	frappe.flags.grid_boundary_bump = False
	_raise_version()


def _raise_version() -> None:
	# A random version, as a counter would start again after a flush and meet old values.
	frappe.cache().set_value(VERSION_KEY, frappe.generate_hash(length=16), expires_in_sec=VERSION_SECONDS)


def _shared_version() -> str:
	"""The version all processes agree on; after a flush of Redis, one that follows from the database."""
	# Values that expire stay out of frappe.local: a long job must see what others change meanwhile.
	version = frappe.cache().get_value(VERSION_KEY, expires=True)
	return version or _restore_version()


def _restore_version() -> str:
	cache, version = frappe.cache(), _database_version()
	with suppress(RedisConnectionError):
		# nx: a change that was made since the key was missed must not be overwritten.
		cache.set(cache.make_key(VERSION_KEY), pickle.dumps(version), ex=VERSION_SECONDS, nx=True)
	return cache.get_value(VERSION_KEY, expires=True) or version


def _database_version() -> str:
	"""Last change and number of grids with a boundary: setting, changing and clearing one alter it."""
	grid = frappe.qb.DocType("Grid")
	query = _with_boundary(frappe.qb.from_(grid).select(Max(grid.modified), Count(grid.name)), grid)
	modified, number = query.run()[0]
	return f"{modified} {number}"


def _build() -> BoundaryIndex:
	grid = frappe.qb.DocType("Grid")
	rows = _with_boundary(frappe.qb.from_(grid).select(grid.name, grid.boundary), grid).run()
	return BoundaryIndex(rows, on_error=_log_bad_boundary)


def _with_boundary(query: QueryBuilder, grid: Table) -> QueryBuilder:
	return query.where((grid.enabled == 1) & grid.boundary.isnotnull() & (grid.boundary != ""))


def _log_bad_boundary(code: str, error: BoundaryError) -> None:
	frappe.logger("community_gov").warning(f"grid {code} is left out of locating: {error}")
