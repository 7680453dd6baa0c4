// Intake beside the plain report: dangers that cannot wait, settling on the spot, the 12345 hotline.
import { escaped } from "./markup";
import { may_settle, settle_on_the_spot } from "./settle";

frappe.provide("community_gov");

/** While a report is written: the number to call if its words or category mean danger. */
community_gov.show_emergency = frappe.utils.debounce(async (frm) => {
	const { doc } = frm;
	if (!frm.is_new() || !(doc.description || doc.category)) return;
	const args = { description: doc.description, category: doc.category };
	const { notice, phone } = await community_gov.get("public.emergency_check", args);
	if (frm.doc !== doc) return;
	frm.set_intro("");
	if (phone) frm.set_intro(`<b>${escaped(__("Call {0} at once", [phone]))}</b> ${escaped(notice)}`, "red");
}, 500);

community_gov.add_intake_buttons = (listview) => {
	const has = (...roles) => roles.some((role) => frappe.user.has_role(role));
	const add = (label, action) => listview.page.add_inner_button(label, action);
	if (may_settle()) add(__("Settle on the Spot"), () => settle_on_the_spot());
	if (has("Operator", "Duty Chief", "Community Administrator")) {
		add(__("Import Hotline Orders"), () => upload_orders(listview));
		add(__("Export Answers"), () => {
			window.open("/api/method/community_gov.api.v1.hotline.export_answers");
		});
	}
};

function upload_orders(listview) {
	new frappe.ui.FileUploader({
		dialog_title: __("Import Hotline Orders"),
		allow_multiple: false,
		disable_file_browser: true,
		allow_toggle_private: false,
		make_attachments_public: false,
		restrictions: { allowed_file_types: community_gov.sheet_files },
		on_success: async ({ file_url }) => {
			const answer = await community_gov.post("hotline.import_file", { file_url });
			if (answer.status === "Checking") return frappe.set_route("Form", "Sheet Import", answer.import);
			frappe.msgprint({ title: __("Import Hotline Orders"), message: told(answer) });
			listview.refresh();
		},
	});
}

function told({ taken, known, problems, message }) {
	if (!problems.length)
		return escaped(`${__("{0} orders taken, {1} known already.", [taken, known])} ${message || ""}`);
	const rows = problems.map(
		(row) =>
			`<tr><td>${community_gov.sheet_line(row)}</td>${[row.number, `${row.reason} ${row.detail}`]
				.map((text) => `<td>${escaped(text)}</td>`)
				.join("")}</tr>`
	);
	return `<p>${__("Nothing was loaded. Correct these rows and upload the file again.")}</p>
		<table class="table table-bordered"><tr><th>${__("Line", null, "Sheet Import")}</th><th>${__("Order Number")}</th>
		<th>${__("Problem")}</th></tr>${rows.join("")}</table>`;
}

/** On a case of the hotline: the answer that goes back, closed cases included. */
community_gov.add_hotline_button = (frm) => {
	const writes = ["Operator", "Duty Chief"].some((role) => frappe.user.has_role(role));
	if (frm.is_new() || !frm.doc.upstream_number || !writes) return;
	frm.add_custom_button(__("Answer the Hotline"), () => {
		frappe.prompt(
			{
				fieldname: "text",
				fieldtype: "Small Text",
				label: __("Answer to the Hotline"),
				default: frm.doc.hotline_answer || frm.doc.resolution,
				reqd: 1,
			},
			async ({ text }) => {
				await community_gov.post("hotline.answer", { case: frm.doc.name, text });
				await frm.reload_doc();
			},
			__("Answer the Hotline")
		);
	});
};
