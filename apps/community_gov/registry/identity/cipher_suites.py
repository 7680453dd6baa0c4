"""The suites of algorithms that protect numbers of people: sealing, opening, fingerprints. Pure, no site.

AES: Fernet (AES-128 in CBC mode with HMAC-SHA-256) and HMAC-SHA-256 (FIPS 197, 180-4, 198-1).
SM: SM4 (GB/T 32907-2016, GM/T 0002-2012) in GCM mode (GB/T 36624-2018), HMAC with SM3 (GB/T 32905-2016,
GM/T 0004-2012; GB/T 15852.2), keys by HKDF (RFC 5869) over SM3.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

AES, SM = "AES / SHA-256", "SM4-GCM / SM3-HMAC"
SUITES = (AES, SM)
# Values say by which suite they were made. Those of AES have no prefix: they are older than this choice.
SEALED_BY_SM, FINGERPRINT_BY_SM = "sm4gcm:", "sm3:"
_SEALING, _FINGERPRINTS = (
	b"community_gov: numbers of people, SM4-GCM",
	b"community_gov: numbers of people, SM3-HMAC",
)
# Bytes of an SM4 key, of a GCM nonce (random, 96 bits) and of a GCM tag.
_KEY, _NONCE, _TAG = 16, 12, 16


class UnreadableError(ValueError):
	"""A sealed number that was made with another key, for another field, or changed since."""


def seal(suite: str, number: str, key: str, binding: str) -> str:
	"""A number encrypted and authenticated, as text that names its suite.

	Args:
	        key: the site's encryption key; SM4 works with one that is derived from it.
	        binding: DocType and field that it belongs to; SM4-GCM authenticates it, Fernet knows no such thing.
	"""
	if suite == AES:
		return Fernet(key.encode()).encrypt(number.encode()).decode()
	nonce = os.urandom(_NONCE)
	encryptor = _sm4(key, modes.GCM(nonce)).encryptor()
	encryptor.authenticate_additional_data(binding.encode())
	sealed = nonce + encryptor.update(number.encode()) + encryptor.finalize() + encryptor.tag
	return SEALED_BY_SM + base64.urlsafe_b64encode(sealed).decode()


def unseal(sealed: str, key: str, binding: str) -> str:
	"""The number behind a sealed value of either suite.

	Raises:
	        UnreadableError: another key, another binding, or a changed value.
	"""
	try:
		if suite_of(sealed) == AES:
			return Fernet(key.encode()).decrypt(sealed.encode()).decode()
		data = base64.urlsafe_b64decode(sealed.removeprefix(SEALED_BY_SM))
		nonce, text, tag = data[:_NONCE], data[_NONCE:-_TAG], data[-_TAG:]
		decryptor = _sm4(key, modes.GCM(nonce, tag)).decryptor()
		decryptor.authenticate_additional_data(binding.encode())
		return (decryptor.update(text) + decryptor.finalize()).decode()
	except (InvalidToken, InvalidTag, ValueError) as error:
		raise UnreadableError from error


def suite_of(sealed: str) -> str:
	"""The suite by which a sealed value was made."""
	return SM if sealed.startswith(SEALED_BY_SM) else AES


def fingerprint(suite: str, text: str, key: str) -> str:
	"""Keyed fingerprint: 64 hex digits of HMAC-SHA-256, or `sm3:` and 52 base32 digits of HMAC-SM3 (256 bits both)."""
	if suite == AES:
		return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
	counted = HMAC(_derived(key, _FINGERPRINTS, 32), hashes.SM3())
	counted.update(text.encode())
	return FINGERPRINT_BY_SM + base64.b32encode(counted.finalize()).decode().rstrip("=").lower()


@lru_cache(maxsize=2)
def is_supported(suite: str) -> bool:
	"""Whether this Python can do it: SM4-GCM is neither in cryptography 41 nor in OpenSSL 3.0; wheels from 43 on have it."""
	try:
		return suite == AES or bool(seal(suite, "1", "key", "") and fingerprint(suite, "1", "key"))
	except UnsupportedAlgorithm:
		return False


def _sm4(key: str, mode: modes.GCM) -> Cipher:
	return Cipher(algorithms.SM4(_derived(key, _SEALING, _KEY)), mode)


@lru_cache(maxsize=8)
def _derived(key: str, purpose: bytes, length: int) -> bytes:
	"""A key of its own for each purpose, so that the site's encryption key itself encrypts nothing of ours."""
	return HKDF(hashes.SM3(), length, None, purpose).derive(key.encode())
