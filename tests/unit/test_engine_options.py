"""Reading ./dev's command line, above all --frappe <git url or path>[@ref]."""

import pytest

from devtools import bench, cli, environment, interpreter, official, system
from devtools.errors import DevError
from devtools.options import parse, split_ref
from devtools.paths import Engine


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("https://git.example/frappe/frappe", ("https://git.example/frappe/frappe", None)),
		("https://git.example/frappe/frappe@v15.50.0", ("https://git.example/frappe/frappe", "v15.50.0")),
		("https://user@git.example/frappe", ("https://user@git.example/frappe", None)),
		("https://user@git.example/frappe@develop", ("https://user@git.example/frappe", "develop")),
		("ssh://git@git.example/frappe@feature/x", ("ssh://git@git.example/frappe", "feature/x")),
		("git@git.example:frappe/frappe.git", ("git@git.example:frappe/frappe.git", None)),
		("git@git.example:frappe/frappe.git@v16", ("git@git.example:frappe/frappe.git", "v16")),
		("../frappe@develop", ("../frappe", "develop")),
	],
)
def test_the_ref_is_split_from_the_address(text, expected):
	assert split_ref(text) == expected


def test_a_folder_with_an_at_sign_is_no_ref(tmp_path):
	folder = tmp_path / "me@home"
	folder.mkdir()
	assert split_ref(str(folder)) == (str(folder), None)


@pytest.mark.parametrize(
	"argv",
	[
		["--frappe", "https://x/frappe@v15", "test", "-k", "a"],
		["test", "--frappe", "https://x/frappe@v15", "-k", "a"],
		["test", "-k", "a", "--frappe=https://x/frappe@v15"],
	],
)
def test_frappe_may_stand_before_or_after_the_command(argv):
	options = parse(argv)
	assert (options.command, options.args) == ("test", ["-k", "a"])
	assert (options.engine.source, options.engine.ref) == ("https://x/frappe", "v15")


def test_engines_have_folders_of_their_own(tmp_path):
	slugs = {
		parse(argv, tmp_path).engine.bench
		for argv in (
			[],
			["--frappe", "https://x/frappe"],
			["--frappe", "https://x/frappe@v15"],
			["--frappe", "https://y/frappe"],
		)
	}
	assert len(slugs) == 4
	assert parse([], tmp_path).engine.bench == tmp_path / ".bench" / "registry"


def test_words_after_two_dashes_are_left_alone():
	assert parse(["bench", "--", "--frappe", "x"]).args == ["--", "--frappe", "x"]


@pytest.mark.parametrize("argv", [["--frappe"], ["--frappe="], ["--frappe", "--fresh"]])
def test_a_missing_repository_is_said(argv):
	with pytest.raises(DevError, match="without a repository"):
		parse(argv)


def test_no_command_means_help(capsys):
	assert cli.main([]) == 0
	assert "Usage: ./dev" in capsys.readouterr().out


def test_every_command_of_the_help_exists():
	named = {
		"demo",
		"test",
		"lint",
		"translations",
		"start",
		"stop",
		"status",
		"down",
		"clean",
		"bench",
		"build",
		"benchmark",
		"fuzz",
		"help",
	}
	assert set(cli._commands()) == named
	assert all(name in cli.HELP for name in named)


@pytest.mark.parametrize(
	("args", "site"),
	[
		(["--site", "a", "migrate"], "a"),
		(["--site=b", "migrate"], "b"),
		(["migrate"], None),
		(["migrate", "--site"], None),
	],
)
def test_the_site_of_a_bench_command(args, site):
	assert bench.site_of(args) == site


@pytest.mark.parametrize(
	("requirement", "expected"),
	[
		("PyPika @ git+https://git.example/pypika@0939", "PyPika>=0.48.9,<0.52"),
		("gunicorn @ git+https://git.example/gunicorn@bb55", "gunicorn>=22,<24"),
		("other @ git+https://git.example/other", "other"),
		("Click~=8.2.0", "Click~=8.2.0"),
	],
)
def test_git_requirements_come_from_the_registry(requirement, expected):
	assert official.from_registry(requirement) == expected


@pytest.mark.parametrize(
	("requires", "version", "expected"),
	[
		(">=3.10,<3.14", (3, 10), True),
		(">=3.10,<3.14", (3, 14), False),
		(">=3.14", (3, 13), False),
		(">=3.10,<3.13", (3, 13), False),
		("~=3.11", (3, 12), True),
		("", (3, 12), True),
	],
)
def test_requires_python(requires, version, expected):
	assert interpreter.allows(requires, version) is expected


def test_no_fitting_interpreter_is_said_in_one_sentence():
	with pytest.raises(DevError, match=r"wants Python >=3\.99 and none was found") as caught:
		interpreter.find(">=3.99")
	assert "\n" not in str(caught.value)


def test_a_machine_with_only_a_newer_python_gets_one_that_fits(tmp_path, monkeypatch):
	asked = []
	monkeypatch.setattr(interpreter, "candidates", lambda: iter(["python-of-testing"]))
	monkeypatch.setattr(interpreter, "version_of", lambda name: (3, 14))
	monkeypatch.setattr(system, "_apt_install", lambda engine, packages, extra: asked.append(packages))
	environment.ensure_interpreter(Engine(root=tmp_path))
	assert asked == [[("python3.13-venv",)]]


def test_a_machine_with_a_fitting_python_gets_none(tmp_path, monkeypatch):
	monkeypatch.setattr(interpreter, "version_of", lambda name: (3, 12))
	monkeypatch.setattr(system, "_apt_install", lambda *given: pytest.fail("apt was called"))
	environment.ensure_interpreter(Engine(root=tmp_path))


def test_entries_leave_a_lock_file_whole():
	lock = (
		'# head\n\n\n"a@git+https://x/a":\n  version "1"\n\nab@^1:\n  version "1"\n\na@^2:\n  version "2"\n'
	)
	assert official.without_entries(lock, ["a"]) == '# head\n\nab@^1:\n  version "1"'
	assert official.without_entries(lock, []) == lock
