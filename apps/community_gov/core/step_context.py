"""What the code that takes a step tells the document it works on: typed, and never read from a client.

Controllers and guards run inside Frappe's save; this travels beside the document for as long as it is in memory.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass
class StepContext:
	"""Everything that a step may tell, by what it is about; what is not told is None or False.

	Attributes:
	        step: the step that is being stored: {event, from_state, to_state, from_stage, to_stage, note}; None
	                outside a step, which the rules of stages, its readers, never see.
	        event, step_note, position: name, text and {latitude, longitude} for the event of the step.
	        by_server: the server's own change, which may write server fields of a done document.
	        by_writer: an audit record that the code responsible for it writes.
	        system_move: a move that follows from another step; roles of transitions do not bind it, guards do.
	"""

	step: Any = None
	event: str | None = None
	step_note: str | None = None
	position: dict | None = None
	by_server: bool = False
	by_writer: bool = False
	system_move: bool = False
	# Where a record comes from: field values, or the (DocType, name) that it was written for.
	origin: dict | None = None
	source: tuple[str | None, str | None] | None = None
	source_key: str | None = None
	# A code that was drawn in this request: the plain text, and whether an answer shows it.
	shown_code: str | None = None
	answers_code: bool = False
	# The account that files what is kept under no account.
	filed_by: str | None = None
	# Cases
	case: Any = None
	case_file: str | None = None
	by_case: bool = False
	by_router: bool = False
	routed: bool = False
	forced: bool = False
	settled: bool = False
	new_photos: list | None = None
	upstream: dict | None = None
	reception_record: str | None = None
	resume_on: date | str | None = None
	merged_before: str | None = None
	# Dispatches and checks
	dispatcher: str | None = None
	rework: bool = False
	replaces: str | None = None
	answered: bool = False
	assigned: bool = False
	# Photos
	photo: Any = None
	by_casework: bool = False
	# The register
	by_registry: bool = False
	by_residence: bool = False
	by_retention: bool = False
	by_plan: bool = False
	first_head: bool = False
	# The approved registration that a consent came with.
	registration: Any = None
	# Volunteers, help and points
	by_code: bool = False
	by_person_served: bool = False
	voice: dict | None = None
	stated_by: str | None = None
	shop: str | None = None
	number_of: Any = None
	is_opening: bool = False
	reverses: str | None = None
	lots: list[tuple[float, datetime | date | None]] | None = None
	gives_back: tuple[str, str] | None = None
	stock_values: dict | None = None
	# Training and assessment
	by_training: bool = False
	new_status: str | None = None
	present: set[str] | None = None
	computed: dict | None = None
	ruled_score: float | None = None

	def tell(self, **values: Any) -> None:
		"""Sets several attributes at once. Raises AttributeError for one that is not declared here."""
		for name, value in values.items():
			if name not in self.__dataclass_fields__:
				raise AttributeError(name)
			setattr(self, name, value)


def step_context(doc) -> StepContext:
	"""The context of a document in memory, made when it is first asked for."""
	context = doc.flags.step_context
	if not isinstance(context, StepContext):
		context = doc.flags.step_context = StepContext()
	return context
