// After a change of a calendar, a unit, a category or the settings: how far the job is that reckons open deadlines anew.

frappe.provide("community_gov");

const RUNNING = ["Waiting", "Running"];
const SOURCES = ["Working Calendar", "Responsible Unit", "Case Category", "Community Gov Settings"];

for (const doctype of SOURCES) {
	frappe.ui.form.on(doctype, { refresh: (frm) => follow(frm) });
}

/** Asks until the run ends or the form shows another record; works without socket.io. */
async function follow(frm, watched = false) {
	if (frm.is_new() || !frappe.model.can_read("Clock Run")) return;
	const { name } = frm.doc;
	const run = await latest_run(frm.doctype, name);
	if (frm.doc.name !== name || !run) return;
	const running = RUNNING.includes(run.status);
	if (running || watched) show(frm, run, running);
	clearTimeout(frm.recalculation_timer);
	if (!running) return;
	frm.recalculation_timer = setTimeout(() => {
		const [, doctype, record] = frappe.get_route();
		if (frm.doc.name === name && doctype === frm.doctype && (record || doctype) === name) follow(frm, true);
	}, 2000);
}

async function latest_run(source_doctype, source_name) {
	const [run] = await frappe.db.get_list("Clock Run", {
		filters: { source_doctype, source_name },
		fields: ["status", "total", "done_count", "moved", "failed"],
		order_by: "creation desc",
		limit: 1,
	});
	return run;
}

function show(frm, { total, done_count, moved, failed }, running) {
	const words = running
		? __("Open deadlines are recalculated: {0} of {1} looked at, {2} moved.", [done_count, total, moved])
		: __("Open deadlines were recalculated: {0} looked at, {1} moved, {2} failed.", [done_count, moved, failed]);
	frm.set_intro("");
	frm.set_intro(words, running ? "blue" : "green");
}
