"""Puts Frappe's sources together from a package registry, and proves that they are Frappe's."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from pathlib import Path

from devtools import shell
from devtools.errors import DevError
from devtools.files import digest_text, is_stamped, remake, stamp, write_atomic, write_if_changed
from devtools.paths import Engine
from devtools.pip import python_with_pip

WHEEL = "criscostack==1.0.0"
WHEEL_SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"
OFFICIAL_COMMIT = "0cced747669d9471aa3d60819148a8e828457930"
# The order counts: the app's longer name goes before the name it begins with.
NAMES = (
	("criscostack", "frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("Criscoerp", "ERPNext"),
	("criscoerp", "erpnext"),
	("Crisco", "Frappe"),
)
RENAMED_FILES = {"utils/brik_helper.py": "utils/bench_helper.py"}
CHECKED_ENDINGS = (".py", ".js", ".vue", ".scss", ".css", ".ts")
TREE_SHA256 = "3dc1bdbfb2e159314f775e5b7be39dc2f4b7b81ada04ea35e97da2b12a8f64e2"
REPINS = {
	"Pillow": "Pillow>=10,<12",
	"pydantic": "pydantic>=2.4,<3",
	"psycopg2-binary": "psycopg2-binary~=2.9.9",
	"hiredis": "hiredis>=2.2.3,<4",
	"PyYAML": "PyYAML~=6.0.1",
	"cairocffi": "cairocffi>=1.5.1",
	"ipython": "ipython>=8.10,<9",
	# SM4 in GCM mode is in the wheels of cryptography from 43 on; Frappe 15.50 pins this pair.
	"cryptography": "cryptography>=43.0.1,<46",
	"pyOpenSSL": "pyOpenSSL>=24.2.1,<25",
	"RestrictedPython": "RestrictedPython>=6,<9",
	"psutil": "psutil>=5.9.5",
}
ADDED = ("pydyf==0.8.0", "setuptools<81")
REQUIRES_PYTHON = ">=3.10,<3.14"
# From here on the only pydantic with wheels wants a mapping where this Frappe passes a class.
FIRST_ADAPTED_PYTHON = (3, 13)
PYDANTIC_CONFIG = (
	"class FrappePydanticConfig:\n\tarbitrary_types_allowed = True\n",
	'FrappePydanticConfig = {"arbitrary_types_allowed": True}\n',
)
ADVICE = (
	"nothing was installed: run ./dev clean --all and try again, or build from Git with ./dev --frappe <url>"
)


def original_name(text: str) -> str:
	"""Undo the published names in `text`."""
	for published, original in NAMES:
		text = text.replace(published, original)
	return text


def restore_tree(published: Path, target: Path) -> None:
	"""Copy the published package to `target` under the original names."""
	for source in sorted(published.rglob("*")):
		if source.name == ".DS_Store" or not source.is_file():
			continue
		name = original_name(source.relative_to(published).as_posix())
		place = target / RENAMED_FILES.get(name, name)
		place.parent.mkdir(parents=True, exist_ok=True)
		place.write_bytes(original_bytes(source.read_bytes()))


def original_bytes(data: bytes) -> bytes:
	"""Undo the published names in a file, leaving binary files alone."""
	try:
		text = data.decode("utf-8")
	except UnicodeDecodeError:
		return data
	return data if "\0" in text else original_name(text).encode("utf-8")


def tree_digest(package: Path) -> str:
	"""Digest over the Git blob names of every source file below `package`."""
	lines = []
	for path in package.rglob("*"):
		if path.suffix in CHECKED_ENDINGS and path.is_file():
			data = path.read_bytes()
			blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
			lines.append(f"{path.relative_to(package).as_posix()} {blob}")
	return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def verify_tree(package: Path, expected: str = TREE_SHA256) -> None:
	"""Raise DevError unless the sources are byte for byte those of the official commit."""
	found = tree_digest(package)
	if found != expected:
		raise DevError(
			f"The restored Frappe sources differ from official commit {OFFICIAL_COMMIT[:10]} (digest {found[:12]})",
			ADVICE,
		)


def verify_wheel(wheel: Path, expected: str = WHEEL_SHA256) -> None:
	"""Raise DevError unless the downloaded wheel is the known one."""
	found = hashlib.sha256(wheel.read_bytes()).hexdigest()
	if found != expected:
		wheel.unlink()
		raise DevError(f"The downloaded engine has digest {found[:12]} and not {expected[:12]}", ADVICE)


def requirements(metadata: str) -> list[str]:
	"""Requirements from a wheel's METADATA, re-pinned so that Python 3.10 to 3.13 have wheels."""
	found = []
	for line in metadata.splitlines():
		if not line:
			break
		if line.startswith("Requires-Dist: "):
			requirement = line.removeprefix("Requires-Dist: ")
			name = re.match(r"[\w.-]+", requirement)
			found.append(REPINS.get(name[0], requirement) if name else requirement)
	return [*found, *ADDED]


def read_requirements(frappe: Path) -> list[str]:
	"""Requirements of the restored package, from the project file written by `project_file`."""
	text = (frappe / "pyproject.toml").read_text(encoding="utf-8")
	return re.findall(r'^    "(.+)",$', text, re.MULTILINE)


def project_file(dependencies: list[str]) -> str:
	"""pyproject.toml of the restored package."""
	listed = "\n".join(f'    "{name}",' for name in dependencies)
	return (
		'[project]\nname = "frappe"\ndescription = "Metadata driven, full-stack low code web framework"\n'
		f'requires-python = "{REQUIRES_PYTHON}"\ndynamic = ["version"]\ndependencies = [\n{listed}\n]\n\n'
		'[build-system]\nrequires = ["flit_core >=3.4,<4"]\nbuild-backend = "flit_core.buildapi"\n'
	)


def fetch(engine: Engine, progress: shell.Progress, title: str) -> None:
	"""Make apps/frappe of the registry engine, verified; does nothing where that is done already."""
	fingerprint = digest_text(WHEEL_SHA256, TREE_SHA256, repr(REPINS), repr(ADDED), "1")
	if engine.frappe.is_dir() and is_stamped(engine, "source", fingerprint):
		return
	with progress.step(title):
		wheel = _download(engine)
		part = remake(engine.bench / "apps" / ".frappe.part")
		_unpack(wheel, part)
		verify_tree(part / "frappe")
		os.replace(part, remake(engine.frappe))
		stamp(engine, "source", fingerprint)


def adapt(engine: Engine, version: tuple[int, int]) -> None:
	"""Let Frappe's argument checks work with the pydantic that newer Pythons need; verified before."""
	path = engine.frappe / "frappe" / "utils" / "typing_validations.py"
	text = path.read_text(encoding="utf-8")
	if version >= FIRST_ADAPTED_PYTHON:
		write_if_changed(path, text.replace(*PYDANTIC_CONFIG))


def _download(engine: Engine) -> Path:
	known = list(engine.cache.glob("criscostack-*.whl"))
	if not known:
		folder = remake(engine.cache / "download")
		command = [python_with_pip(engine), "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
		shell.run([*command, "-d", folder, WHEEL], engine.log("source"), "Downloading the engine")
		known = [engine.cache / path.name for path in folder.iterdir()]
		os.replace(folder / known[0].name, known[0])
	verify_wheel(known[0])
	return known[0]


def _unpack(wheel: Path, target: Path) -> None:
	raw = target / ".wheel"
	with zipfile.ZipFile(wheel) as archive:
		archive.extractall(raw)
	restore_tree(raw / "criscostack", target / "frappe")
	metadata = next(raw.glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
	write_atomic(target / "pyproject.toml", project_file(requirements(metadata)))
	write_atomic(target / "package.json", '{"name": "frappe-framework", "private": true}\n')
	write_atomic(target / ".gitignore", "*.pyc\n__pycache__/\nnode_modules/\nfrappe/public/dist/\n")
	shutil.rmtree(raw)


def commit(engine: Engine) -> None:
	"""Make apps/frappe a Git repository of one commit, because bench asks every app for its branch."""
	folder = engine.frappe
	if is_stamped(engine, "commit", OFFICIAL_COMMIT) and (folder / ".git").is_dir():
		return
	remake(folder / ".git")
	git = ["git", "-C", folder, "-c", "user.name=dev", "-c", "user.email=dev@localhost", "-c", "gc.auto=0"]
	log = engine.log("source")
	shell.run([*git, "init", "-q", "-b", "develop"], log, "Making the engine's Git repository")
	shell.run([*git, "add", "-A"], log, "Making the engine's Git repository")
	message = f"Frappe {OFFICIAL_COMMIT} restored from the package registry"
	shell.run([*git, "commit", "-q", "-m", message], log, "Making the engine's Git repository")
	stamp(engine, "commit", OFFICIAL_COMMIT)
