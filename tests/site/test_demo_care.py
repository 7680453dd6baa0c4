"""The demo's care: tags by age and home."""

import pytest

from community_gov.demo.care import tag_for


@pytest.mark.parametrize(
	("age", "at_home", "number", "tag"),
	[
		(85, 4, 0, "高龄老人"),
		(70, 1, 0, "独居老人"),
		(70, 2, 0, "空巢老人"),
		(70, 3, 1, None),
		(8, 3, 1, "留守儿童"),
		(8, 3, 2, None),
		(40, 3, 9, "低保低收入"),
		(40, 3, 5, "残疾人"),
	],
)
def test_a_tag_follows_from_age_and_home(age, at_home, number, tag):
	assert tag_for(age, at_home, number) == tag
