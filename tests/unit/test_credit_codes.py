"""Unified social credit codes of every kind of body."""

import pytest
from stdnum.cn import uscc

from community_gov.core.credit_codes import KINDS, BadCreditCodeError, check


def code_of(authority: str, kind: str) -> str:
	first = f"{authority}{kind}421281MA4FICTX1".replace("I", "1")
	return first + uscc.calc_check_digit(first)


@pytest.mark.parametrize(("authority", "kinds"), KINDS.items())
def test_each_kind_of_body(authority, kinds):
	for kind in kinds:
		code = code_of(authority, kind)
		assert check(code) == code
		assert check(f" {code[:8]}\u2011{code[8:].lower()}") == code


def test_codes_of_the_standard():
	"""GB 32100-2015 gives the first as its example."""
	for code in ("91350100M000100Y43", "91110000600037341L"):
		assert check(code) == code


@pytest.mark.parametrize("body", [("9", "9"), ("N", "4"), ("B", "1"), ("Y", "9"), ("0", "1")])
def test_bodies_that_do_not_exist(body):
	with pytest.raises(BadCreditCodeError):
		check(code_of(*body))


@pytest.mark.parametrize("code", ["", "N2421281MA4F1CTX1", "91350100M000100Y44", "91350100M00O100Y43"])
def test_wrong_form_or_check(code):
	with pytest.raises(BadCreditCodeError):
		check(code)
