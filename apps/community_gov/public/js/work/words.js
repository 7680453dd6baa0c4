// What things of the queue are called, and what is left of their time.
import { __, data } from "../snapshot/page";
import { left_of } from "./times";

const TASKS = {
	"Case Check:Verification": () => __("Verify on site"),
	"Case Check:Inspection": () => __("Inspect the result"),
	"Case Dispatch:Accept": () => __("Accept the order"),
	"Case Dispatch:Answer": () => __("Solve and answer"),
	"Supervision Order:Supervision": () => __("Supervision order"),
	"Case Adjustment:Extension": () => __("Asks for more time"),
	"Case Adjustment:Suspension": () => __("Asks for a suspension"),
	"Case Adjustment:Return": () => __("Asks to return the order"),
	"Case Appeal:Appeal": () => __("Decide the appeal"),
	"Case:Reported": () => __("Accept the report"),
	"Case:Verifying": () => __("Accept after verification"),
	"Case:Accepted": () => __("File the case"),
	"Case:Filed": () => __("Dispatch the case"),
	"Case:Checking": () => __("Close the case"),
	"Help Request:Help": () => __("Help request"),
	"Community Notice:Approval": () => __("Approve the notice"),
};
const VISITS = {
	"Door-knock": () => __("Door-knock"),
	"Home Visit": () => __("Home Visit"),
	"Evening Visit": () => __("Evening Visit"),
	"Phone Call": () => __("Phone Call"),
};
export const RESULTS = {
	Met: () => __("Met"),
	"Nobody at Home": () => __("Nobody at home"),
	Declined: () => __("Refused the visit"),
	"Moved Away": () => __("Moved away"),
};

export const task_of = ({ doctype, task, stage }) =>
	(TASKS[`${doctype}:${task}`] || VISITS[task])?.() || data.stages_of[doctype]?.[stage] || task;

export const stage_words = (stage) => data.stages_of.Case?.[stage] || stage;

export const visit_kind = (kind) => VISITS[kind]?.() || kind;

const LEFT = {
	minutes: (amount) => __("{0} min left", [amount]),
	hours: (amount) => __("{0} h left", [amount]),
	days: (amount) => __("{0} days left", [amount]),
};
const OVER = {
	minutes: (amount) => __("{0} min over", [amount]),
	hours: (amount) => __("{0} h over", [amount]),
	days: (amount) => __("{0} days over", [amount]),
};

/** What is left of a time, or by how much it is over. */
export function left_words(minutes) {
	const { is_over, amount, unit } = left_of(minutes);
	return (is_over ? OVER : LEFT)[unit](amount);
}
