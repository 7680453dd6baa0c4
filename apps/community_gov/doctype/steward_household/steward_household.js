frappe.ui.form.on("Steward Household", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.disable_save();
		if (!frm.perm[0]?.write || frm.doc.to_date) return;
		const who = frm.doc.user ? { from_user: frm.doc.user } : { from_volunteer: frm.doc.volunteer };
		community_gov.add_asking_button(frm, __("Hand over All Households"), successor, "steward.hand_over", who);
		community_gov.add_asking_button(frm, __("End", null, "Steward Household"), reason, "steward.end", { steward_household: frm.doc.name });
	},
});

const reason = () => [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason") }];

const successor = () => [
	{ fieldname: "to_user", fieldtype: "Link", label: __("Account of the Steward", null, "Steward Household"), options: "User" },
	{ fieldname: "to_volunteer", fieldtype: "Link", label: __("Volunteer"), options: "Volunteer" },
	...reason(),
];
