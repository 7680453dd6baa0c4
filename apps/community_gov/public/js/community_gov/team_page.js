// The page of a volunteer team: its people and what they did this month and this year.
import { escaped } from "./markup";

frappe.provide("community_gov");

const COLUMNS = () => [
	["records", __("Services")],
	["hours", __("Service Hours")],
	["points", __("Points")],
	["people", __("Active People")],
	["hours_per_person", __("Hours per Person")],
];

community_gov.show_team = async (frm) => {
	const { name } = frm.doc;
	const found = await community_gov.get("service_figures.team", { volunteer_team: name });
	if (frm.doc.name !== name) return;
	const number = (value) => (value === null || value === undefined ? "—" : format_number(value, null, value % 1 ? 2 : 0));
	const cells = (values) => COLUMNS().map(([column]) => `<td class="text-right">${number(values[column])}</td>`).join("");
	const heads = COLUMNS().map(([, label]) => `<th class="text-right">${escaped(label)}</th>`).join("");
	const leader = found.leader ? `${escaped(__("Leader: {0}", [found.leader]))} · ` : "";
	community_gov.put_section(
		frm,
		"team",
		`<div class="cg-team"><p>${leader}${escaped(__("Active volunteers: {0}", [found.members]))}</p>
		<table class="table table-sm"><thead><tr><th></th>${heads}</tr></thead><tbody>
		<tr><th>${escaped(__("This Month"))}</th>${cells(found.month)}</tr>
		<tr><th>${escaped(__("This Year"))}</th>${cells(found.year)}</tr></tbody></table></div>`,
		__("Service of the Team")
	);
	frm.add_custom_button(__("Team Members"), () => frappe.set_route("List", "Volunteer", { team: name }));
	frm.add_custom_button(__("Figures"), () => frappe.set_route("query-report", "Volunteer Service Figures"));
};
