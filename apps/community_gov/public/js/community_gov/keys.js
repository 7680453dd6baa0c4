// The daily steps of a case from the keyboard: Alt+A accept, Alt+F file, Alt+D dispatch. A key asks for a stage;
// which step leads there, and whether this user may take it, is the server's to say.
frappe.provide("community_gov");

const KEYS = { "alt+a": "Accepted", "alt+f": "Filed", "alt+d": "Dispatched" };
let form = null;
let busy = false;

/** Called by the form of cases whenever it shows one. */
community_gov.use_step_keys = (frm) => {
	form = frm;
};

const on_open_case = () => {
	const [view, doctype, name] = frappe.get_route();
	const shown = form && view === "Form" && doctype === "Case" && name === form.doc.name;
	return Boolean(shown && !form.is_new() && form.doc.stage_category === "Open");
};

// Without a page, so that the desk gives these letters to no button of its own.
for (const [shortcut, stage] of Object.entries(KEYS)) {
	frappe.ui.keys.add_shortcut({
		shortcut,
		description: __("Case: take the step to {0}", [__(stage, null, "Case")]),
		condition: on_open_case,
		ignore_inputs: true,
		action: () => {
			take(form, stage);
		},
	});
}

async function take(frm, stage) {
	if (busy || document.querySelector(".modal.show")) return;
	if (frm.is_dirty()) return tell(__("Save the case before its next step."));
	busy = true;
	try {
		const steps = await community_gov.get("step.next", { doctype: "Case", name: frm.doc.name });
		const step = steps.find((one) => one.stage === stage);
		if (step) await community_gov.take_step(frm, step);
		else tell(__("This step is not possible here and now."));
	} finally {
		busy = false;
	}
}

const tell = (message) => frappe.show_alert({ message, indicator: "orange" });
