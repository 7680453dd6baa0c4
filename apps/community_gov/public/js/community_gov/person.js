// A person in one look, above the form: home, tags, visits, consents, requests.
import { escaped } from "./markup";

frappe.provide("community_gov");

const day = (text) => escaped(frappe.datetime.str_to_user(String(text || "").slice(0, 10)));

community_gov.show_person = async (frm) => {
	if (frm.is_new()) return;
	const { doc } = frm;
	const person = await community_gov.get("resident.in_one_look", { resident: doc.name });
	if (frm.doc !== doc) return;
	const parts = [
		[__("Age", null, "Resident"), person.age === null ? "" : escaped(person.age)],
		[__("Household"), home(person.household, doc.name)],
		[__("Care Tag"), person.tags.map((row) => pill(row.care_tag, "blue")).join(" ")],
		[__("Next Visit"), person.visits.next.map(next_visit).join("<br>")],
		[__("Last Visits"), person.visits.last.map(last_visit).join("<br>")],
		[__("Cases"), person.cases.map(a_case).join("<br>")],
		[__("Help Requests"), person.help.map(help).join("<br>")],
		[__("Consents"), person.consents.map(consent).join(" ")],
		[__("Consents Withdrawn"), person.withdrawn.map((purpose) => pill(__(purpose, null, "Consent"), "red")).join(" ")],
		[__("Personal Data Request"), person.requests.map(request).join("<br>")],
	].filter(([, content]) => content);
	if (!parts.length) return;
	const rows = parts.map(([label, content]) => `<tr><th class="text-muted">${label}</th><td>${content}</td></tr>`);
	community_gov.put_section(
		frm,
		"person",
		`<table class="table table-borderless cg-person">${rows.join("")}</table>`,
		__("In One Look")
	);
};

const pill = (text, colour) => `<span class="indicator-pill no-indicator-dot ${colour}">${escaped(text)}</span>`;
const link = (doctype, name, text) => frappe.utils.get_form_link(doctype, name, true, escaped(text));

function home(household, self) {
	if (!household) return "";
	const others = household.members
		.filter((row) => row.name !== self)
		.map((row) => {
			const relation = row.relation_to_head ? ` (${escaped(__(row.relation_to_head, null, "Resident"))})` : "";
			return link("Resident", row.name, row.full_name) + relation;
		});
	return [link("Household", household.name, household.title), ...others].join(" · ");
}

const next_visit = (row) =>
	link("Visit", row.name, `${frappe.datetime.str_to_user(row.due_on)} ${__(row.visit_kind, null, "Visit")}`);
const last_visit = (row) =>
	`${day(row.visited_at)} ${escaped(__(row.visit_kind, null, "Visit"))} ${link(
		"Visit",
		row.name,
		__(row.result, null, "Visit")
	)}`;
const consent = (row) =>
	pill(__(row.purpose, null, "Consent"), row.needs_renewal ? "orange" : "green");
const request = (row) =>
	`${link("Personal Data Request", row.name, __(row.kind, null, "Personal Data Request"))} ${day(row.due_on)}`;
const help = (row) =>
	`${link("Help Request", row.name, row.help_kind)} ${community_gov.stage_pill(row.stage, "Help Request")}`;
const a_case = (row) =>
	`${link("Case", row.name, row.title)} ${community_gov.stage_pill(row.stage, "Case")}`;
