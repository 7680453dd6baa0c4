"""Putting Frappe together from the registry: names, digests, and refusal of anything tampered with."""

import hashlib

import pytest

from devtools import restore
from devtools.errors import DevError
from devtools.paths import Engine

SAMPLE = b"import criscostack\n\ncriscostack.init()  # Crisco, Criscoerp and CRISCOSTACK_HOME of criscoerp\n"
ORIGINAL = b"import frappe\n\nfrappe.init()  # Frappe, ERPNext and FRAPPE_HOME of erpnext\n"


@pytest.fixture
def published(tmp_path):
	package = tmp_path / "criscostack"
	(package / "utils").mkdir(parents=True)
	(package / "criscostack_test").mkdir()
	(package / "utils" / "brik_helper.py").write_bytes(SAMPLE)
	(package / "criscostack_test" / "criscoerp.js").write_bytes(b"criscoerp.call()")
	(package / "logo.png").write_bytes(b"\x89PNG\xff criscostack")
	(package / ".DS_Store").write_bytes(b"\0")
	return package


def test_text_gets_its_original_names():
	assert restore.original_bytes(SAMPLE) == ORIGINAL


def test_binary_files_stay_as_they_are():
	assert restore.original_bytes(b"\x89PNG\xff criscostack") == b"\x89PNG\xff criscostack"
	assert restore.original_bytes(b"\0criscostack") == b"\0criscostack"


def test_files_and_folders_get_their_original_names(published, tmp_path):
	target = tmp_path / "frappe"
	restore.restore_tree(published, target)
	names = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
	assert names == ["frappe_test/erpnext.js", "logo.png", "utils/bench_helper.py"]
	assert (target / "utils" / "bench_helper.py").read_bytes() == ORIGINAL


def test_tree_digest_is_that_of_sorted_git_blobs(tmp_path):
	(tmp_path / "b.py").write_bytes(b"")
	(tmp_path / "a").mkdir()
	(tmp_path / "a" / "c.js").write_bytes(b"hello\n")
	(tmp_path / "notes.md").write_bytes(b"not counted")
	# The blob names are those that `git hash-object` prints for these contents.
	lines = "a/c.js ce013625030ba8dba906f756967f9e9ca394464a\nb.py e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
	assert restore.tree_digest(tmp_path) == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename"])
def test_a_tampered_tree_is_refused(published, tmp_path, change):
	target = tmp_path / "frappe"
	restore.restore_tree(published, target)
	expected = restore.tree_digest(target)
	restore.verify_tree(target, expected)
	helper = target / "utils" / "bench_helper.py"
	if change == "edit":
		helper.write_bytes(ORIGINAL + b"\n")
	elif change == "add":
		(target / "extra.py").write_bytes(b"")
	elif change == "remove":
		helper.unlink()
	else:
		helper.rename(helper.with_name("helper.py"))
	with pytest.raises(DevError, match="differ from official commit 0cced74766"):
		restore.verify_tree(target, expected)


def test_the_expected_digest_is_the_documented_one():
	assert restore.TREE_SHA256 == "3dc1bdbfb2e159314f775e5b7be39dc2f4b7b81ada04ea35e97da2b12a8f64e2"
	assert restore.WHEEL_SHA256 == "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"


def test_another_wheel_is_refused_and_removed(tmp_path):
	wheel = tmp_path / "criscostack-1.0.0-py3-none-any.whl"
	wheel.write_bytes(b"something else")
	with pytest.raises(DevError, match="nothing was installed"):
		restore.verify_wheel(wheel)
	assert not wheel.exists()


def test_requirements_are_repinned_and_end_with_the_header():
	metadata = (
		"Name: x\nRequires-Dist: Pillow~=9.5.0\nRequires-Dist: Click~=8.1.3\n\nRequires-Dist: evil==1\n"
	)
	assert restore.requirements(metadata) == ["Pillow>=10,<12", "Click~=8.1.3", *restore.ADDED]


def test_the_project_file_gives_its_requirements_back(tmp_path):
	names = ["Click~=8.1.3", "bleach[css]~=6.0.0"]
	(tmp_path / "pyproject.toml").write_text(restore.project_file(names))
	assert restore.read_requirements(tmp_path) == names


@pytest.mark.parametrize(("version", "adapted"), [((3, 11), False), ((3, 12), False), ((3, 13), True)])
def test_the_argument_checks_are_adapted_for_newer_pythons_only(tmp_path, version, adapted):
	engine = Engine(root=tmp_path)
	path = engine.frappe / "frappe" / "utils" / "typing_validations.py"
	path.parent.mkdir(parents=True)
	before, after = restore.PYDANTIC_CONFIG
	path.write_text(f"# head\n{before}# tail\n")
	restore.adapt(engine, version)
	restore.adapt(engine, version)
	assert path.read_text() == f"# head\n{after if adapted else before}# tail\n"
