"""Unified social credit codes of legal persons and other organisations. Pure, no site.

GB 32100-2015 with amendment 1 of 2016: registering authority and kind of body (table 1), six digits of the division, nine
characters of the organisation, and a check character (ISO 7064 MOD 31-3), which `stdnum` computes. The library knows
digits in the first two places only; village cooperatives, bodies of the army and others have letters there.
"""

import re

from stdnum.cn import uscc

from community_gov.core.plain_text import number_text

# Registering authority -> kinds of body: N1 组级集体经济组织, N2 村级集体经济组织, N3 乡镇级集体经济组织, Y1 others.
KINDS = {
	**{
		"1": "1239",
		"2": "19",
		"3": "123459",
		"4": "19",
		"5": "1239",
		"6": "19",
		"7": "129",
		"8": "19",
		"9": "123",
	},
	**{"A": "19", "N": "1239", "Y": "1"},
}
_CODE = re.compile(r"[0-9AN-Y]\d{7}[0-9A-HJ-NPQRTUWXY]{10}")


class BadCreditCodeError(ValueError):
	"""The code fails its form or its check character."""


def check(code: str) -> str:
	"""The 18 characters of a code as people type it. Raises BadCreditCodeError."""
	text = number_text(code)
	if not _CODE.fullmatch(text) or text[1] not in KINDS.get(text[0], ""):
		raise BadCreditCodeError("form")
	if uscc.calc_check_digit(text[:17]) != text[17]:
		raise BadCreditCodeError("check character")
	return text
