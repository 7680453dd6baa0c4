// Queues on workspaces: what is due first, with its clock, place and people, brought up to date while it is in view.
import { look_button } from "./list_rows";
import { escaped } from "./markup";

frappe.provide("frappe.widget.widget_factory");

const [ROWS, REFRESHED_EVERY] = [5, 60_000];
const CASE_CLOCK = ["urgency", "stage_category", "warn_at", "checking_at"];
const PLACE = "grid.grid_name as grid_grid_name";
const VOLUNTEER = "volunteer.full_name as volunteer_full_name";
// For each kind: its limit, the fields that are read, what a row is called, and whose it is.
const QUEUES = {
	Case: {
		due: "nearest_due_at",
		fields: ["title", ...CASE_CLOCK, PLACE, "lead_unit.unit_name as lead_unit_unit_name"],
		title: (doc) => doc.title,
		told: (doc) => [doc.grid_grid_name, doc.lead_unit_unit_name],
	},
	"Case Dispatch": {
		due: "due_at",
		fields: ["case_file", "case_title", "stage_category", PLACE, "unit.unit_name as unit_unit_name"],
		title: (doc) => doc.case_title,
		told: (doc) => [doc.grid_grid_name, doc.unit_unit_name],
	},
	"Case Check": {
		due: "due_at",
		fields: ["case_file", "case_title", "result", PLACE, "assignee"],
		title: (doc) => doc.case_title,
		told: (doc) => [doc.grid_grid_name, person(doc.assignee)],
		clock: (doc) => ({ stage_category: doc.result === "Pending" ? "Open" : "Done" }),
	},
	"Service Record": {
		fields: [VOLUNTEER, "hours", PLACE],
		title: (doc) => doc.volunteer_full_name,
		told: (doc) => [__("{0} hours", [doc.hours]), doc.grid_grid_name],
	},
	"Point Redemption": {
		fields: [VOLUNTEER, "reward_item", "quantity", PLACE],
		title: (doc) => `${doc.reward_item} × ${doc.quantity}`,
		told: (doc) => [doc.volunteer_full_name, doc.grid_grid_name],
	},
};

const person = (account) => account && (frappe.utils.get_link_title("User", account) || account);

const { quick_list } = frappe.widget.widget_factory;
if (quick_list) {
	const { set_body } = quick_list.prototype;
	quick_list.prototype.set_body = function (...args) {
		if (!QUEUES[this.document_type]) return set_body.apply(this, args);
		this.widget.addClass("quick-list-widget-box");
		this.render_loading_state();
		frappe.model.with_doctype(this.document_type, () => fill(this));
		keep_up(this);
	};
}

/** Reads the rows again every minute while somebody looks at the queue, until its workspace is drawn anew. */
function keep_up(widget) {
	clearInterval(widget.cg_timer);
	widget.cg_timer = setInterval(() => {
		if (!widget.body[0].isConnected) clearInterval(widget.cg_timer);
		else if (!document.hidden && widget.body.is(":visible")) fill(widget);
	}, REFRESHED_EVERY);
}

async function fill(widget) {
	const rows = await first_rows(widget.document_type, filters_of(widget));
	widget.body.empty();
	if (!rows.length) return widget.render_no_data_state();
	for (const doc of rows) item(widget.document_type, doc, rows).appendTo(widget.body);
}

/** What is due first, then what waits longest without a limit. */
async function first_rows(doctype, filters) {
	const { due } = QUEUES[doctype];
	if (!due) return rows_of(doctype, filters, "creation asc", ROWS);
	const rows = await rows_of(doctype, and(filters, doctype, due, "set"), `${due} asc`, ROWS);
	if (rows.length === ROWS) return rows;
	return [...rows, ...(await rows_of(doctype, and(filters, doctype, due, "not set"), "creation asc", ROWS - rows.length))];
}

async function rows_of(doctype, filters, order_by, page_length) {
	const { due, fields } = QUEUES[doctype];
	const args = { doctype, fields: ["name", ...(due ? [due] : []), ...fields], filters, order_by, start: 0, page_length };
	const { message } = await frappe.call({ method: "frappe.desk.reportview.get", args });
	return Array.isArray(message) ? message : frappe.utils.dict(message.keys, message.values);
}

function filters_of({ quick_list_filter }) {
	const read = frappe.utils.process_filter_expression || frappe.utils.get_filter_from_json;
	return read.call(frappe.utils, quick_list_filter) || [];
}

const and = (filters, doctype, fieldname, is) =>
	Array.isArray(filters) ? [...filters, [doctype, fieldname, "is", is]] : { ...filters, [fieldname]: ["is", is] };

function item(doctype, doc, rows) {
	const { due, title, told, clock } = QUEUES[doctype];
	const left = due ? community_gov.time_left(doc[due], clock ? clock(doc) : doc) : "";
	const name = escaped(title(doc) || doc.name);
	const row = $(`<div class="quick-list-item cg-queue-item" tabindex="0" role="link">
		<div class="ellipsis left">
			<div class="ellipsis title" title="${name}">${name}</div>
			<div class="ellipsis text-muted small">${escaped(told(doc).filter(Boolean).join(" · "))}</div>
		</div>
		<div class="cg-queue-clock">${left}</div>
	</div>`);
	const open = ({ ctrlKey, metaKey }) => {
		if (ctrlKey || metaKey) frappe.open_in_new_tab = true;
		frappe.set_route("Form", doctype, doc.name);
	};
	row[0].dataset.lookName = doc.name;
	const look = look_button(doctype, doc, rows)?.appendTo(row);
	return row.on("click", open).on("keydown", (event) => {
		if (event.target !== row[0]) return;
		if (event.key === "Enter") open(event);
		// The editor of a workspace lets no such key through to the desk's shortcuts.
		if (event.key !== "v" || !look) return;
		event.stopPropagation();
		look.click();
	});
}
