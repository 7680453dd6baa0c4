"""The rules of the desk's scripts, run by biome itself over scripts that it has to refuse or to accept."""

import shutil
import subprocess
from hashlib import sha256

import pytest

from devtools.lint import programs
from devtools.paths import ROOT, Engine

DENIED, UNDECLARED, OWN = "noRestrictedGlobals", "noUndeclaredVariables", " plugin "
BAD = [
	(DENIED, "cur_frm.save();"),
	(UNDECLARED, "function_of_nobody();"),
	(OWN, "frappe.call({ method: L, async: false });"),
	(OWN, "if (frappe.doc.workflow_state === 'Closed') frappe.go();"),
	(OWN, "const done = (doc) => 'Closed' !== doc['workflow_state'];\nfrappe.use(done);"),
	(OWN, "frappe.say(__(`${frappe.name} is late`));"),
	(OWN, "frappe.say(__('late ' + frappe.name, [1]));"),
]
GOOD = [
	"frappe.save();",
	"// cur_frm is gone, and async: false with it",
	"frappe.call({ async: true });",
	"frappe.say(__('{0} is late', [`${frappe.name}!`]));",
	"if (frappe.doc.workflow_state === frappe.before.workflow_state) frappe.go();",
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
	"""A repository with our rules and nothing else."""
	root = tmp_path_factory.mktemp("scripts")
	for name in ("biome.json", "devtools/lint/biome/frappe.grit"):
		(root / name).parent.mkdir(parents=True, exist_ok=True)
		shutil.copyfile(ROOT / name, root / name)
	return root


def lint(root, text: str) -> subprocess.CompletedProcess:
	script = root / "apps" / "community_gov" / "a.js"
	script.parent.mkdir(parents=True, exist_ok=True)
	script.write_text(text + "\n", encoding="utf-8")
	command = [programs.biome(Engine()), "lint", "--error-on-warnings", "--colors=off", root]
	return subprocess.run(command, capture_output=True, text=True, cwd=root)


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_script_is_refused(tree, rule, text):
	answer = lint(tree, text)
	assert answer.returncode == 1
	assert rule in answer.stdout + answer.stderr


@pytest.mark.parametrize("text", GOOD)
def test_good_script_is_accepted(tree, text):
	answer = lint(tree, text)
	assert answer.returncode == 0, answer.stdout + answer.stderr


def test_libraries_of_others_are_as_they_were_released():
	"""Their digests stand in the README beside them."""
	folder = ROOT / "apps" / "community_gov" / "public" / "js" / "lib"
	texts = list(folder.rglob("*.js"))
	assert texts
	for path in texts:
		digest = sha256(path.read_bytes()).hexdigest()
		assert f"`{digest}`" in (path.parent / "README.md").read_text(encoding="utf-8"), path
