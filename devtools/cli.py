"""The commands of ./dev."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from devtools import shell
from devtools.errors import DevError
from devtools.options import Options, parse

HELP = """Usage: ./dev [--frappe <git url or path>[@ref]] <command> [arguments]

  demo [--fresh]     a running demo community: address, users and passwords
  test [arguments]   every test; arguments go to pytest (--recreate-site: start from a new test site)
  lint               ruff, mypy, biome and the project's own rules
  translations       locale/*.po and main.pot from translations/*.csv
  start, stop        the demo site's web server, background workers and scheduler
  status             what runs, and where
  down               stop everything, MariaDB and Redis included
  clean [--all]      remove this engine's folder (--all: every engine and download)
  bench ...          any bench or Frappe command, e.g. ./dev bench --site community.localhost console
  build              desk assets
  fuzz [number]      generated requests to every endpoint, 20,000 where no number is given
  benchmark [...]    the project's benchmarks (--pages: pages on a weak phone; --scale: a million cases, about 9 GB)
  help               this text

Without --frappe, Frappe is put together from package registries and checked against its official commit;
with it, Frappe comes from a Git repository and lives beside the other engine below .bench/.
DEV_DEBUG=1 shows where in the tools a failure happened.
"""


def main(argv: list[str]) -> int:
	"""Run one command; every failure ends in one sentence and exit status 1."""
	signal.signal(signal.SIGTERM, _interrupt)
	try:
		options = parse(argv)
		return _commands().get(options.command, _unknown)(options)
	except DevError as error:
		return _fail(str(error))
	except KeyboardInterrupt:
		return _fail("Interrupted; run the same command again to go on where it stopped.", 130)
	except BrokenPipeError:
		return 1
	except OSError as error:
		return _fail(f"{error.strerror or error} ({error.filename or 'no file'}); {_os_advice(error)}.")
	except Exception as error:
		what = " ".join(f"{type(error).__name__}: {error}".split())
		return _fail(
			f"./dev failed in a way it does not know ({what}); run it with DEV_DEBUG=1 and report that."
		)


def _interrupt(signum: int, frame: object) -> None:
	raise KeyboardInterrupt


def _os_advice(error: OSError) -> str:
	"""What to do about a failure of the operating system."""
	if isinstance(error, PermissionError):
		return "fix the ownership of the repository folder and run the same command again"
	if error.errno == 28:
		return "make room on the disk and run the same command again"
	return "mend this and run the same command again"


def _fail(sentence: str, code: int = 1) -> int:
	if os.environ.get("DEV_DEBUG") == "1":
		raise
	shell.say(sentence)
	return code


def _commands() -> dict[str, Callable[[Options], int]]:
	from devtools import commands

	return {
		"help": _help,
		"demo": commands.demo,
		"test": commands.test,
		"lint": commands.lint,
		"translations": commands.translations,
		"start": commands.start,
		"stop": commands.stop,
		"status": commands.status,
		"down": commands.down,
		"clean": commands.clean,
		"bench": commands.bench,
		"build": commands.build,
		"fuzz": commands.fuzz,
		"benchmark": commands.benchmark,
	}


def _help(options: Options) -> int:
	sys.stdout.write(HELP)
	return 0


def _unknown(options: Options) -> int:
	raise DevError(f"There is no command {options.command}", "see ./dev help for the commands")
