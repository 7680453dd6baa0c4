// The workflow buttons of documents that carry stages: the server says what a step will ask for, a dialog
// asks it, and one request sets the fields and takes the step. Frappe's own buttons would load the document
// anew before the step and so lose what was typed.
import { escaped } from "./markup";

frappe.provide("community_gov");

// `step.next` and `step.take` serve all documents that carry stages.
const is_staged = (doctype) => frappe.boot.staged_doctypes?.includes(doctype);

const show_actions = frappe.ui.form.States.prototype.show_actions;
frappe.ui.form.States.prototype.show_actions = function () {
	return is_staged(this.frm.doctype) ? show_steps(this) : show_actions.call(this);
};

async function show_steps(states) {
	const frm = states.frm;
	if (frm.doc.__unsaved) return;
	const name = frm.doc.name;
	const steps = await community_gov.get("step.next", { doctype: frm.doctype, name });
	if (frm.doc.name !== name || frm.doc.__unsaved) return;
	frm.page.clear_actions_menu();
	for (const step of steps) {
		const label = community_gov.action_label(step.action, frm.doctype);
		frm.page.add_action_item(label, () => community_gov.take_step(frm, step));
	}
	states.setup_btn(steps.length > 0);
	draw_buttons(frm, steps);
}

/** The steps as buttons above the fields: the likeliest first, what cannot succeed now is grey and says why. */
function draw_buttons(frm, steps) {
	// What wants a reason turns things back.
	const likeliest = steps.find((step) => !step.refusal && !step.asks.includes("reason"));
	const buttons = steps.map((step, at) => {
		const kind = step === likeliest ? "btn-primary" : "btn-default";
		const off = step.refusal ? "disabled" : "";
		const label = escaped(community_gov.action_label(step.action, frm.doctype));
		return `<button type="button" class="btn btn-sm ${kind}" data-step="${at}" ${off}>${label}</button>`;
	});
	const reasons = [...new Set(steps.map((step) => step.refusal).filter(Boolean))];
	const told = reasons.map((reason) => `<p class="text-muted">${escaped(reason)}</p>`);
	const html = steps.length ? `<div class="cg-next-steps">${buttons.join("")}${told.join("")}</div>` : "";
	const section = community_gov.put_section(frm, "steps", html, steps.length ? __("Next Steps") : "");
	if (!steps.length) return section.closest(".form-dashboard-section").remove();
	section.on("click", "[data-step]", ({ currentTarget }) => {
		if (frm.is_dirty()) return frappe.show_alert({ message: __("Save the document first."), indicator: "orange" });
		community_gov.take_step(frm, steps[currentTarget.dataset.step]);
	});
}

/** Asks what the step needs, takes it and shows the document as it then is. */
community_gov.take_step = (frm, step) => ask_step(frm, step, (send) => on_form(frm, send));

/** The same for a stored case or dispatch that is on no form; resolves to whether the step was taken. */
community_gov.take_step_of = (doc, step) =>
	ask_step({ doctype: doc.doctype, doc }, step, async (send) => {
		const { stage } = await frozen(send);
		tell_stage(stage, doc.doctype);
	});

/** `take` gets what sends the step; the promise is true once it was taken, false where it was left or refused. */
async function ask_step(subject, step, take) {
	const fields = fields_for(subject, step, await offered_answer(subject, step));
	const sent = (values, photos) => take(() => send_step(subject.doc, step, values, photos));
	// A refusal is on the screen already.
	if (!fields.length) return sent({}, []).then(() => true, () => false);
	return new Promise((resolve) => show_dialog(subject, step, fields, sent, resolve));
}

function show_dialog(subject, step, fields, sent, resolve) {
	const label = community_gov.action_label(step.action, subject.doctype);
	let taken = false;
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields,
		primary_action_label: label,
		primary_action: async (values) => {
			dialog.disable_primary_action();
			try {
				await sent(values, await community_gov.chosen_photos(dialog));
				taken = true;
				dialog.hide();
			} catch {
				// The server's message is on the screen; what was typed stays for another try.
				dialog.enable_primary_action();
			}
		},
		on_hide: () => resolve(taken),
	});
	dialog.show();
}

async function on_form(frm, send) {
	await frm.script_manager.trigger("before_workflow_action");
	await frozen(send);
	await frm.reload_doc();
	tell_stage(frm.doc.stage, frm.doctype);
	await frm.script_manager.trigger("after_workflow_action");
}

async function frozen(send) {
	frappe.dom.freeze();
	try {
		return await send();
	} finally {
		frappe.dom.unfreeze();
	}
}

function tell_stage(name, doctype) {
	const stage = community_gov.stage_label(name, doctype);
	frappe.show_alert({ message: __("Now in stage: {0}", [stage]), indicator: "green" });
}

function send_step({ doctype, name, modified }, step, { note, ...fields }, photos) {
	if (fields.units) {
		fields.units = fields.units.map(({ unit, duty, instruction }) => ({ unit, duty, instruction }));
	}
	const request = { doctype, name, action: step.action, fields, note, modified };
	return community_gov.post("step.take", photos.length ? { ...request, photos } : request);
}

/** Asked for only where there is more than one piece: the rest stays held. */
function left_to_hand_over({ doc }) {
	const left = doc.quantity - (doc.handed_quantity || 0);
	return left > 1 && { fieldname: "quantity", fieldtype: "Int", label: __("Pieces"), default: left, reqd: 1 };
}

const answers_reporter = (frm, step) =>
	frm.doctype === "Case" && ["Closed", "Rejected"].includes(step.stage);

/** What is written already, else the text that the reply templates have for this category and stage. */
async function offered_answer(frm, step) {
	if (!answers_reporter(frm, step)) return null;
	if (frm.doc.resolution) return frm.doc.resolution;
	const args = { case: frm.doc.name, stage: step.stage };
	return (await community_gov.get("case.reply_text", args)).text;
}

function fields_for(frm, step, answer) {
	const asks = (question) => step.asks.includes(question);
	return [
		asks("grid") && link("grid", __("Grid"), "Grid", { enabled: 1 }),
		asks("category") && link("category", __("Category"), "Case Category", { is_group: 0, enabled: 1 }),
		asks("units") && units_table(),
		asks("answer") && answer_text(frm),
		asks("answer") && frm.doctype === "Case Dispatch" && community_gov.photo_field(),
		asks("code") && { fieldname: "pickup_code", fieldtype: "Data", label: __("Pick-up Code"), reqd: 1 },
		asks("code") && left_to_hand_over(frm),
		asks("reason") && { fieldname: "note", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		answers_reporter(frm, step) && resolution(answer),
		asks("score") && ruled_score(frm),
		...(asks("volunteer") ? helper_fields(frm) : []),
		...(asks("voice") ? voice_fields() : []),
		...step.asks.map((question) => field_of(frm, question)),
	].filter(Boolean);
}

// What has a dialog of its own above.
const SPECIAL = ["grid", "category", "units", "answer", "code", "reason", "score", "volunteer", "voice"];

/** A question that is a field of the document is asked as the form would. */
function field_of({ doctype, doc }, question) {
	const df = !SPECIAL.includes(question) && frappe.meta.get_docfield(doctype, question);
	if (!df) return null;
	const { fieldname, fieldtype, options } = df;
	const label = __(df.label, null, doctype);
	const field = { fieldname, fieldtype, label, reqd: 1, default: doc[fieldname] };
	if (fieldtype !== "Select") return { ...field, options };
	const values = options.split("\n").map((value) => (value ? { value, label: __(value, null, doctype) } : ""));
	return { ...field, options: values };
}

function ruled_score(frm) {
	const description = __("Leave it as it is where the objection is refused.");
	return { fieldname: "score", fieldtype: "Float", label: __("Score"), default: frm.doc.score, description };
}

function helper_fields(frm) {
	const near = { status: "Active", grid: ["like", `${frm.doc.grid.slice(0, 9)}%`] };
	return [
		{ ...link("volunteer", __("Volunteer"), "Volunteer"), reqd: 0, get_query: () => ({ filters: near }) },
		{ ...link("team", __("Team"), "Volunteer Team", { enabled: 1 }), reqd: 0 },
	];
}

/** How staff asked the person served, and what they said. */
function voice_fields() {
	const choice = (fieldname, label, values, reqd) => ({
		fieldname,
		fieldtype: "Select",
		label,
		reqd,
		default: reqd ? values[0] : null,
		options: values.map((value) => ({ value, label: __(value, null, "Help Request") })),
	});
	return [
		choice("confirmation", __("Confirmation"), ["By Phone", "In Person"], 1),
		choice("rating", __("Rating", null, "Help Request"), ["Satisfied", "Basically Satisfied", "Dissatisfied"], 0),
		{ fieldname: "note", fieldtype: "Small Text", label: __("Comment", null, "Help Request") },
	];
}

function link(fieldname, label, options, filters) {
	return { fieldname, fieldtype: "Link", label, options, reqd: 1, get_query: () => ({ filters }) };
}

/** What was done is the answer of a dispatch or an order, and the result of a help request. */
function answer_text(frm) {
	return {
		fieldname: frm.doctype === "Help Request" ? "result" : "answer",
		fieldtype: "Text",
		label: __("What Was Done"),
		default: frm.doc.answer || frm.doc.result,
		reqd: 1,
	};
}

function resolution(answer) {
	return {
		fieldname: "resolution",
		fieldtype: "Small Text",
		label: __("Answer to the Reporter"),
		default: answer,
	};
}

function units_table() {
	return {
		fieldname: "units",
		fieldtype: "Table",
		label: __("Units"),
		description: __("Exactly one lead unit."),
		reqd: 1,
		in_place_edit: true,
		data: [{ duty: "Lead" }],
		fields: [
			{
				...link("unit", __("Unit"), "Responsible Unit", { enabled: 1 }),
				in_list_view: 1,
				columns: 4,
			},
			{
				fieldname: "duty",
				fieldtype: "Select",
				label: __("Duty"),
				options: "Lead\nHelping",
				default: "Lead",
				in_list_view: 1,
				columns: 2,
			},
			{
				fieldname: "instruction",
				fieldtype: "Data",
				label: __("Instruction"),
				in_list_view: 1,
				columns: 4,
			},
		],
	};
}
