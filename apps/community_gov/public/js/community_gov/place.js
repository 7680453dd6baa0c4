// A place at a glance, above its form: people, homes, tags, visits and open work, as far as the viewer may see them.
import { escaped } from "./markup";

frappe.provide("community_gov");

community_gov.show_place = async (frm) => {
	if (!frappe.model.can_get_report("Grid")) return;
	const { doc } = frm;
	const place = await community_gov.get("grid.overview", { grid: doc.name });
	if (frm.doc !== doc) return;
	const shown = (count) => (count === null ? escaped(__("hidden")) : String(count));
	const part = (label, count) => `${escaped(label)} <b>${shown(count)}</b>`;
	const link = (doctype, filters, content) =>
		doctype === "Resident" && !place.exact
			? content
			: `<a href="#" data-list="${doctype}" data-filters="${escaped(JSON.stringify(filters))}">${content}</a>`;
	const rows = [[__("People"), people(place, part, link)]];
	rows.push([__("Occupied Homes"), `<b>${shown(place.households)}</b>`]);
	const tags = Object.entries(place.tags).map(([tag, count]) => part(tag, count));
	if (tags.length) rows.push([__("Care Tag"), tags.join(" · ")]);
	if (place.visits) rows.push([__("Visits"), visits(place.visits, part)]);
	if (place.patrols) rows.push([__("Patrols"), patrols(place.patrols, part)]);
	for (const [doctype, stages] of Object.entries(place.work)) rows.push(work(doctype, stages, part, link));
	const note = place.exact
		? ""
		: `<p class="text-muted small">${__("Figures on people below {0} are hidden, as you may not read the persons.", [
				place.hidden_below,
		  ])}</p>`;
	const lines = rows.map(([label, content]) => `<tr><th class="text-muted">${escaped(label)}</th><td>${content}</td></tr>`);
	const section = community_gov.put_section(
		frm,
		"place",
		`<table class="table table-sm table-borderless cg-person">${lines.join("")}</table>${note}`,
		__("At a Glance")
	);
	section.on("click", "a[data-list]", (event) => {
		event.preventDefault();
		const { list, filters } = event.currentTarget.dataset;
		frappe.set_route("List", list, { ...JSON.parse(filters), grid: ["like", `${doc.name}%`] });
	});
};

function people({ people: { total, kinds } }, part, link) {
	const parts = Object.entries(kinds).map(([kind, count]) => part(__(kind, null, "Resident"), count));
	return [link("Resident", { status: "Present" }, part(__("Total"), total)), ...parts].join(" · ");
}

function visits({ due, overdue, done }, part) {
	return [
		part(__("Due within Seven Days"), due),
		part(__("Overdue", null, "Visit"), overdue),
		part(__("Made in Thirty Days"), done),
	].join(" · ");
}

function patrols({ under_way, done }, part) {
	return [part(__("Under Way"), under_way), part(__("Ended in Thirty Days"), done)].join(" · ");
}

function work(doctype, stages, part, link) {
	const parts = Object.entries(stages).map(([stage, count]) =>
		link(doctype, { stage }, part(__(stage, null, doctype), count))
	);
	return [__("Open: {0}", [__(doctype)]), parts.join(" · ") || escaped(__("None"))];
}

/** The full path of the chosen place below its field: five grids of a town have the same name. */
community_gov.show_path = async (frm, fieldname) => {
	const code = frm.doc[fieldname];
	const rows = code ? await community_gov.get("grid.search", { txt: code, page_length: 1 }) : [];
	if (frm.doc[fieldname] !== code) return;
	const [found, , path] = rows[0] || [];
	frm.set_df_property(fieldname, "description", code && found === code ? escaped(`${path} · ${code}`) : "");
};
