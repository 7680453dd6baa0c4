// Lists for triage: more columns than Frappe shows at the width of a desk, and clocks with their colour.
import { left_of } from "../work/times";
import { escaped } from "./markup";

frappe.provide("community_gov");

// Title, state and tags are three of them; narrower desks show what Frappe thinks fit.
const [WIDE_ENOUGH, COLUMNS] = [1200, 7];

const { setup_columns } = frappe.views.ListView.prototype;
frappe.views.ListView.prototype.setup_columns = function (...args) {
	const is_ours = this.meta.module === "Community Gov" && window.innerWidth >= WIDE_ENOUGH;
	if (is_ours && !this.list_view_settings?.total_fields) {
		this.list_view_settings = { ...this.list_view_settings, total_fields: COLUMNS };
	}
	return setup_columns.apply(this, args);
};

/** What is left of a case's limit, or how far it is past, in the colour of the clock; before it, whether it is urgent. */
community_gov.time_left = (due, doc) => {
	const urgent = doc.urgency === "Urgent" ? `<span class="indicator-pill no-indicator-dot red">${__("Urgent")}</span> ` : "";
	return urgent + clock_of(due, doc);
};

function clock_of(due, doc) {
	if (!due) return "";
	const at = moment(due);
	const date = escaped(at.format("MM-DD HH:mm"));
	// A case that waits for its check or is paused has its clock stopped.
	if (doc.stage_category !== "Open" || doc.checking_at) return `<span class="text-muted">${date}</span>`;
	const now = moment(frappe.datetime.system_datetime());
	const colour = at < now ? "red" : doc.warn_at && moment(doc.warn_at) < now ? "orange" : "green";
	const length = span(at.diff(now, "minutes"));
	const told = at < now ? __("{0} over", [length]) : __("{0} left", [length]);
	return `<span class="indicator-pill ${colour}" title="${date}">${escaped(told)}</span>`;
}

function span(minutes) {
	const { amount, unit } = left_of(minutes);
	return { minutes: __("{0} min", [amount]), hours: __("{0} h", [amount]), days: __("{0} d", [amount]) }[unit];
}
