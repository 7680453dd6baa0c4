frappe.ui.form.on("Household", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("building", () => ({ filters: { enabled: 1 } }));
		frm.set_query("head", () => ({ filters: { household: frm.doc.name, status: "Present" } }));
	},

	refresh(frm) {
		for (const fieldname of ["grid", "address"]) {
			frm.set_df_property(fieldname, "read_only", frm.doc.building ? 1 : 0);
		}
		frm.toggle_display("head", !frm.is_new());
		if (frm.is_new()) return;
		frm.add_custom_button(__("Register a Resident"), () =>
			frappe.new_doc("Resident", { household: frm.doc.name, grid: frm.doc.grid, address: frm.doc.address })
		);
		frm.add_custom_button(__("Help Code"), () => show_code(frm));
		frm.add_custom_button(__("Ask for Help"), () => frappe.new_doc("Help Request", { household: frm.doc.name }));
		show_members(frm);
	},

	async building(frm) {
		if (!frm.doc.building) return;
		const { message } = await frappe.db.get_value("Building", frm.doc.building, "grid");
		frm.set_value("grid", message.grid);
	},
});

/** Who lives here, the head first. */
async function show_members(frm) {
	const { name } = frm.doc;
	const { members } = await community_gov.get("resident.household", { household: name });
	if (!members.length || frm.doc.name !== name) return;
	const { escaped } = community_gov;
	const rows = members.map(
		(row) => `<tr><td>${frappe.utils.get_form_link("Resident", row.name, true, escaped(row.full_name))}</td>
			<td>${escaped(__(row.relation_to_head || "Not Stated", null, "Resident"))}</td>
			<td>${escaped(__(row.sex || "", null, "Resident"))}</td>
			<td>${escaped(__(row.residence_kind || "", null, "Resident"))}</td></tr>`
	);
	community_gov.put_section(
		frm,
		"members",
		`<table class="table table-bordered"><tr><th>${__("Full Name")}</th>
			<th>${__("Relation to the Head")}</th><th>${__("Sex")}</th>
			<th>${__("Residence Kind")}</th></tr>${rows.join("")}</table>`,
		__("Household Members")
	);
	const tree = community_gov.family_tree(members);
	if (tree) community_gov.put_section(frm, "relations", tree, __("Relations"));
}

/** The code of the yellow ribbon: whoever scans it asks for help for this household. */
async function show_code(frm) {
	const code = await community_gov.get("help_request.household_code", { household: frm.doc.name });
	const dialog = new frappe.ui.Dialog({
		title: __("Help Code"),
		fields: [{ fieldname: "code", fieldtype: "HTML" }],
		primary_action_label: __("Print"),
		primary_action: () => print_code(code_page(code)),
	});
	dialog.fields_dict.code.$wrapper.html(code_page(code));
	dialog.show();
}

const code_page = ({ title, code, svg }) => `<div class="cg-help-code text-center">
	<h3>${frappe.utils.escape_html(title)}</h3>
	<p>${__("Scan to ask for help for this home. Volunteers near are told.")}</p>
	<div style="width: 240px; margin: auto">${svg}</div>
	<p><code>${frappe.utils.escape_html(code)}</code></p></div>`;

function print_code(page) {
	const sheet = window.open("", "_blank");
	sheet.document.write(`<!doctype html><meta charset="utf-8"><body style="text-align: center">${page}`);
	sheet.document.close();
	sheet.print();
}
