"""State diagrams of workflow definitions, for the documentation. Pure, no site."""


def state_diagram(workflow: dict) -> str:
	"""A Mermaid state diagram of a workflow definition as shipped in this folder.

	Args:
	        workflow: {states: [{state, stage}], transitions: [{state, action, next_state, allowed}]}
	"""
	names = {row["state"]: f"s{number}" for number, row in enumerate(workflow["states"])}
	lines = ["stateDiagram-v2", f"\t[*] --> {names[workflow['states'][0]['state']]}"]
	lines += [f"\t{names[row['state']]}: {row['state']} / {row['stage']}" for row in workflow["states"]]
	lines += [
		f"\t{names[row['state']]} --> {names[row['next_state']]}: {row['action']} ({row['allowed']})"
		for row in workflow["transitions"]
	]
	return "\n".join(lines)


def step_table(workflow: dict) -> str:
	"""A Markdown table of the transitions: from, action, who, to, stage entered."""
	stages = {row["state"]: row["stage"] for row in workflow["states"]}
	lines = ["| From | Action | Who | To | Stage entered |", "| --- | --- | --- | --- | --- |"]
	for row in workflow["transitions"]:
		cells = (row["state"], row["action"], row["allowed"], row["next_state"], stages[row["next_state"]])
		lines.append(f"| {' | '.join(cells)} |")
	return "\n".join(lines)
