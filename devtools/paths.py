"""Where everything of one engine lies: `.bench/<slug>/` is both its folder and its Frappe bench."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APP = "community_gov"
DEMO_SITE = "community.localhost"
TEST_SITE = "test.localhost"
# Filled with a million cases by `./dev benchmark --scale`.
SCALE_SITE = "scale.localhost"
SITES = (DEMO_SITE, TEST_SITE, SCALE_SITE)
# A copy of the test site, for tests that run side by side.
SECOND_TEST_SITE = "test2.localhost"
TEST_SITES = (TEST_SITE, SECOND_TEST_SITE)
ROOT = Path(__file__).resolve().parent.parent
DEVTOOLS = ROOT / "devtools"


@dataclass(frozen=True)
class Engine:
	"""One Frappe with its bench, services and sites; `source` is None for the registry engine."""

	slug: str = "registry"
	source: str | None = None
	ref: str | None = None
	root: Path = ROOT

	@property
	def home(self) -> Path:
		"""Folder of all engines and of what they share."""
		return self.root / ".bench"

	@property
	def bench(self) -> Path:
		"""Folder of this engine, which is a complete bench."""
		return self.home / self.slug

	@property
	def sites(self) -> Path:
		return self.bench / "sites"

	@property
	def frappe(self) -> Path:
		return self.bench / "apps" / "frappe"

	@property
	def python(self) -> Path:
		return self.bench / "env" / "bin" / "python"

	@property
	def logs(self) -> Path:
		return self.bench / "logs"

	@property
	def services(self) -> Path:
		return self.bench / "services"

	@property
	def state(self) -> Path:
		return self.bench / ".state"

	@property
	def desk(self) -> Path:
		"""Where node modules for the desk build are installed."""
		return self.bench / "desk"

	@property
	def cache(self) -> Path:
		return self.home / "cache"

	@property
	def tools(self) -> Path:
		return self.home / "tools"

	def log(self, name: str) -> Path:
		"""Path of the log called `name`; its folder exists afterwards."""
		self.logs.mkdir(parents=True, exist_ok=True)
		return self.logs / f"{name}.log"
