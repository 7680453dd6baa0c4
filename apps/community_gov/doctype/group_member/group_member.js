frappe.ui.form.on("Group Member", {
	refresh(frm) {
		frm.disable_save();
		if (!frappe.user.has_role(["Council Clerk", "Community Manager", "Community Administrator"])) return;
		const given = { group: frm.doc.interest_group, member: frm.doc.name };
		const leads = frm.doc.group_role === "Lead";
		if (frm.doc.proven_at) {
			const label = leads ? __("Take the Lead Back") : __("Appoint as Lead");
			frm.add_custom_button(label, () => send(frm, "group.set_lead", { ...given, leads: !leads }));
		}
		frm.add_custom_button(__("Take off the List"), () =>
			frappe.confirm(__("Nothing of this person stays with the group. Go on?"), () => leave(given))
		);
	},
});

async function send(frm, method, given) {
	await community_gov.post(method, { ...given, idempotency_key: frappe.utils.get_random(20) });
	frm.reload_doc();
}

async function leave(given) {
	await community_gov.post("group.remove_member", { ...given, idempotency_key: frappe.utils.get_random(20) });
	frappe.set_route("Form", "Interest Group", given.group);
}
