// Open cases that may be the same as the one on the form: asked when what they are compared by changes.
import { quietly } from "../maps/in_sight";
import { escaped } from "./markup";

frappe.provide("community_gov");

const EARLY = ["Reported", "Verifying", "Accepted", "Filed"];

community_gov.show_similar = frappe.utils.debounce(async (frm) => {
	const field = frm.fields_dict.similar_html;
	if (!field) return;
	const { doc } = frm;
	field.$wrapper.empty();
	if (!frm.is_new() && !EARLY.includes(doc.stage)) return;
	if (!doc.grid && !(doc.latitude && doc.longitude)) return;
	const args = { category: doc.category, description: doc.description, grid: doc.grid };
	if (doc.latitude && doc.longitude) Object.assign(args, { latitude: doc.latitude, longitude: doc.longitude });
	if (!frm.is_new()) args.besides = doc.name;
	// Nobody asked for it: without a connection the report is written as well.
	const found = await quietly("case.similar", given(args)).catch(() => null);
	if (!found || frm.doc !== doc) return;
	field.$wrapper.html(panel(found));
	field.$wrapper.find("[data-follow]").on("click", (event) => follow(event.target.dataset.follow));
	field.$wrapper.find("[data-merge]").on("click", (event) => merge(frm, event.target.dataset.merge));
	field.$wrapper.find("[data-merge]").toggle(may_merge(frm));
}, 500);

const given = (args) => Object.fromEntries(Object.entries(args).filter(([, value]) => value));

function may_merge(frm) {
	return !frm.is_new() && ["Operator", "Duty Chief"].some((role) => frappe.user.has_role(role));
}

function panel({ similar, hidden }) {
	if (!similar.length && !hidden) return "";
	const more = hidden ? `<p class="text-muted">${__("{0} more outside your area.", [hidden])}</p>` : "";
	return `<div class="cg-similar"><label class="control-label">${__("Similar Open Cases")}</label>
		${similar.map(entry).join("")}${more}</div>`;
}

function entry(row) {
	const follow = row.followers ? ` · ${escaped(__("{0} follow", [row.followers]))}` : "";
	return `<div class="cg-similar-case">
		<a href="${frappe.utils.get_form_link("Case", row.case)}" target="_blank">${escaped(row.title)}</a>
		${community_gov.stage_pill(row.stage, "Case")}
		<span class="text-muted">${escaped(row.reason)}${follow}</span>
		<button type="button" class="btn btn-xs btn-default" data-follow="${escaped(row.case)}">${__("Follow")}</button>
		<button type="button" class="btn btn-xs btn-default" data-merge="${escaped(row.case)}">${__("Merge")}</button>
	</div>`;
}

const follow = (name) => community_gov.follow(name);

function merge(frm, into) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		async ({ reason }) => {
			await community_gov.post("case.merge", { case: frm.doc.name, into, reason });
			frappe.show_alert({ message: __("Merged."), indicator: "green" });
			await frm.reload_doc();
		},
		__("Merge into {0}", [into]),
		__("Merge")
	);
}
