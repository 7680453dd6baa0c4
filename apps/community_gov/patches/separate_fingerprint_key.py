"""Sites of before 0.2.0 have fingerprints under their encryption key; they get a key of their own.

Batch by batch, as `bench rotate-fingerprint-key` does it; a migration that was interrupted here goes on where it was.
"""

from community_gov.registry.identity import rotation


def execute() -> None:
	rotation.separate_key()
