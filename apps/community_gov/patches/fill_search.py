"""What stood before there was a search by words gets its entries, so that it is found; an interrupted run goes on."""

from community_gov.search.filling import add_missing
from community_gov.search.index import create_tables


def execute() -> None:
	create_tables()
	add_missing()
