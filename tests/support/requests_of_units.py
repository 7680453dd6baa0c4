"""What units ask of the centre, as REST tests need it."""

from tests.support.site_clock import in_days


def suspend(login, case: str, reason: str) -> None:
	"""An operator asks for a suspension of thirty days, the duty chief grants it."""
	asked = login("operator").call(
		"clock.ask", case=case, kind="Suspension", reason=reason, resume_on=in_days(30)
	)
	assert asked.status == 200, asked
	granted = login("chief").call("clock.rule", adjustment=asked.data["adjustment"], action="Grant")
	assert granted.status == 200, granted
