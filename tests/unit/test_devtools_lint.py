"""The project's lint rules, each with code that it refuses and code that it accepts."""

import pytest

from devtools.lint import rules
from devtools.lint.runner import project_problems

APP = "apps/community_gov"

BAD = [
	("CG001", "api/v1.py", "@frappe.whitelist()\ndef read(name: str): pass"),
	("CG001", "api/v1.py", "@frappe.whitelist\ndef read(name: str): pass"),
	("CG001", "api/v1.py", "@frappe.whitelist(methods=['GET'])\ndef read(name): pass"),
	("CG001", "api/v1.py", "@frappe.whitelist(methods=['GET'])\ndef read(*, name=None): pass"),
	("CG001", "api/v1.py", "@frappe.whitelist(methods=['GET'])\ndef read(**rest): pass"),
	("CG002", "casework/a.py", "doc.insert(ignore_permissions=True)"),
	("CG002", "casework/a.py", "x = 1\nfrappe.db.sql('select 1')"),
	("CG002", "api/v1.py", "x = 1\nfrappe.get_all('Case')"),
	("CG003", "casework/a.py", "_(f'{x} is late')"),
	("CG003", "casework/a.py", "_('{0} is late'.format(x))"),
	("CG003", "casework/a.py", "_('late ' + x)"),
	("CG004", "casework/a.py", "frappe.db.commit()"),
	("CG005", "casework/a.py", "x = 1\n" * 501),
	("CG006", "hooks.py", "import frappe"),
	("CG006", "hooks.py", "from community_gov import x"),
	("CG007", "casework/a.py", "frappe.get_all('Case', fields=['count(name) as n'])"),
	("CG007", "casework/a.py", "frappe.get_list('Case', fields='sum(points)')"),
	("CG008", "casework/a.py", "frappe.get_all('Case', limit=5)"),
	("CG008", "casework/a.py", "frappe.get_list('Case', page_length=size)"),
	("CG009", "casework/a.py", "if doc.workflow_state == 'Closed': pass"),
	("CG009", "casework/a.py", "ok = doc.get('workflow_state') in ('Closed', 'Open')"),
	("CG009", "casework/a.py", "ok = row['workflow_state'] != 'Closed'"),
	("CG010", "casework/a.py", "due = date.today()"),
	("CG010", "casework/a.py", "day = datetime.datetime.now().date()"),
	("CG010", "casework/a.py", "at = datetime.now(ZoneInfo('Asia/Shanghai'))"),
	("CG010", "casework/a.py", "field(default_factory=datetime.utcnow)"),
	("CG010", "casework/a.py", "written = datetime.fromtimestamp(path.stat().st_mtime)"),
	("CG010", "casework/a.py", "name = time.strftime('%Y%m%d')"),
	("CG010", "casework/a.py", "from frappe.query_builder.functions import Count, Now"),
	("CG011", "casework/a.py", "if frappe.db.count('Case', {'stage': 'Filed'}) > 3: pass"),
	("CG012", "doctype/a/a.py", "class A(Document): pass"),
	("CG013", "api/v1/a.py", "def read(case: str):\n\treturn frappe.db.get_value('Case', case, 'stage')"),
	("CG014", "casework/a.py", "import phonenumbers"),
	("CG014", "registry/a.py", "from openpyxl import load_workbook"),
	("CG014", "registry/a.py", "import os, csv"),
	("CG014", "volunteering/a.py", "from dateutil.parser import parse"),
	("CG014", "casework/a.py", "x = 1\nday = datetime.strptime(text, '%Y-%m-%d')"),
	("CG014", "casework/a.py", "x = 1\nday = date.fromisoformat(row.day)"),
	("CG014", "api/v1/a.py", "def read(since: str):\n\treturn get_datetime(since)"),
	("CG014", "api/v1/a.py", "def read(*, day: str):\n\treturn frappe.utils.getdate(day)"),
]

GOOD = [
	("api/v1.py", "@frappe.whitelist(methods=['GET'])\ndef read(name: str, *, page: int = 1): pass"),
	("api/v1.py", "class Case:\n\t@frappe.whitelist(methods=['POST'])\n\tdef close(self, note: str): pass"),
	("api/v1.py", "# Counts are public, see the integrator guide.\nfrappe.get_all('Case')"),
	("api/v1.py", "frappe.get_list('Case')"),
	("casework/a.py", "frappe.get_all('Case')"),
	("doctype/a/a.py", "class A(ExactDocument): pass"),
	("api/v1/a.py", "def read(case: str):\n\treturn frappe.db.get_value('Case', doc.name, 'stage')"),
	("casework/a.py", "doc.insert(ignore_permissions=True)  # the scheduler has no user"),
	("casework/a.py", "doc.insert(\n\t# the scheduler has no user\n\tignore_permissions=True,\n)"),
	("casework/a.py", "doc.insert(ignore_permissions=flag)"),
	("casework/a.py", "_('{0} is late').format(x)"),
	("casework/a.py", "_(meta.label)"),
	("demo/load.py", "frappe.db.commit()"),
	("commands/simulate.py", "frappe.db.commit()"),
	("casework/a.py", "x = 1\n" * 500),
	("hooks.py", "app_name = 'community_gov'"),
	("permissions/hooks.py", "import frappe"),
	("casework/a.py", "frappe.get_all('Case', fields=['name'], limit=5, order_by='creation desc')"),
	("casework/a.py", "frappe.get_all('Case', limit=0)"),
	("casework/a.py", "if doc.stage == 'Closed': pass"),
	("casework/a.py", "if doc.workflow_state == before.workflow_state: pass"),
	("casework/a.py", "late = now_datetime() > datetime.combine(getdate(), day.time())"),
	("core/sheets.py", "import csv"),
	("casework/a.py", "# EXIF has a form of its own.\nday = datetime.strptime(text, '%Y:%m:%d')"),
	("api/v1/a.py", "def read(since: str):\n\treturn as_moment(since)"),
	("api/v1/a.py", "def read(case: str):\n\treturn getdate(doc.closed_at)"),
	("casework/a.py", "text = day.strftime('%Y'); seconds = time.monotonic() - time.time()"),
]


def found(path, text):
	return {problem.rule for problem in rules.check(f"{APP}/{path}", text)}


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_bad_python_is_refused(rule, path, text):
	assert found(path, text) == {rule}


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_good_python_is_accepted(path, text):
	assert found(path, text) == set()


def test_tests_too_ask_the_site_what_day_it_is():
	text = "day = date.today()"
	assert [problem.rule for problem in rules.check_test("tests/site/test_a.py", text)] == ["CG010"]
	assert rules.check_test("tests/support/site_clock.py", text) == []


def test_a_problem_names_file_line_and_rule():
	[problem] = rules.check(f"{APP}/casework/a.py", "x = 1\nfrappe.db.commit()")
	assert str(problem).startswith(f"{APP}/casework/a.py:2: CG004 ")


def test_the_whole_repository_is_looked_at(tmp_path):
	for name, text in (
		(f"{APP}/a.py", "frappe.db.commit()"),
		(f"{APP}/public/js/a.js", "x;\n" * 501),
		(f"{APP}/public/dist/a.js", "x;\n" * 501),
		("tests/long.py", "x\n" * 501),
		("tests/site/test_late.py", "date.today()"),
		("devtools/long.py", "x\n" * 501),
	):
		(tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
		(tmp_path / name).write_text(text)
	found = [problem.rule for problem in project_problems(tmp_path)]
	assert found == ["CG004", "CG005", "CG010", "CG005", "CG005"]
