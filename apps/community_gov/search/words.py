"""Texts as the words of the index: pairs of neighbouring signs, Latin words, numbers. Pure, no site.

Chinese has no spaces between words, so each pair of signs is one: 路灯不亮 has 路灯, 灯不 and 不亮. Whoever searches 灯不亮
finds all texts that have both of its pairs.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

# Telephones, identity cards and other keys of people: found by their fingerprints, and by nothing else.
_LONG_NUMBER = 7
_OTHER = "other letter"
_GAP = "gap"


def words_of(texts: Iterable[str | None], singles: bool = False) -> set[str]:
	"""The words of texts: `路灯`, `3栋`, `led`, `2026`; width and case make no difference.

	Args:
	        singles: each sign is a word of its own, too, as in names of people.
	"""
	return {word for text in texts for run in _runs(text or "") for word in _words_of_run(run, singles)}


def words_sought(text: str, singles: bool = False) -> set[str]:
	"""The words that a text must have to be found; none where there is less than a pair of signs and no word."""
	found = words_of([text], singles)
	# 张 三: signs that stand alone are taken for one word with spaces in it.
	return found or set(_words_of_run([unit for run in _runs(text) for unit in run], singles))


def number_of(scope: str, word: str) -> int:
	"""The number under which the index keeps a word of one kind of documents: 32 bits.

	Two words that share one are found together; that happens to one pair in four thousand million.
	"""
	return _hash(f"{scope} {word}")


@lru_cache(maxsize=50_000)
def _hash(text: str) -> int:
	return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


def _runs(text: str) -> list[list[str]]:
	"""What stands together without space or punctuation, as its units: a sign, a Latin word, a number."""
	runs: list[list[str]] = [[]]
	for kind, unit in _units(unicodedata.normalize("NFKC", text).casefold()):
		if kind == _GAP:
			runs.append([])
		else:
			runs[-1].append(unit)
	return [run for run in runs if run]


def _units(text: str) -> Iterable[tuple[str, str]]:
	for part in re.findall(r"\d+|[^\W\d_]+|[\W_]+|.", text):
		if part.isdigit():
			yield (_GAP if len(part) >= _LONG_NUMBER else "number", part)
		elif not part[0].isalnum():
			yield _GAP, part
		else:
			yield from _signs_and_words(part)


def _signs_and_words(part: str) -> Iterable[tuple[str, str]]:
	"""Letters of alphabets make words; what is written without spaces stands sign by sign."""
	word = ""
	for sign in part:
		if unicodedata.category(sign) in ("Lo", "Nl", "No"):
			if word:
				yield "word", word
			yield _OTHER, sign
			word = ""
		else:
			word += sign
	if word:
		yield "word", word


def _words_of_run(run: list[str], singles: bool) -> Iterable[str]:
	yield from (one + other for one, other in pairwise(run))
	yield from (unit for unit in run if singles or not _is_sign(unit))


def _is_sign(unit: str) -> bool:
	return len(unit) == 1 and unicodedata.category(unit) in ("Lo", "Nl", "No")
