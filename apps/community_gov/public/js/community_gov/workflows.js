// Workflows on a page of their own: the diagram, states by stage, who takes which step; added, changed, undone.
import { escaped } from "./markup";
import { BOX, layout } from "./workflow_diagram";

frappe.provide("community_gov");

community_gov.start_workflows = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Workflow Settings"), single_column: true });
	const box = $('<div class="cg-workflow"></div>').appendTo(page.main);
	const view = { page, box };
	const documents = await community_gov.get("workflow.documents");
	view.field = page.add_field({
		fieldname: "document_type",
		fieldtype: "Select",
		label: __("Kind of Document"),
		options: documents.map(({ document_type, title }) => ({ value: document_type, label: title })),
		change: () => load(view),
	});
	page.set_primary_action(__("Add a State"), () => ask_state(view), "add");
	page.set_secondary_action(__("Undo"), () => change(view, "undo", {}));
	page.add_menu_item(__("History of Changes"), () => frappe.set_route("List", "Workflow Change", { workflow: view.shown.workflow }));
	await view.field.set_value(documents.some((row) => row.document_type === "Case") ? "Case" : documents[0]?.document_type);
};

async function load(view) {
	const document_type = view.field.get_value();
	if (!document_type || view.shown?.document_type === document_type) return;
	draw(view, await community_gov.get("workflow.look", { document_type }));
}

/** Sends a change; what comes back is the workflow as it is now. Returns whether it was made: Frappe tells what was refused. */
async function change(view, method, values) {
	const { document_type, modified } = view.shown;
	const shown = await community_gov.post(`workflow.${method}`, { document_type, modified, ...values }).catch(() => null);
	if (!shown) return false;
	draw(view, shown);
	frappe.show_alert({ message: __("Saved. It holds for the next step of everybody."), indicator: "green" });
	return true;
}

function draw(view, shown) {
	view.shown = shown;
	view.titles = Object.fromEntries(shown.states.map(({ state, title }) => [state, title]));
	const { last } = shown;
	view.page.btn_secondary.prop("disabled", !last).attr("title", last ? __("Undo: {0}", [last.told]) : "");
	view.box.html(`<div class="cg-workflow-diagram">${diagram(view)}</div><div class="cg-workflow-states">${shown.stages.map((stage) => section(view, stage)).join("")}</div>`);
	const step_of = (event) => shown.steps[event.currentTarget.dataset.at];
	view.box.find("[data-do=step]").on("click", (event) => ask_step(view, step_of(event)));
	view.box.find("[data-do=add]").on("click", (event) => ask_step(view, { state: event.currentTarget.dataset.state, roles: [] }));
	view.box.find("[data-do=remove]").on("click", (event) => ask_removal(view, event.currentTarget.dataset.state));
}

const COLOURS = { Open: "blue", Paused: "orange", Done: "green" };

function diagram({ shown, titles }) {
	const { width, height, boxes, arrows } = layout(shown.stages, shown.states, shown.steps);
	const category = Object.fromEntries(shown.stages.map(({ stage, category: kind }) => [stage, kind]));
	const stage_of = Object.fromEntries(shown.states.map(({ state, stage }) => [state, stage]));
	const lines = arrows.map(({ from, to, path }) => {
		const names = shown.steps.filter((step) => step.state === from && step.next_state === to).map(({ title }) => title);
		return `<path d="${path}" marker-end="url(#cg-arrow)"><title>${escaped(`${titles[from]} → ${titles[to]}: ${names.join(" / ")}`)}</title></path>`;
	});
	const rects = boxes.map(({ state, x, y }) => {
		const text = `<text x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 5}" text-anchor="middle">${escaped(titles[state])}</text>`;
		return `<g data-colour="${COLOURS[category[stage_of[state]]]}"><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>${text}</g>`;
	});
	const head = '<defs><marker id="cg-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>';
	return `<svg viewBox="-4 -4 ${width + 8} ${height + 8}" role="img" aria-label="${escaped(__("Diagram of the workflow"))}">${head}${lines.join("")}${rects.join("")}</svg>`;
}

function section(view, { stage, title, category }) {
	const states = view.shown.states.filter((state) => state.stage === stage);
	return `<section class="cg-workflow-stage"><h4><span class="indicator-pill ${COLOURS[category]}">${escaped(title)}</span></h4>${states.map((state) => card(view, state)).join("")}</section>`;
}

function card({ shown, titles }, { state, title, documents, is_reached }) {
	const rows = shown.steps
		.map((step, at) => ({ ...step, at }))
		.filter((step) => step.state === state)
		.map((step) => {
			const mark = step.has_condition ? ` <span class="text-muted" title="${escaped(__("Under a condition that a System Manager set"))}">◆</span>` : "";
			const roles = step.roles.map((role) => escaped(__(role))).join(" · ");
			return `<li><button type="button" class="btn btn-default btn-xs" data-do="step" data-at="${step.at}">${escaped(step.title)}</button> → ${escaped(titles[step.next_state])}${mark}<span class="text-muted cg-workflow-roles">${roles}</span></li>`;
		});
	const note = is_reached ? "" : `<p class="text-danger">${escaped(__("No step leads here yet."))}</p>`;
	return `<article class="cg-workflow-state"><header><strong>${escaped(title)}</strong> <span class="text-muted">${escaped(__("{0} documents", [documents]))}</span>
		<button type="button" class="btn btn-xs btn-default" data-do="add" data-state="${escaped(state)}">${escaped(__("Add a Step"))}</button>
		<button type="button" class="btn btn-xs btn-default" data-do="remove" data-state="${escaped(state)}">${escaped(__("Remove It"))}</button></header>${note}<ul>${rows.join("")}</ul></article>`;
}

function ask_state(view) {
	const stages = view.shown.stages.map(({ stage, title }) => ({ value: stage, label: title }));
	const hint = __("What the stage demands holds in each of its states. A new state is reached once a step leads to it.");
	const fields = [
		{ fieldname: "state", fieldtype: "Data", label: __("Name of the State"), reqd: 1 },
		{ fieldname: "stage", fieldtype: "Select", label: __("Stage"), options: stages, reqd: 1, description: hint },
	];
	ask(view, __("Add a State"), fields, "add_state");
}

/** Asks for a step; of one that is there only its roles change, and it can be removed. */
function ask_step(view, step) {
	const { shown, titles } = view;
	const is_new = !step.action;
	const states = shown.states.map(({ state, title }) => ({ value: state, label: title }));
	const roles = shown.roles.map(({ role, title }) => ({ value: role, label: title, checked: step.roles.includes(role) }));
	const fields = is_new
		? [
				{ fieldname: "action", fieldtype: "Data", label: __("Name of the Step"), reqd: 1, description: __("It stands on the button.") },
				{ fieldname: "next_state", fieldtype: "Select", label: __("Leads To"), options: states, reqd: 1 },
			]
		: [];
	fields.push({ fieldname: "roles", fieldtype: "MultiCheck", label: __("Who may take it"), options: roles, columns: 2 });
	const title = is_new ? __("Add a Step from {0}", [titles[step.state]]) : `${titles[step.state]} → ${titles[step.next_state]}: ${step.title}`;
	const fixed = is_new ? { state: step.state } : { state: step.state, action: step.action, next_state: step.next_state };
	const dialog = ask(view, title, fields, "set_step", fixed);
	if (!is_new) {
		dialog.set_secondary_action_label(__("Remove the Step"));
		dialog.set_secondary_action(() => {
			dialog.hide();
			change(view, "set_step", { ...fixed, roles: [] });
		});
	}
}

function ask(view, title, fields, method, fixed = {}) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: __("Save"),
		primary_action: async (values) => {
			if (await change(view, method, { ...values, ...fixed })) dialog.hide();
		},
	});
	dialog.show();
	return dialog;
}

function ask_removal(view, state) {
	const words = __("State {0} and the steps to and from it are removed. It can be undone.", [view.titles[state]]);
	frappe.confirm(words, () => change(view, "remove_state", { state }));
}
