frappe.ui.form.on("Help Request", {
	setup(frm) {
		frm.set_query("resident", () => {
			const home = frm.doc.household ? { household: frm.doc.household } : {};
			return { filters: { status: "Present", ...home } };
		});
		frm.set_query("household", () => ({ filters: { status: ["!=", "Dissolved"] } }));
		frm.set_query("help_kind", () => ({ filters: { enabled: 1 } }));
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		// Household and person say where; the claim says who.
		const placed = Boolean(frm.doc.household || frm.doc.resident);
		for (const fieldname of ["grid", "place"]) frm.set_df_property(fieldname, "read_only", placed ? 1 : 0);
		for (const fieldname of ["volunteer", "team"]) frm.set_df_property(fieldname, "read_only", 1);
		frm.toggle_display("claim_section", !frm.is_new());
		frm.toggle_display("voice_section", ["Confirmed", "Referred"].includes(frm.doc.stage));
		if (frm.is_new()) return;
		community_gov.offer_new_code(frm, "help_request.issue_code", "help_request");
		if (frm.doc.stage_category === "Open") {
			frm.add_custom_button(__("Whom to Help and Where"), () => show_contact(frm));
		}
		if (frm.doc.stage === "Raised") show_candidates(frm);
		if (frm.doc.case_file) {
			frm.add_custom_button(__("Open Case"), () => frappe.set_route("Form", "Case", frm.doc.case_file));
		}
	},
});


async function show_contact(frm) {
	const person = await community_gov.post("help_request.contact", { help_request: frm.doc.name });
	const rows = [
		[__("Full Name"), person.full_name],
		[__("Address"), person.address],
		[__("Phone"), person.mobile || person.note],
	];
	const body = rows.map(([label, text]) => `<tr><th>${label}</th><td>${community_gov.escaped(text || "—")}</td></tr>`).join("");
	frappe.msgprint({
		title: __("Whom to Help and Where"),
		message: `<table class="table">${body}</table><p class="text-muted">${__("This look is logged.")}</p>`,
	});
}

/** Volunteers and teams near, each with the reason; one press names them. */
async function show_candidates(frm) {
	const { name } = frm.doc;
	const found = await community_gov.get("help_request.candidates", { help_request: name });
	if (frm.doc.name !== name || frm.doc.stage !== "Raised") return;
	const rows = [
		...found.teams.map((row) => candidate(row.team, __("Team"), row.reason, { team: row.team })),
		...found.volunteers.map((row) =>
			candidate(row.full_name, __("Volunteer"), row.reason, { volunteer: row.volunteer })
		),
	];
	const nobody = `<p class="text-muted">${__("No volunteer near is on record.")}</p>`;
	const section = community_gov.put_section(
		frm,
		"candidates",
		rows.length ? `<table class="table table-borderless cg-candidates">${rows.join("")}</table>` : nobody,
		__("Who May Help")
	);
	$(section).on("click", "[data-helper]", (event) => name_helper(frm, $(event.currentTarget).data("helper")));
}

const candidate = (title, kind, reason, helper) => `<tr>
	<td>${community_gov.escaped(title)} <span class="text-muted">${kind}</span></td><td>${community_gov.escaped(reason)}</td>
	<td class="text-right"><button class="btn btn-xs btn-default" data-helper="${community_gov.escaped(JSON.stringify(helper))}">
		${__("Name for the Request")}</button></td></tr>`;

async function name_helper(frm, helper) {
	await community_gov.post("help_request.claim", { help_request: frm.doc.name, ...helper });
	frappe.show_alert({ message: __("The volunteer is named and told."), indicator: "green" });
	frm.reload_doc();
}
