"""What the demo's communities decide is as much as the field reports of them."""

from demo_town import council_stories as stories


def test_chuhe_solved_21_problems_and_zhelu_heard_150_opinions():
	assert len(stories.SOLVED) == 21
	assert len({problem.title for problem in stories.SOLVED}) == 21
	assert (stories.RECEIVED, stories.SETTLED) == (150, 30)
	assert sum(problem.in_session for problem in stories.SOLVED) >= 6
