"""Ranks in a table of figures."""


def ranked(rows: list[dict], by: str, sample: str, minimum: int) -> list[dict]:
	"""Rows from best to worst with `rank`; who has too small a sample comes last and has none.

	Args:
	        by: the rate or mark that ranks; equal values share a rank.
	        sample: the count that must reach `minimum`.
	"""
	able = [row for row in rows if row[by] is not None and row[sample] >= minimum]
	able.sort(key=lambda row: (-row[by], str(row["key"])))
	result: list[dict] = []
	for place, row in enumerate(able, start=1):
		tie = result and result[-1][by] == row[by]
		result.append({**row, "rank": result[-1]["rank"] if tie else place})
	left = [{**row, "rank": None} for row in rows if row[by] is None or row[sample] < minimum]
	return result + sorted(left, key=lambda row: str(row["key"]))
