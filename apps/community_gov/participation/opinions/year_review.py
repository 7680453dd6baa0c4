"""You said, we did: opinions of a year by theme, with what was answered and what was decided because of them."""

from collections import defaultdict

import frappe

from community_gov.core.periods import period

# Fewer than these are shown together: a theme of one or two tells who spoke.
SMALL = 5


def of_year(year: int) -> dict:
	"""What was said in a year and what came of it.

	Returns:
	        {year, received, answered, told, themes: [{theme, received, answered, decided: [title of a resolution]}], others}
	"""
	rows = _rows(year)
	by_theme: dict[str, list] = defaultdict(list)
	for row in rows:
		by_theme[row.theme or ""].append(row)
	large = {theme: found for theme, found in by_theme.items() if theme and len(found) >= SMALL}
	shown = [
		_told(theme, found) for theme, found in sorted(large.items(), key=lambda one: (-len(one[1]), one[0]))
	]
	return {
		"year": year,
		"received": len(rows),
		"answered": sum(1 for row in rows if row.answered_at),
		"told": sum(1 for row in rows if row.told_at),
		"themes": shown,
		"others": len(rows) - sum(theme["received"] for theme in shown),
	}


def _rows(year: int) -> list[frappe._dict]:
	first, last = period(f"{year}-01-01", f"{year}-12-31")
	# Counted for everybody; nothing of a single opinion is told.
	return frappe.get_all(
		"Opinion",
		filters={"noted_at": ("between", [first, last]), "stage": ("!=", "Merged")},
		fields=["name", "theme", "topic", "answered_at", "told_at"],
		order_by="name asc",
	)


def _told(theme: str, rows: list) -> dict:
	topics = sorted({row.topic for row in rows if row.topic})
	decided = frappe.get_all(
		"Resolution",
		{"topic": ("in", topics or [""]), "stage": ("in", ["In Force", "Done"])},
		pluck="title",
		order_by="decided_at asc",
	)
	name = frappe.db.get_value("Opinion Theme", theme, "theme_name")
	answered = sum(1 for row in rows if row.answered_at)
	return {"theme": name, "received": len(rows), "answered": answered, "decided": decided}
