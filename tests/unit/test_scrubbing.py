"""Words of people without their numbers."""

import pytest

from community_gov.core.scrubbing import HIDDEN, key_of, scrub


@pytest.mark.parametrize(
	"number",
	[
		"13812345678",
		"138 1234 5678",
		"138-1234-5678",
		"+8613812345678",
		"１３８１２３４５６７８",
		"421281199001011234",
		"42128119900101123X",
		"0715-5336789",
		"07155336789",
		"5336789",
		"zhao@demo.example",
	],
)
def test_a_number_of_a_person_is_hidden(number):
	assert scrub(f"我姓赵，电话{number}，谢谢") == f"我姓赵，电话{HIDDEN}，谢谢"


@pytest.mark.parametrize(
	"text", ["三号楼 12 单元 301 室", "2026年11月28日 14:30", "每月 1500 元", "12345 热线", "第 421281 号"]
)
def test_what_is_no_number_of_a_person_stays(text):
	assert scrub(text) == text


def test_copied_words_have_one_key():
	assert key_of("停车太难，请解决！") == key_of(" 停车太难 请解决。\n")
	assert key_of("停车太难") != key_of("停车难")
