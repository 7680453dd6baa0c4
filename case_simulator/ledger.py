"""The rows that one planned case leaves behind, computed with the functions that the live code uses."""

from frappe import _

from case_simulator import shape, steps
from case_simulator.facts import Facts
from case_simulator.live import RESOLUTION, reported_values, resume_on
from case_simulator.plan import CasePlan
from case_simulator.steps import Step
from community_gov.casework.deadlines.due_times import STOPPED
from community_gov.casework.dispatch.routing import BY_HAND, NO_RULE, ROUTED
from community_gov.casework.quality.feedback import BY_CODE
from community_gov.core.codes import fingerprint, secret_code
from community_gov.core.stages.rules import STAGES_OF

STAGE_DUE = {
	"Reported": "accept_due_at",
	"Accepted": "file_due_at",
	"Filed": "dispatch_due_at",
	"Checking": "close_due_at",
}


class Ledger:
	"""Plays a plan on plain values: `rows` has the rows by DocType.

	Args:
	        number: (series, moment) -> the next name of that day.
	        key: () -> a name for a row that has no number.
	"""

	def __init__(self, facts: Facts, plan: CasePlan, number, key):
		self.facts, self.plan, self.number, self.key = facts, plan, number, key
		self.rows: dict[str, list[dict]] = {"Case": [], "Case Event": []}
		acts = {
			steps.REPORT: self.report,
			steps.TAKE: self.take,
			steps.RETURN: self.give_back,
			steps.ANSWER: self.answer,
			steps.PASS: self.check,
			steps.FAIL: self.check,
			steps.ASK_PAUSE: self.ask_pause,
			steps.GRANT_PAUSE: self.grant_pause,
			steps.RATE: self.rate,
		}
		for step in plan.steps:
			self.at, self.user = step.at, facts.users[step.user]
			acts.get(step.kind, self.act)(step)

	def add(self, doctype: str, name: str, **values) -> dict:
		at, user = self.at, self.user
		row = {"name": name, "creation": at, "modified": at, "owner": user, "modified_by": user, **values}
		if doctype in self.rows:
			self.rows[doctype].append(row)
		else:
			self.rows[doctype] = [row]
		return row

	def event(self, step: Step, event: str, **values) -> None:
		self.add(
			"Case Event",
			self.key(),
			case_file=self.case["name"],
			event=event,
			happened_at=self.at,
			actor=self.user,
			actor_name=self.facts.full_names[step.user],
			sequence=len(self.rows["Case Event"]) + 1,
			photos="",
			**values,
		)

	def touch(self, row: dict) -> None:
		row["modified"], row["modified_by"] = self.at, self.user

	def enter(self, step: Step, event: str, target: tuple[str, str], note: str | None = None) -> None:
		"""The case enters a state: stamps, deadlines of the post, event."""
		case, (state, stage) = self.case, target
		before = {"from_stage": case.get("stage"), "from_state": case.get("workflow_state")}
		case.update(workflow_state=state, stage=stage, stage_category=STAGES_OF["Case"][stage])
		case[f"{stage.lower()}_at"] = case["stage_since"] = self.at
		if stage in STOPPED and before["from_stage"] not in STOPPED:
			self.stop_clock()
		self.set_stage_due(stage)
		self.touch(case)
		self.event(step, event, **before, to_stage=stage, to_state=state, note=note)

	def stop_clock(self) -> None:
		"""Before a unit has the case, no clock ran."""
		case, hours = self.case, (0.0, 0.0)
		if case.get("clock_started_at"):
			unit = self.dispatch["unit"]
			hours = self.facts.hours(case["category"], unit, case["clock_started_at"], self.at)
		case["clock_stopped_at"], (case["used_hours"], case["limit_hours"]) = self.at, hours

	def set_stage_due(self, stage: str) -> None:
		case, due = self.case, None
		if stage in STAGE_DUE:
			due = case[STAGE_DUE[stage]] = self.facts.stage_due(stage, case["urgency"], self.at)
		case["stage_due_at"] = due

	def move(self, step: Step, event: str, stage: str, note: str | None = None) -> None:
		self.enter(step, event, self.facts.moved("Case", self.case["workflow_state"], stage, event), note)

	def report(self, step: Step) -> None:
		values = reported_values(self.plan)
		urgency = self.facts.urgency(values["category"], self.plan.text)
		stands = {
			"urgency": urgency,
			"reporter": self.user,
			"tracking_code_fingerprint": fingerprint(secret_code(16)),
		}
		counts = {"round": 1, "observed_at": self.at}
		self.case = self.add("Case", self.number("CASE", self.at), **values, **stands, **counts)
		self.set_limit(values["category"])
		first = self.facts.begins["Case"]
		self.enter(step, "Reported", (first, "Reported"))

	def set_limit(self, category: str | None) -> None:
		if category:
			condition, value, unit = self.facts.limit(category)
			self.case.update(
				category=category, filing_condition=condition, limit_value=value, limit_unit=unit
			)

	def act(self, step: Step) -> None:
		"""A workflow action on the case itself."""
		if step.kind == steps.ACCEPT and self.plan.source == shape.PUBLIC:
			self.set_limit(self.plan.category)
		if step.kind == steps.CLOSE:
			self.case["resolution"] = RESOLUTION
		if step.kind == steps.DISPATCH:
			self.name_unit(step)
		target = self.facts.step("Case", self.case["workflow_state"], step.kind)
		self.enter(step, step.kind, target, step.note if step.kind == steps.REJECT else None)
		if step.kind == steps.FILE:
			self.route(step)
		if step.kind == steps.DISPATCH:
			self.start_clock(step.unit)
			self.open_dispatch(step.unit, step.note, self.user)

	def route(self, step: Step) -> None:
		case = self.case
		case["handling_level"] = self.facts.level(case["category"])
		rule, reason, self.routed = self.facts.route(case["category"], case["grid"], case["urgency"], self.at)
		case.update(
			routing_status=ROUTED if rule else NO_RULE,
			routing_rule=rule.name if rule else None,
			routing_reason=reason,
		)
		if rule:
			self.rows["Case Unit"] = []
			for unit, duty, text in rule.units:
				self.add_unit(unit, duty, text)
		self.event(step, "Routed" if rule else "No Routing Rule", note=reason)

	def add_unit(self, unit: str, duty: str, instruction: str | None) -> None:
		place = len(self.rows.setdefault("Case Unit", [])) + 1
		parent = {"parent": self.case["name"], "parenttype": "Case", "parentfield": "units", "idx": place}
		self.add("Case Unit", self.key(), unit=unit, duty=duty, instruction=instruction, **parent)
		if duty == "Lead":
			self.case["lead_unit"] = unit

	def name_unit(self, step: Step) -> None:
		"""The duty chief's choice, which is the rule's where it is the same."""
		self.rows["Case Unit"] = []
		self.add_unit(step.unit, "Lead", step.note)
		if self.routed != [(step.unit, "Lead")]:
			by_hand = self.facts.chosen_by_hand(step.user)
			self.case.update(routing_status=BY_HAND, routing_rule=None, routing_reason=by_hand)
		self.routed = [(step.unit, "Lead")]

	def start_clock(self, unit: str) -> None:
		case = self.case
		started = case.setdefault("clock_started_at", self.at)
		case["due_at"], case["warn_at"] = self.facts.due(case["category"], unit, started)
		case["nearest_due_at"] = case["due_at"]

	def open_dispatch(self, unit: str, instruction: str | None, dispatcher: str, rework: int = 0) -> None:
		case = self.case
		stands = {"workflow_state": self.facts.begins["Case Dispatch"], **_stage_values("Dispatched")}
		name = self.number("DSP", self.at)
		dues = {"due_at": case["due_at"], "respond_due_at": self.facts.respond_due(unit, self.at)}
		self.dispatch = self.add(
			"Case Dispatch",
			name,
			**_of_case(case),
			**stands,
			**dues,
			unit=unit,
			duty="Lead",
			instruction=instruction,
			is_rework=rework,
			dispatched_at=self.at,
			dispatched_by=dispatcher,
			open_key=f"{case['name']}:{unit}",
		)
		case["open_dispatches"] = 1

	def step_dispatch(self, step: Step, action: str, note: str | None) -> None:
		row = self.dispatch
		before = {"from_stage": row["stage"], "from_state": row["workflow_state"]}
		state, stage = self.facts.step("Case Dispatch", row["workflow_state"], action)
		row.update(workflow_state=state, **_stage_values(stage))
		self.touch(row)
		if row["stage_category"] == "Done":
			row.update(open_key=None, ended_at=self.at)
			self.case["open_dispatches"] = 0
		after = {"to_stage": stage, "to_state": state, "note": note}
		self.event(step, action, **before, **after, **_reference("Case Dispatch", row), unit=row["unit"])

	def take(self, step: Step) -> None:
		self.dispatch.update(accepted_at=self.at, accepted_by=self.user)
		self.step_dispatch(step, "Accept", None)
		self.move(step, "Handling Started", "Handling", step.unit)

	def give_back(self, step: Step) -> None:
		self.step_dispatch(step, "Return", step.note)
		self.move(step, "All Dispatches Returned", "Filed", step.note)

	def answer(self, step: Step) -> None:
		self.dispatch.update(answer=step.note, answered_at=self.at, answered_by=self.user)
		self.step_dispatch(step, "Answer", step.note)
		case = self.case
		case["lead_answered_round"] = case["round"]
		if self.at > case["due_at"]:
			case["breached_at"] = case["first_breached_at"] = case["due_at"]
		self.move(step, "All Units Answered", "Checking")
		self.checking = self.add(
			"Case Check",
			self.number("CHK", self.at),
			**_of_case(case),
			kind="Inspection",
			assignee=self.facts.checker(case["grid"]),
			result="Pending",
			due_at=case["close_due_at"],
			requested_at=self.at,
			requested_by=self.user,
			assigned_at=self.at,
		)

	def check(self, step: Step) -> None:
		place = {"latitude": self.plan.latitude, "longitude": self.plan.longitude}
		result = "Passed" if step.kind == steps.PASS else "Failed"
		self.checking.update(result=result, note=step.note, **place)
		self.checking.update(answered_at=self.at, answered_by=self.user)
		self.touch(self.checking)
		ref = _reference("Case Check", self.checking)
		self.event(step, f"Inspection {result}", note=step.note, **place, **ref)
		if step.kind == steps.FAIL:
			self.rework(step)

	def rework(self, step: Step) -> None:
		case, before = self.case, self.dispatch
		case.update(round=case["round"] + 1, reworks=case.get("reworks", 0) + 1)
		self.move(step, "Rework", "Dispatched", step.note)
		self.open_dispatch(before["unit"], before["instruction"], before["dispatched_by"], rework=1)

	def ask_pause(self, step: Step) -> None:
		case = self.case
		self.asked = self.add(
			"Case Adjustment",
			self.number("ADJ", self.at),
			case_file=case["name"],
			case_title=case["title"],
			grid=case["grid"],
			kind="Suspension",
			dispatch=self.dispatch["name"],
			unit=step.unit,
			reason=step.note,
			resume_on=resume_on(step),
			due_at=case["due_at"],
			requested_at=self.at,
			requested_by=self.user,
		)
		self.event(step, "Suspension Requested", note=step.note, **self.of_asked())

	def of_asked(self) -> dict:
		return {"unit": self.asked["unit"], **_reference("Case Adjustment", self.asked)}

	def grant_pause(self, step: Step) -> None:
		state, stage = self.facts.moved("Case Adjustment", "", "Granted", "Grant")
		category = STAGES_OF["Case Adjustment"][stage]
		self.asked.update(workflow_state=state, stage=stage, stage_category=category)
		self.asked.update(decided_at=self.at, decided_by=self.user)
		self.touch(self.asked)
		self.event(step, "Suspension Granted", **self.of_asked())
		self.move(step, "Suspend", "Suspended", self.asked["reason"])
		self.case.update(suspensions=1, resume_on=self.asked["resume_on"])
		self.case.update(due_at=None, warn_at=None, nearest_due_at=None)
		self.dispatch["due_at"] = None

	def rate(self, step: Step) -> None:
		case = self.case
		case.update(rating=step.note, rated_at=self.at)
		key = {"round": case["round"], "round_key": f"{case['name']}:{case['round']}", "rated_at": self.at}
		said = {"rating": step.note, "rated_by_kind": BY_CODE, "comment": ""}
		place = {"case_file": case["name"], "grid": case["grid"]}
		self.add("Case Feedback", self.key(), **place, **key, **said)
		self.event(step, "Rated", note=_(step.note, context="Case Feedback"))


def _stage_values(stage: str) -> dict:
	return {"stage": stage, "stage_category": STAGES_OF["Case Dispatch"][stage]}


def _of_case(case: dict) -> dict:
	return {
		"case_file": case["name"],
		"case_title": case["title"],
		"grid": case["grid"],
		"round": case["round"],
	}


def _reference(doctype: str, row: dict) -> dict:
	return {"reference_doctype": doctype, "reference_name": row["name"]}
