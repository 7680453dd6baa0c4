"""Voting by telephone: whose number, once, many at the same moment, and killed in the middle."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from community_gov.demo.people import email
from tests.support.http import User
from tests.support.participation import add_entry, bound, counted_poll, make_roll, ok, open_poll, step
from tests.support.registry import GRID


def make_voter(fresh) -> tuple[str, str]:
	"""A resident with a number of their own: (name, mobile), committed."""
	site = fresh()
	mobile = f"139{uuid4().int % 10**8:08d}"
	doc = site.new_doc("Resident")
	doc.update({"full_name": "赵演示", "grid": GRID, "mobile": mobile, "birth_date": "1980-01-01"})
	doc.update({"residence_kind": "Registered", "status": "Present"})
	doc.insert()
	site.db.commit()
	return doc.name, mobile


def bind(fresh, mobile: str) -> str:
	"""A binding of a number, as the one-time code gives it."""
	fresh()
	return bound(mobile)


@pytest.fixture
def guest(login) -> User:
	return login(None)


def test_whoever_has_proven_the_number_votes_once(login, fresh, guest):
	resident, mobile = make_voter(fresh)
	_other, stranger = make_voter(fresh)
	roll = make_roll(login("clerk"))
	entry = add_entry(login("manager"), roll, "1", resident=resident)
	poll = open_poll(login, roll)
	token, foreign = bind(fresh, mobile), bind(fresh, stranger)
	(mine,) = ok(guest.call("public_poll.mine", binding=token))
	assert (mine["poll"], mine["entries"]) == (poll, [{"entry": entry, "label": "第1户", "has_voted": False}])
	assert [row["text"] for row in mine["options"]] == ["赞成", "反对", "弃权"]
	assert ok(guest.call("public_poll.mine", binding=foreign)) == []
	refused = guest.call("public_poll.cast", binding=foreign, poll=poll, entry=entry, choices=[1])
	assert refused.status == 403
	assert "does not cast this vote" in refused.messages
	assert ok(guest.call("public_poll.cast", binding=token, poll=poll, entry=entry, choices=[1]))["has_voted"]
	second = guest.call("public_poll.cast", binding=token, poll=poll, entry=entry, choices=[2])
	assert second.status == 409
	assert "has taken part in this poll already" in second.messages
	site = fresh()
	assert site.get_all("Ballot", {"poll": poll}, pluck="choice") == [1]
	(mine,) = ok(guest.call("public_poll.mine", binding=token))
	assert mine["entries"][0]["has_voted"]


def test_two_hundred_vote_at_the_same_moment_and_each_counts_once(login, fresh, guest):
	from community_gov.participation.decisions import ballots

	clerk, roll = login("clerk"), make_roll(login("clerk"))
	entries = [add_entry(clerk, roll, str(number)) for number in range(50)]
	poll = open_poll(login, roll)
	# Each entry is sent four times, by phone and on paper, through the server of the test.
	jobs = [(entry, way) for entry in entries for way in range(4)]

	def send(job) -> int:
		entry, _way = job
		return clerk.call("poll.issue_papers", poll=poll, entries=[entry], channel="Door").status

	with ThreadPoolExecutor(8) as clients:
		statuses = list(clients.map(send, jobs))
	assert (statuses.count(200), statuses.count(409)) == (50, 150)
	site = fresh()
	issued = site.get_all("Ballot Issue", {"poll": poll}, pluck="name")
	assert sorted(issued) == sorted(ballots.issue_name(poll, entry) for entry in entries)


def test_nothing_of_a_secret_vote_lies_anywhere_beside_the_ballot(login, fresh, guest):
	resident, mobile = make_voter(fresh)
	roll = make_roll(login("clerk"))
	entry = add_entry(login("manager"), roll, "1", resident=resident)
	options = [{"option_text": "甲方案"}, {"option_text": "乙方案"}]
	poll = open_poll(login, roll, options=options)
	token = bind(fresh, mobile)
	ok(guest.call("public_poll.cast", binding=token, poll=poll, entry=entry, choices=[2]))
	site = fresh()
	(ballot,) = site.get_all("Ballot", {"poll": poll}, pluck="name")
	found = rows_with(site, ballot)
	assert found == {("tabBallot", "name")}, "nothing else names the ballot"
	issue = site.get_all("Ballot Issue", {"poll": poll}, pluck="name")[0]
	assert rows_with(site, issue) == {("tabBallot Issue", "name")}


def rows_with(site, text: str) -> set[tuple[str, str]]:
	"""Every column of every table that holds a text."""
	found = set()
	own = "select table_name from information_schema.tables where table_schema = database()"
	for table in site.db.sql(own, pluck=True):
		for row in site.db.sql(f"show columns from `{table}`", as_dict=True):
			if any(kind in row.Type for kind in ("char", "text")):
				column = row.Field
				if site.db.sql(f"select 1 from `{table}` where `{column}` like %s limit 1", f"%{text}%"):
					found.add((table, column))
	return found


def test_results_are_public_once_they_are_confirmed(login, fresh, guest):
	poll = counted_poll(login, 1)
	before = ok(login("clerk").query("poll.result", poll=poll))
	assert (before["stage"], before["result"], before["took_part_so_far"]) == ("Counted", None, 1)
	title = {row["title"] for row in ok(guest.query("public_poll.results"))}
	count = len(title)
	ok(step(login("clerk"), "Poll", poll, "Confirm Result"))
	shown = ok(guest.query("public_poll.results"))
	assert len(shown) > count - 1
	assert shown[0]["outcome"] == "Passed"
	assert [row["votes"] for row in shown[0]["options"]] == [None, None, None], "fewer than five took part"
	assert email("clerk") not in str(shown)


def test_a_bad_vote_is_no_error_of_the_server(login, fresh, guest):
	resident, mobile = make_voter(fresh)
	roll = make_roll(login("clerk"))
	entry = add_entry(login("manager"), roll, "1", resident=resident)
	poll = open_poll(login, roll)
	token = bind(fresh, mobile)
	for choices in ([], [9], ["x"], [[1]], [1, 2], [None], [1.5], {"a": 1}, "x"):
		answer = guest.call("public_poll.cast", binding=token, poll=poll, entry=entry, choices=choices)
		assert 400 <= answer.status < 500, (choices, answer)
	assert guest.call("public_poll.cast", binding=token, poll="x", entry=entry, choices=[1]).status == 404
	assert guest.call("public_poll.cast", binding=token, poll=poll, entry="x", choices=[1]).status == 403
	assert guest.call("public_poll.cast", binding="x" * 24, poll=poll, entry=entry, choices=[1]).status == 404
	assert fresh().get_all("Ballot", {"poll": poll}) == []
