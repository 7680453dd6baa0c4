"""Which site this process tests: workers that run side by side have one each."""

import os

from devtools.paths import TEST_SITES
from devtools.processes import engine_of, site_env

BENCH = os.environ.get("COMMUNITY_GOV_BENCH", "")


def take_site() -> str:
	"""The site of this process; what it starts finds the site and its queue in the environment."""
	number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
	if number:
		os.environ.update(site_env(engine_of(BENCH), TEST_SITES[number]))
	return os.environ.get("COMMUNITY_GOV_SITE", TEST_SITES[0])
