"""Who may do what: role x record x action as one table (tests/support/access).

The whole grid runs in this process, through the functions that REST calls; over REST each role tries each record
with a write. "near" lies in Chibi or belongs to its unit, "far" in Wuhu.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from community_gov.demo.people import email
from tests.support.access import CREATED, MATRIX, ROLES, TABLE
from tests.support.resource import OK, LocalUser

CELLS = [(record, role) for record in MATRIX for role in ROLES]
CLIENTS = 4
# Statuses of a deadlock and of a record that somebody else has written meanwhile.
BUSY = (409, 417)


def cell_id(value) -> str:
	return "/".join(value) if isinstance(value, tuple) else str(value)


def local(role: str | None) -> LocalUser:
	return LocalUser(email(role) if role else None)


@pytest.mark.parametrize(("record", "role"), CELLS, ids=cell_id)
def test_cell(record, role, records, site):
	doctype, name, user = record[0], records[record], local(role)
	allowed, field = MATRIX[record].get(role, ""), TABLE[doctype].field
	status, before = user.read(doctype, name)
	assert (status == OK) == ("r" in allowed), status
	assert (name in user.names(doctype, [["name", "=", name]])) == ("r" in allowed), "list and form agree"
	status, changed = user.update(doctype, name, **{field: TABLE[doctype].written_by(role)})
	assert (status == OK) == ("w" in allowed), status
	if "w" in allowed:
		told = {key for key, value in changed.items() if value} - set(before)
		assert told == set(), "the answer to a write tells no more than a read"
	stored = site.db.get_value(doctype, name, field)
	assert (stored == TABLE[doctype].written_by(role)) == ("w" in allowed), "what was refused was not written"
	if not (role == "admin" and TABLE[doctype].deletable):
		assert user.delete(doctype, name)[0] != OK
		assert site.db.exists(doctype, name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("doctype", CREATED)
def test_create(doctype, role, records, site):
	access = TABLE[doctype]
	status, _made = local(role).create(doctype, **access.new(records, role or "guest"))
	assert (status == OK) == (role in access.creators), status


def test_every_doctype_is_declared(site):
	"""Rows are saved through their document, settings have no records: all others stand in the table."""
	kinds = {"module": "Community Gov", "istable": 0, "issingle": 0}
	assert set(TABLE) == set(site.get_all("DocType", kinds, pluck="name"))


@pytest.mark.parametrize("role", ROLES)
def test_writes_over_rest(role, records, login):
	"""HTTP adds nothing to what a role may change and takes nothing away; several clients ask at once."""
	user = login(role)

	def outcome(record) -> tuple[str, str]:
		doctype, name = record[0], records[record]
		answer = user.update(doctype, name, **{TABLE[doctype].field: TABLE[doctype].written_by(role)})
		if answer.status in BUSY:
			# Another client has just changed what this record brings up to date beside itself.
			answer = user.update(doctype, name, **{TABLE[doctype].field: TABLE[doctype].written_by(role)})
		assert answer.status < 500, answer
		if answer.status == OK:
			told = {key for key, value in answer.data.items() if value}
			assert told <= set(user.read(doctype, name).data), (
				"the answer to a write tells no more than a read"
			)
		return cell_id(record), "w" if answer.status == OK else ""

	with ThreadPoolExecutor(CLIENTS) as clients:
		found = dict(clients.map(outcome, MATRIX))
	wanted = {cell_id(record): "w" if "w" in row.get(role, "") else "" for record, row in MATRIX.items()}
	assert found == wanted


@pytest.mark.parametrize(
	"doctype", [doctype for doctype in CREATED if len(TABLE[doctype].creators) < len(ROLES)]
)
def test_creation_is_refused_over_rest(doctype, records, login):
	access = TABLE[doctype]
	for role in ROLES:
		if role not in access.creators:
			answer = login(role).create(doctype, **access.new(records, role or "guest"))
			assert 400 <= answer.status < 500, answer
