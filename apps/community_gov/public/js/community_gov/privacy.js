// Steps of privacy: a consent withdrawn, a request answered or copied, records merged, retention run.
import { escaped } from "./markup";

frappe.provide("community_gov");

const words = (fieldname, label, reqd) => ({ fieldname, fieldtype: "Small Text", label, reqd });

community_gov.add_consent_buttons = (frm) => {
	if (frm.is_new() || frm.doc.status !== "Given" || !frm.perm[0]?.write) return;
	community_gov.add_asking_button(
		frm,
		__("Withdraw Consent"),
		() => [words("reason", __("Reason"), 0)],
		"privacy.withdraw",
		{ consent: frm.doc.name }
	);
};

community_gov.add_request_buttons = (frm) => {
	if (frm.is_new()) return;
	if (frm.doc.kind === "Copy of Data") {
		frm.add_custom_button(__("Show the Copy"), () => show_copy(frm));
	}
	if (frm.doc.status !== "Received" || !frm.perm[0]?.write) return;
	for (const [label, done] of [
		[__("Answer Request"), true],
		[__("Refuse Request"), false],
	]) {
		const fields = () => [words("text", done ? __("Answer") : __("Reason"), 1)];
		community_gov.add_asking_button(frm, label, fields, "privacy.answer", { request: frm.doc.name, done });
	}
};

async function show_copy(frm) {
	const copy = await community_gov.get("privacy.copy", { request: frm.doc.name });
	const table = (rows) =>
		`<table class="table table-bordered">${rows
			.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`)
			.join("")}</table>`;
	const part = (title, rows) => (rows.length ? `<h5>${escaped(title)}</h5>${table(rows)}` : "");
	const dialog = new frappe.ui.Dialog({
		title: __("What the Register Holds"),
		size: "large",
		fields: [{ fieldname: "copy", fieldtype: "HTML" }],
	});
	dialog.get_field("copy").$wrapper.html(
		part(__("Person"), copy.person.map((row) => [row.label, row.value])) +
			part(
				__("History"),
				copy.residence.map((row) => [row.happened_on, __(row.event, null, "Residence Record"), row.place])
			) +
			part(
				__("Consents"),
				copy.consents.map((row) => [
					row.given_on,
					__(row.purpose, null, "Consent"),
					__(row.status, null, "Consent"),
				])
			) +
			part(__("Care Tag"), copy.tags.map((row) => [row.care_tag, row.from_date, row.to_date])) +
			part(
				__("Visits"),
				copy.visits.map((row) => [
					row.visited_at,
					__(row.visit_kind, null, "Visit"),
					__(row.result, null, "Visit"),
					row.note,
				])
			) +
			part(
				__("Help Requests"),
				copy.help.map((row) => [row.raised_at, row.help_kind, row.need, row.details, row.result])
			) +
			part(
				__("Looks at Full Numbers"),
				copy.looks.map((row) => [row.accessed_at, __(row.purpose, null, "Sensitive Access Log")])
			)
	);
	dialog.show();
}

/** On a person: a double record of the same person goes into this one. */
community_gov.add_merge_button = (frm) => {
	const may = ["Community Manager", "Community Administrator"].some((role) => frappe.user.has_role(role));
	if (frm.is_new() || !may || frm.doc.status === "Merged" || frm.doc.anonymised_on) return;
	const other = {
		fieldname: "merged",
		fieldtype: "Link",
		label: __("Double Record"),
		options: "Resident",
		reqd: 1,
		description: __("Its links and missing values come here; the step can be undone."),
		get_query: () => ({ filters: { status: ["!=", "Merged"], name: ["!=", frm.doc.name] } }),
	};
	community_gov.add_asking_button(
		frm,
		__("Merge a Double Record"),
		() => [other, words("reason", __("Reason"), 1)],
		"privacy.merge",
		{ kept: frm.doc.name },
		{ group: __("Residence") }
	);
};

/** On the list of runs: first who would be met, then the run itself. */
community_gov.add_retention_buttons = (listview) => {
	listview.page.add_inner_button(__("Dry Run"), () => run_retention(listview, true));
	listview.page.add_inner_button(__("Anonymise Now"), () =>
		frappe.confirm(
			__("This cannot be undone. Make a dry run first, and look at whom it names. Anonymise now?"),
			() => run_retention(listview, false)
		)
	);
};

async function run_retention(listview, dry_run) {
	const told = await community_gov.post("privacy.run_retention", { dry_run });
	const counts = [told.moved_out, told.deceased, told.failed];
	frappe.show_alert(__("{0} moved out, {1} deceased, {2} failed.", counts));
	listview.refresh();
}
