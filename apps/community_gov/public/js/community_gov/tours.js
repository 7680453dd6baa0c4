// The tours of the desk: how a case is reported, and how it is dispatched to a unit.
import { begin_tour } from "./tour";

frappe.provide("community_gov");

const FILED = "Filed";
const in_form = (fieldname) => `.form-layout [data-fieldname="${fieldname}"]`;
const BUTTON = ".page-head .primary-action, .page-actions .primary-action";

const TOURS = {
	report: {
		label: () => __("Tour: Report a Case"),
		may_take: (can) => can("create", "Case"),
		steps: report_steps,
	},
	dispatch: {
		label: () => __("Tour: Dispatch a Case"),
		may_take: (can) => can("read", "Case") && (frappe.boot.case_stages_in_reach || []).includes("Dispatched"),
		steps: dispatch_steps,
	},
};

/** Tours for the roles of this account: [{key, label}]; `is_all` gives whoever sets the site up those of the others, too. */
community_gov.tours = (is_all = false) => {
	const can = (right, doctype) => Boolean(frappe.boot.user[`can_${right}`]?.includes(doctype));
	return Object.entries(TOURS)
		.filter(([, { may_take }]) => is_all || may_take(can))
		.map(([key, { label }]) => ({ key, label: label() }));
};

community_gov.start_tour = (key) => begin_tour(TOURS[key].steps());

async function open_list(filters) {
	frappe.route_options = filters;
	await frappe.set_route("List", "Case", "List");
}

/** An empty case, or the one that is being written. */
async function open_new() {
	const [view, doctype, name] = frappe.get_route();
	const is_open = view === "Form" && doctype === "Case" && frappe.get_doc("Case", name)?.__islocal;
	if (!is_open) await frappe.new_doc("Case");
}

function report_steps() {
	return [
		{
			title: __("Begin a report"),
			text: __("Cases begin in this list. The button opens an empty report; the grid you work in stands there already."),
			open: () => open_list({}),
			target: BUTTON,
		},
		{
			title: __("The kind"),
			text: __("Choose what it is, if you know it: the kind decides the time limit and the unit. Whoever accepts the report can still set it."),
			open: open_new,
			target: in_form("category"),
		},
		{
			title: __("What is wrong"),
			text: __("Write what you see, in your own words. The beginning becomes the title; open cases that are alike are shown below."),
			open: open_new,
			target: in_form("description"),
		},
		{
			title: __("Where it is"),
			text: __("Press the map or take your own position; the grid there is told. An address in words helps whoever goes there."),
			open: open_new,
			target: in_form("position_map"),
		},
		{
			title: __("Photos before"),
			text: __("A photo shows the unit what to bring, and later what has changed. Several may be added at once."),
			open: open_new,
			target: in_form("photos"),
		},
		{
			title: __("Send it"),
			text: __("Saving sends the report. Until it is accepted you may open and correct it."),
			open: open_new,
			target: BUTTON,
		},
		{
			title: __("What happens then"),
			text: __("The report is accepted, filed and dispatched to a unit, which answers; then it is checked and closed. The case shows each step with its time, and the bell tells what concerns you."),
		},
	];
}

function dispatch_steps() {
	return [
		{
			title: __("What waits for a unit"),
			text: __("These cases are filed and have no unit yet. The coloured column says how much of the limit is left."),
			open: () => open_list({ stage: FILED }),
			target: ".frappe-list .result, .frappe-list .no-result",
		},
		{
			title: __("Look before you open"),
			text: __("The small picture, or the eye, opens a case beside the list. J and K go on from row to row, Esc closes it."),
			open: () => open_list({ stage: FILED }),
			target: ".cg-look, .frappe-list .no-result",
		},
		{
			title: __("The case at a glance"),
			text: __("On the case stand its stages, the clock, the place, the words and the photos. That is what the unit will see."),
			open: open_filed,
			target: '[data-section-key="glance"]',
		},
		{
			title: __("Dispatch it"),
			text: __("Press the step that dispatches, or Alt+D. It asks for the lead unit, which a routing rule may have proposed, for units that help, and for an instruction."),
			open: open_filed,
			target: ".cg-next-steps",
		},
		{
			title: __("Many at once"),
			text: __("In the list, tick several cases and choose Dispatch to a Unit under Actions. What could not be dispatched is named with its reason."),
			open: () => open_list({ stage: FILED }),
			target: ".list-header-subject, .frappe-list .no-result",
		},
		{
			title: __("What happens then"),
			text: __("The people of the unit get a notice, and their clock runs. Their answer goes to the check; what is late turns yellow, then red."),
		},
	];
}

/** The filed case that is due first; says so where there is none. */
async function open_filed() {
	const filters = { stage: FILED };
	const [found] = await frappe.db.get_list("Case", { filters, fields: ["name"], order_by: "nearest_due_at asc", limit: 1 });
	if (!found) return __("No case waits for a unit just now. Once one is filed, this step shows it on its form.");
	await frappe.set_route("Form", "Case", found.name);
}
