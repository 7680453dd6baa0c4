"""A request whose transaction the database undid is taken again, whole, and told in two sentences where that does not help."""

import io

import pymysql
import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from community_gov.core import transactions
from community_gov.core.errors import BadInputError, ConflictError

WORDS = "Of two at once"


@pytest.fixture
def posted(site):
	"""A request under way, with a file and a value."""
	data = {"wanted": "5", "photo": (io.BytesIO(b"picture"), "photo.jpg")}
	site.local.request = Request(EnvironBuilder(method="POST", data=data).get_environ())
	site.local.form_dict = site._dict(wanted="5")
	yield site
	del site.local.request
	site.flags.is_retried = None
	site.db.delete("ToDo", {"description": WORDS})
	site.db.commit()


@pytest.fixture
def other(posted):
	"""Another connection; nobody waits for its locks."""
	posted.db.sql("set session innodb_lock_wait_timeout = 0")
	conf = posted.conf
	place = {"host": conf.db_host, "port": int(conf.db_port), "database": conf.db_name}
	connection = pymysql.connect(**place, user=conf.db_name, password=conf.db_password)
	with connection, connection.cursor() as cursor:
		cursor.sql = cursor.execute
		yield cursor


def lock(connection) -> None:
	connection.sql("select name from `tabUser` where name = 'Guest' for update")


def step(site, calls: list):
	"""A step that writes, notes something on the request, reads its file and then waits for a lock."""

	def take():
		form = site.local.form_dict
		calls.append((form.pop("wanted"), site.request.files["photo"].stream.read(), site.flags.seen))
		site.flags.seen = True
		site.local.response.told = len(calls)
		site.msgprint("said")
		site.new_doc("ToDo").update({"description": WORDS}).insert()
		lock(site.db)
		return "done"

	return transactions.retried(take)


def test_a_lost_step_is_taken_again_from_the_start(posted, other, monkeypatch):
	calls: list = []
	lock(other)
	monkeypatch.setattr(transactions.time, "sleep", lambda seconds: other.sql("rollback"))
	assert step(posted, calls)() == "done"
	assert calls == [("5", b"picture", None)] * 2
	assert posted.db.count("ToDo", {"description": WORDS}) == 1
	assert (posted.local.response.told, len(posted.local.message_log)) == (2, 1)


def test_what_is_lost_each_time_is_a_conflict(posted, other, monkeypatch):
	calls: list = []
	lock(other)
	monkeypatch.setattr(transactions.time, "sleep", lambda seconds: None)
	with pytest.raises(ConflictError, match=r"nothing was stored\. Send the step again\.$"):
		step(posted, calls)()
	assert len(calls) == transactions.TRIES
	posted.db.rollback()
	assert posted.db.count("ToDo", {"description": WORDS}) == 0


def test_a_refusal_is_not_repeated(posted):
	calls = []

	def refused():
		calls.append(1)
		posted.throw("Too much. Ask for less.", exc=BadInputError)

	with pytest.raises(BadInputError):
		transactions.retried(refused)()
	assert calls == [1]


@pytest.mark.parametrize("number", [1020, 1205, 1213])
def test_numbers_that_mean_a_lost_transaction(site, number):
	assert transactions.is_lost(site.db.OperationalError(number, "x"))
	assert not transactions.is_lost(site.db.OperationalError(1054, "x"))


def test_a_row_changed_since_the_first_read_is_lost(posted, other):
	"""MariaDB from 11.6 on, and older ones where this is switched on."""
	if not posted.db.sql("show variables like 'innodb_snapshot_isolation'"):
		pytest.skip("this MariaDB does not know it")
	posted.db.sql("set session innodb_snapshot_isolation = on")
	calls = []

	def take():
		# A read of any table opens the snapshot; somebody else is faster each time.
		posted.db.sql("select count(*) from `tabToDo`")
		other.sql("update `tabUser` set bio = uuid() where name = 'Guest'")
		other.sql("commit")
		calls.append(1)
		lock(posted.db)

	transactions.retried(take)()
	assert len(calls) == 2
	posted.db.rollback()
	# MariaDB before 11.1 calls it tx_isolation.
	names = "('transaction_isolation', 'tx_isolation')"
	levels = posted.db.sql(f"show session variables where variable_name in {names}")
	assert {level for _name, level in levels} == {"REPEATABLE-READ"}


def test_every_door_is_watched(site):
	import frappe.api
	import frappe.handler

	transactions.watch_requests()
	once = (frappe.api.handle, frappe.handler.handle)
	transactions.watch_requests()
	assert once == (frappe.api.handle, frappe.handler.handle)
	assert all(hasattr(handle, "__wrapped__") for handle in once)
