"""The content security policy is the app's, or the site's own where its other apps need one."""

import pytest
from werkzeug.wrappers import Response

from community_gov.core.headers import KEY, add_headers

NAME = "Content-Security-Policy"


@pytest.fixture
def policy(site):
	"""policy(own) -> the header of a page where the site's configuration holds `own`."""
	before = site.local.conf.get(KEY)

	def send(own: str | None, **headers) -> str | None:
		site.local.conf[KEY] = own
		response = Response("<p>x</p>", mimetype="text/html", headers=headers)
		add_headers(response)
		return response.headers.get(NAME)

	yield send
	site.local.conf[KEY] = before


def test_without_one_of_its_own_a_site_loads_from_itself_alone(policy):
	sent = policy(None)
	assert "default-src 'self'" in sent and "script-src 'self'" in sent and "object-src 'none'" in sent


def test_a_site_writes_its_own_or_none(policy):
	assert policy("default-src https:") == "default-src https:"
	assert policy("") is None


def test_what_another_app_has_set_stays(policy):
	assert policy(None, **{NAME: "default-src 'none'"}) == "default-src 'none'"


def test_files_have_no_policy_but_are_not_guessed_at(site):
	response = Response("x", mimetype="application/json")
	add_headers(response)
	assert NAME not in response.headers and response.headers["X-Content-Type-Options"] == "nosniff"
