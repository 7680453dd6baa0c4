"""What each stage of a redemption demands and does: requested, approved, handed over, released."""

from community_gov.core.stages.rules import StageRule
from community_gov.volunteering.rewards.redemption import hold, release
from community_gov.volunteering.rewards.redemption_guards import (
	needs_pickup_code,
	refuse_own_approval,
	refuse_slip_printer,
)
from community_gov.volunteering.rewards.settlement import settle_rest

REDEMPTION_STAGE_RULES = {
	"Requested": StageRule("requested_at", effects=(hold,)),
	"Approved": StageRule("approved_at", "approved_by", guards=(refuse_own_approval,)),
	"Handed Over": StageRule(
		"ended_at",
		"ended_by",
		guards=(refuse_own_approval, refuse_slip_printer, needs_pickup_code),
		effects=(settle_rest,),
	),
	"Released": StageRule("ended_at", "ended_by", effects=(release,)),
}
