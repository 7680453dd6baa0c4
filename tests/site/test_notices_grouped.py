"""The same words about the same document are one notice until it is read."""

from community_gov.core.notifications import notify_users
from community_gov.demo.people import email

GRID = "421281001002001"


def notices(site, user: str, subject: str) -> list:
	filters = {"for_user": user, "subject": subject}
	return site.get_all("Notification Log", filters, ["name", "creation", "read"], order_by="creation asc")


def test_what_is_unread_is_told_once_and_becomes_the_newest(site):
	user = email("gridworker")
	for _turn in range(3):
		assert notify_users({user}, "同一件事", "Grid", GRID) == 1
	(first,) = notices(site, user, "同一件事")
	notify_users({user}, "另一件事", "Grid", GRID)
	notify_users({user}, "同一件事", "Grid", GRID)
	newest = site.get_all(
		"Notification Log", {"for_user": user}, pluck="name", order_by="creation desc", limit=1
	)
	assert newest == [first.name]


def test_what_was_read_is_told_anew(site):
	user = email("gridworker")
	notify_users({user}, "读过的事", "Grid", GRID)
	(first,) = notices(site, user, "读过的事")
	site.db.set_value("Notification Log", first.name, "read", 1)
	notify_users({user}, "读过的事", "Grid", GRID)
	assert len(notices(site, user, "读过的事")) == 2


def test_another_document_is_another_notice(site):
	user = email("gridworker")
	for grid in (GRID, GRID[:12]):
		notify_users({user}, "两处的事", "Grid", grid)
	assert len(notices(site, user, "两处的事")) == 2
