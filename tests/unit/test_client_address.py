"""Which address a limit counts by: not the one that the client writes itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core.client_address import LOOPBACK, client_of

PROXIES = ("127.0.0.0/8", "10.0.0.5", "fd00::/8")


@pytest.mark.parametrize(
	("peer", "forwarded", "trusted", "expected"),
	[
		("203.0.113.9", "", LOOPBACK, "203.0.113.9"),
		("203.0.113.9", "1.2.3.4", LOOPBACK, "203.0.113.9"),
		("127.0.0.1", "203.0.113.9", LOOPBACK, "203.0.113.9"),
		("127.0.0.1", "1.2.3.4, 203.0.113.9", LOOPBACK, "203.0.113.9"),
		("127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.5", PROXIES, "203.0.113.9"),
		("10.0.0.5", "203.0.113.9", PROXIES, "203.0.113.9"),
		("10.0.0.6", "203.0.113.9", PROXIES, "10.0.0.6"),
		("fd00::1", "2001:db8::7", PROXIES, "2001:db8::7"),
		("::1", "[2001:db8::7]", LOOPBACK, "2001:db8::7"),
		("127.0.0.1", "1.2.3.4", (), "127.0.0.1"),
		(None, "203.0.113.9", LOOPBACK, "203.0.113.9"),
		("", "", LOOPBACK, "127.0.0.1"),
		("127.0.0.1", "unknown", LOOPBACK, "127.0.0.1"),
		("127.0.0.1", "1.2.3.4, <script>", LOOPBACK, "127.0.0.1"),
		("127.0.0.1", " , ,", LOOPBACK, "127.0.0.1"),
	],
)
def test_the_last_address_that_no_proxy_has(peer, forwarded, trusted, expected):
	assert client_of(peer, forwarded, trusted) == expected


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=5), st.text(max_size=20))
def test_what_a_client_writes_changes_nothing(written, more):
	"""The proxy on this machine adds the client's address at the end, whatever stood there before."""
	forwarded = ", ".join([*written, more.replace(",", ""), "203.0.113.9"])
	assert client_of("127.0.0.1", forwarded, LOOPBACK) == "203.0.113.9"
