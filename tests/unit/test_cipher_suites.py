"""The two suites that protect numbers: there and back, bound to their field, keyed, and told apart by what is stored."""

from unittest.mock import patch

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from community_gov.registry.identity import cipher_suites
from community_gov.registry.identity.cipher_suites import AES, SM, SUITES

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
NUMBERS = st.text(min_size=1, max_size=40)
BINDING = "Resident/identity"


@given(suite=st.sampled_from(SUITES), number=NUMBERS)
def test_a_number_comes_back_and_no_two_sealed_values_are_the_same(suite, number):
	one, two = (cipher_suites.seal(suite, number, KEY, BINDING) for _ in range(2))
	assert cipher_suites.unseal(one, KEY, BINDING) == cipher_suites.unseal(two, KEY, BINDING) == number
	assert one != two and cipher_suites.suite_of(one) == suite
	with pytest.raises(cipher_suites.UnreadableError):
		cipher_suites.unseal(one, OTHER_KEY, BINDING)


@given(suite=st.sampled_from(SUITES), number=NUMBERS, other=NUMBERS)
def test_a_fingerprint_tells_numbers_and_keys_apart_and_fits_its_column(suite, number, other):
	print_of = cipher_suites.fingerprint
	assert (print_of(suite, number, KEY) == print_of(suite, other, KEY)) == (number == other)
	assert print_of(suite, number, KEY) != print_of(suite, number, OTHER_KEY)
	assert len(print_of(suite, number, KEY)) <= 64
	assert print_of(suite, number, KEY).startswith("sm3:") == (suite == SM)


@given(number=NUMBERS, at=st.integers(min_value=0), bit=st.integers(0, 5))
def test_a_changed_sealed_value_opens_nothing(number, at, bit):
	sealed = cipher_suites.seal(SM, number, KEY, BINDING)
	body = bytearray(cipher_suites.base64.urlsafe_b64decode(sealed.removeprefix("sm4gcm:")))
	body[at % len(body)] ^= 1 << bit
	changed = "sm4gcm:" + cipher_suites.base64.urlsafe_b64encode(bytes(body)).decode()
	with pytest.raises(cipher_suites.UnreadableError):
		cipher_suites.unseal(changed, KEY, BINDING)


def test_a_number_of_another_field_opens_nothing():
	sealed = cipher_suites.seal(SM, "13800138000", KEY, "Resident/mobile")
	for binding in ("Resident/identity", "Volunteer/mobile"):
		with pytest.raises(cipher_suites.UnreadableError):
			cipher_suites.unseal(sealed, KEY, binding)


@pytest.mark.parametrize("value", ["", "sm4gcm:", "sm4gcm:AAAA", "sm4gcm:%%%", "gAAAAA", "证件"])
def test_what_was_never_sealed_is_unreadable(value):
	with pytest.raises(cipher_suites.UnreadableError):
		cipher_suites.unseal(value, KEY, BINDING)


def test_values_of_before_stay_readable():
	assert cipher_suites.unseal(Fernet(KEY.encode()).encrypt(b"1234").decode(), KEY, BINDING) == "1234"
	expected = "c702e187e6363f41"
	assert cipher_suites.fingerprint(AES, "11010519491231002X", "key")[:16] == expected


def test_the_sm_fingerprint_is_hmac_under_a_derived_key():
	key = HKDF(SM3(), 32, None, b"community_gov: numbers of people, SM3-HMAC").derive(KEY.encode())
	counted = HMAC(key, SM3())
	counted.update(b"11010519491231002X")
	expected = cipher_suites.base64.b32encode(counted.finalize()).decode().rstrip("=").lower()
	assert cipher_suites.fingerprint(SM, "11010519491231002X", KEY) == f"sm3:{expected}"


def test_an_openssl_without_sm4_gcm_is_noticed():
	cipher_suites.is_supported.cache_clear()
	with patch.object(cipher_suites, "_sm4", side_effect=UnsupportedAlgorithm("no")):
		assert (cipher_suites.is_supported(AES), cipher_suites.is_supported(SM)) == (True, False)
	cipher_suites.is_supported.cache_clear()
	assert cipher_suites.is_supported(SM)
