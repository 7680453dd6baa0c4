"""The year's list for 最美网格员: final assessments of a year, by the mean of the months, with the figures behind it."""

from datetime import date

import frappe
from frappe.query_builder.functions import Avg, Count, Max
from frappe.utils import cint, flt

MINIMUM_MONTHS = 6


def standings(year: int, area: str | None = None, visible=None) -> list[dict]:
	"""Grid workers of a year, best first.

	Args:
	        visible: criterion of what a user may list of Worker Assessment, or None.
	Returns:
	        [{rank, worker, worker_name, grid, months, mean_score, items: {item: done}}]; rank is None for who was
	        assessed in fewer months than the settings ask for, and these stand last.
	"""
	rows = [_ranking_row(row) for row in _mean_scores(year, area, visible)]
	totals = _item_totals(year, area, visible)
	least = cint(frappe.get_cached_doc("Community Gov Settings").assessment_minimum_months) or MINIMUM_MONTHS
	for row in rows:
		row["items"], row["rank"] = totals.get(row["worker"], {}), None
	rows.sort(key=lambda row: (row["months"] < least, -row["mean_score"], row["worker"]))
	return _ranked(rows, least)


def _ranked(rows: list[dict], least: int) -> list[dict]:
	"""Ranks in place 1, 1, 3 …: equal means share a rank."""
	for number, row in enumerate(rows):
		if row["months"] < least:
			break
		same = number and rows[number - 1]["mean_score"] == row["mean_score"]
		row["rank"] = rows[number - 1]["rank"] if same else number + 1
	return rows


def _ranking_row(row) -> dict:
	return {**row, "months": int(row["months"]), "mean_score": round(flt(row["mean_score"]), 2)}


def _mean_scores(year: int, area: str | None, visible) -> list[dict]:
	table = frappe.qb.DocType("Worker Assessment")
	query = (
		_scoped(frappe.qb.from_(table), table, year, area, visible)
		.where(table.is_scored == 1)
		.select(table.worker, Max(table.worker_name).as_("worker_name"), Max(table.grid).as_("grid"))
		.select(Count(table.month).distinct().as_("months"), Avg(table.score).as_("mean_score"))
		.groupby(table.worker)
	)
	return query.run(as_dict=True)


def _item_totals(year: int, area: str | None, visible) -> dict[str, dict[str, float]]:
	"""What was done of each item in the year, by worker. Who works in two grids is counted in one of them."""
	table, item = frappe.qb.DocType("Worker Assessment"), frappe.qb.DocType("Worker Assessment Item")
	query = frappe.qb.from_(table).join(item).on(item.parent == table.name)
	query = _scoped(query, table, year, area, visible)
	query = query.select(table.worker, table.month, item.item, Max(item.done).as_("done"))
	found: dict[str, dict[str, float]] = {}
	for row in query.groupby(table.worker, table.month, item.item).run(as_dict=True):
		of_worker = found.setdefault(row.worker, {})
		of_worker[row.item] = of_worker.get(row.item, 0) + flt(row.done)
	return found


def _scoped(query, table, year: int, area: str | None, visible):
	days = (table.month >= date(year, 1, 1)) & (table.month <= date(year, 12, 31))
	query = query.where((table.stage == "Final") & days)
	if area:
		query = query.where(table.grid.like(f"{area}%"))
	return query.where(visible) if visible is not None else query
