"""Who handles a case: routing rules, dispatches to units, another unit in its place."""
