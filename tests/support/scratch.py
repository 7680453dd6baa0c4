"""Sites that a test makes and drops again, beside the test site and on the same MariaDB."""

import json
import lzma
import shutil
import subprocess
from pathlib import Path

from devtools import bench, services, shell, templates
from devtools.paths import Engine
from tests.conftest import BENCH, ROOT

ENGINE = Engine(slug=Path(BENCH).name, root=ROOT)
FACTS = "tests.support.site_facts"


class ScratchSite:
	"""A site with a database of its own; `name` ends in .localhost."""

	def __init__(self, name: str):
		self.name = name
		self.database = "cg_" + name.partition(".")[0].replace("-", "_")
		self.log = ENGINE.log(f"site-{name}")

	@property
	def folder(self) -> Path:
		return ENGINE.sites / self.name

	def fill(self, dump: Path, **config: object) -> None:
		"""Makes the site from a dump, packed by xz or not, with keys for its configuration."""
		self.drop()
		plain = ENGINE.services / f"{self.database}.sql"
		with (
			lzma.open(dump) if dump.suffix == ".xz" else dump.open("rb") as source,
			plain.open("wb") as target,
		):
			shutil.copyfileobj(source, target)
		templates.fill(ENGINE, self.name, self.database, plain, self.log)
		plain.unlink()
		bench.set_site_config(ENGINE, self.name, mute_emails=True, pause_scheduler=1, **config)

	def run(self, *words: str) -> str:
		"""A command of Frappe on this site; its output. Raises AssertionError with the output where it fails."""
		command = bench.frappe_command(ENGINE, "--site", self.name, *words)
		env = {**bench.frappe_env(ENGINE), "CI": "1", "HOME": str(Path.home())}
		done = subprocess.run(
			command, cwd=ENGINE.sites, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
		)
		assert done.returncode == 0, f"{words}: {done.stdout[-3000:]}"
		return done.stdout

	def facts(self, kind: str = "kept", sent: str = "") -> dict:
		"""What tests/support/site_facts.py tells of the site."""
		command = [str(ENGINE.python), "-m", FACTS, self.name, kind]
		env = {**bench.frappe_env(ENGINE), "PYTHONPATH": str(ROOT)}
		done = subprocess.run(command, cwd=ENGINE.sites, env=env, input=sent, capture_output=True, text=True)
		assert done.returncode == 0, done.stderr[-3000:]
		return json.loads(done.stdout)

	def config(self) -> dict:
		return json.loads((self.folder / "site_config.json").read_text(encoding="utf-8"))

	def drop(self) -> None:
		users = f"DROP USER IF EXISTS '{self.database}'@'localhost', '{self.database}'@'%'"
		client = ["mariadb", f"--defaults-file={services.write_client_config(ENGINE)}", "-e"]
		statement = f"DROP DATABASE IF EXISTS `{self.database}`; {users};"
		shell.run([*client, statement], self.log, f"Dropping the site {self.name}")
		shutil.rmtree(self.folder, ignore_errors=True)
