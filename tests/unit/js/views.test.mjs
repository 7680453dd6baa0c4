import assert from "node:assert/strict";
import { test } from "node:test";

// As much of the desk as the settings of its views ask for.
globalThis.__ = (text) => text;
globalThis.community_gov = {};
globalThis.frappe = {
	provide: () => {},
	boot: { lang: "zh" },
	datetime: { month_start: () => "2026-03-01", get_today: () => "2026-03-09" },
	model: { can_create: () => true },
	utils: { escape_html: (text) => text.replace("<", "&lt;") },
	new_doc: (doctype, values) => ({ doctype, values }),
};
await import("../../../apps/community_gov/public/js/community_gov/views.js");
const { fixed_calendar, open_tree, period_report, status_list } = globalThis.community_gov;

test("a calendar asks for each field once and lets nobody drag", () => {
	const fields = { start: "due_on", title: "address", more: ["status"] };
	const settings = fixed_calendar(fields, ({ status }) => status, { displayEventEnd: false });
	assert.deepEqual(settings.fields, ["name", "address", "due_on", "status"]);
	assert.equal(settings.field_map.end, "due_on");
	assert.deepEqual(settings.options, { editable: false, selectable: false, locale: "zh-cn", displayEventEnd: false });
	const event = { status: "danger", editable: true };
	assert.equal(settings.get_css_class(event), "danger");
	assert.equal(event.editable, false);
});

test("a tree shows titles as texts and adds parts below what is open", () => {
	const child = (parent) => ({ parent_grid: parent });
	const tree = open_tree("Grid", { endpoint: "grid.children", root_text: () => "All", child, toolbar: [{ label: "Cases" }] });
	assert.equal(tree.get_tree_nodes, "community_gov.api.v1.grid.children");
	assert.equal(tree.get_label({ is_root: true }), "All");
	assert.equal(tree.get_label({ data: { title: "<b" }, label: "1" }), "&lt;b");
	assert.deepEqual(
		tree.toolbar.map(({ label }) => label),
		["Details", "Add Part", "Cases"]
	);
	const [, add] = tree.toolbar;
	assert.deepEqual(add.click({ is_root: true, data: { value: "All" } }).values, { parent_grid: "" });
	assert.deepEqual(add.click({ data: { value: "42" } }).values, { parent_grid: "42" });
});

test("a list filters by the status that it shows, gray where no colour is named", () => {
	const settings = status_list("Check", { Passed: "green" }, { fieldname: "result", hide_name_column: false });
	assert.deepEqual(settings.get_indicator({ result: "Passed" }), ["Passed", "green", "result,=,Passed"]);
	assert.equal(settings.get_indicator({ result: "Withdrawn" })[1], "gray");
	assert.equal(settings.get_indicator({}), undefined);
	assert.deepEqual(settings.add_fields, ["result"]);
	assert.equal(settings.hide_name_column, false);
	assert.equal(settings.hide_name_filter, true);
});

test("a report has its period and place, and a choice whose first word is the default", () => {
	const names = ({ filters }) => filters.map(({ fieldname }) => fieldname);
	assert.deepEqual(names(period_report()), ["from_date", "to_date", "area"]);
	const choice = { fieldname: "by", label: "By", words: { Grid: "网格", Day: "日" } };
	const by = period_report(choice).filters.at(-1);
	assert.deepEqual(by.options[1], { value: "Day", label: "日" });
	assert.equal(by.default, "Grid");
	assert.equal(by.fieldtype, "Select");
	assert.equal(period_report({ ...choice, default: "Day" }).filters.at(-1).default, "Day");
});
