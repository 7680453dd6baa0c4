// What stays as it was once a session was held or called off.
const WRITTEN = ["topic", "session_kind", "grid", "begins_at", "hours", "place", "trainer", "attendance"];

frappe.ui.form.on("Training Session", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("attendee", "attendance", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},

	refresh(frm) {
		const over = ["Held", "Called Off"].includes(frm.doc.status);
		for (const fieldname of WRITTEN) frm.set_df_property(fieldname, "read_only", over ? 1 : 0);
		if (frm.is_new() || frm.is_dirty() || !frm.perm[0]?.write) return;
		const { status, begins_at } = frm.doc;
		const begun = begins_at <= frappe.datetime.now_datetime();
		if (status === "To Be Held") {
			frm.add_custom_button(__("Invite Grid Workers"), () => step(frm, "invite"));
			frm.add_custom_button(__("Call Off"), () =>
				frappe.confirm(__("{0} is called off. It cannot be held afterwards.", [frm.doc.topic]), () => step(frm, "call_off"))
			);
		}
		if (status !== "Called Off" && begun) {
			const label = status === "Held" ? __("Correct the Attendance") : __("Take Attendance");
			const button = frm.add_custom_button(label, () => community_gov.take_attendance(frm));
			if (status !== "Held") button.addClass("btn-primary");
		}
	},
});

async function step(frm, name) {
	const answer = await community_gov.post(`training.${name}`, { session: frm.doc.name });
	if (name === "invite") {
		frappe.show_alert({ message: __("{0} people were added.", [answer.added]), indicator: "green" });
	}
	frm.reload_doc();
}
