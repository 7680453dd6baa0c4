frappe.ui.form.on("Working Calendar", {
	refresh(frm) {
		if (!frm.is_new() && frm.perm[0]?.write) {
			frm.add_custom_button(__("Fill a Year"), () => frm.trigger("fill_year"));
		}
	},

	async fill_year(frm) {
		const { published } = await community_gov.get("calendar.years", { calendar: frm.doc.name });
		const fields = [
			{
				fieldname: "year",
				fieldtype: "Select",
				label: __("Year"),
				reqd: 1,
				options: published.reverse().map(String),
			},
		];
		frappe.prompt(
			fields,
			async ({ year }) => {
				await frappe.xcall("community_gov.api.v1.calendar.fill", { calendar: frm.doc.name, year });
				await frm.reload_doc();
			},
			__("Fill a Year")
		);
	},
});
