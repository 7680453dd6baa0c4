"""The rules of the stages: what each demands and what entering it does. One table a document."""

from community_gov.casework.deadlines import adjustments, due_times, escalation_levels, post_limits
from community_gov.casework.dispatch import dispatching, routing
from community_gov.casework.intake import following
from community_gov.casework.lifecycle import guards, notifications
from community_gov.casework.quality import checking
from community_gov.core.stages.rules import StageRule

CASE_STAGE_RULES = {
	"Reported": StageRule("reported_at", computes=(post_limits.set_stage_due,)),
	"Verifying": StageRule("verifying_at", effects=(checking.request_verification,)),
	"Accepted": StageRule(
		"accepted_at",
		guards=(guards.needs_verified, guards.needs_reason_if_reopened),
		computes=(due_times.reset_clock, post_limits.set_stage_due),
		effects=(notifications.tell_reporter,),
	),
	"Filed": StageRule(
		"filed_at",
		guards=(guards.needs_grid, guards.needs_category),
		computes=(
			escalation_levels.set_first_level,
			routing.route_when_filed,
			due_times.end_suspension,
			due_times.set_due,
			post_limits.set_stage_due,
		),
	),
	"Dispatched": StageRule(
		"dispatched_at",
		guards=(guards.needs_grid, guards.needs_units),
		computes=(due_times.end_suspension, due_times.start_clock, post_limits.end_stage_due),
		effects=(dispatching.open_dispatches, due_times.share_due),
	),
	"Handling": StageRule(
		"handling_at", guards=(guards.needs_accepted_dispatch,), computes=(post_limits.end_stage_due,)
	),
	"Checking": StageRule(
		"checking_at",
		guards=(guards.needs_answers,),
		computes=(due_times.stop_clock, post_limits.set_stage_due),
		effects=(checking.request_inspection, adjustments.lapse_open),
	),
	"Closed": StageRule(
		"closed_at",
		guards=(guards.needs_no_open_dispatch, guards.needs_passed_inspection, guards.refuses_handler),
		computes=(due_times.stop_clock, post_limits.end_stage_due),
		effects=(
			checking.withdraw_pending,
			adjustments.lapse_open,
			notifications.tell_reporter,
			following.tell_followers,
		),
	),
	"Rejected": StageRule(
		"rejected_at",
		guards=(guards.needs_reason, guards.needs_no_open_dispatch),
		computes=(due_times.stop_clock, post_limits.end_stage_due),
		effects=(checking.withdraw_pending, adjustments.lapse_open, notifications.tell_reporter),
	),
	"Suspended": StageRule(
		"suspended_at",
		guards=(guards.needs_reason, guards.needs_suspension_left),
		computes=(due_times.begin_suspension, post_limits.end_stage_due),
		effects=(due_times.share_due,),
	),
}

DISPATCH_STAGE_RULES = {
	"Dispatched": StageRule("dispatched_at", "dispatched_by", effects=(dispatching.tell_handlers,)),
	"Handling": StageRule("accepted_at", "accepted_by", effects=(dispatching.start_handling,)),
	"Closed": StageRule(
		"answered_at", "answered_by", guards=(guards.needs_answer_text,), effects=(dispatching.count_answer,)
	),
	"Rejected": StageRule("ended_at", guards=(guards.needs_reason,), effects=(dispatching.count_return,)),
}
