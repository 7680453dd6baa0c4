frappe.ui.form.on("Community Notice", {
	setup(frm) {
		frm.set_query("supersedes", () => ({ filters: { stage: ["in", ["Sent", "Chased"]], name: ["!=", frm.doc.name] } }));
		frm.set_query("compound", "audience", () => ({ filters: { grid: ["like", `${(frm.doc.grid || "").slice(0, 12)}%`] } }));
		frm.set_query("building", "audience", () => ({ filters: { grid: ["like", `${frm.doc.grid || ""}%`] } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		show_reach(frm);
		const may_write = frm.perm[0]?.write;
		const notice = { notice: frm.doc.name };
		if (may_write && !frm.doc.sent_at && frm.doc.stage_category === "Open") frm.add_custom_button(__("Count the Audience"), () => count(frm));
		if (may_write && approves() && waits_for_approval(frm.doc)) {
			const asked = () => [{ fieldname: "sure", fieldtype: "HTML", options: frappe.utils.escape_html(frm.doc.plain_summary || "") }];
			community_gov.add_asking_button(frm, __("Approve", null, "Workflow Action"), asked, "community_notice.approve", notice, { adapt: () => ({}) });
		}
		if (frm.doc.reply_wanted && frm.doc.sent_at) frm.add_custom_button(__("Replies"), () => frappe.set_route("List", "Opinion", { reply_to: frm.doc.name }));
		if (is_under_way(frm.doc) && frm.doc.by_board) community_gov.add_asking_button(frm, __("Post on a Board"), board_fields, "community_notice.post_board", notice);
		if (frm.doc.sent_at && !frm.doc.states_deleted_on && frappe.model.can_read("Notice Delivery")) offer_deliveries(frm);
	},
});

const approves = () => ["Community Manager", "Community Administrator"].some((role) => frappe.user.has_role(role));
const is_under_way = ({ stage }) => ["Sent", "Chased"].includes(stage);

/** A large audience before it is scheduled, an emergency after it was sent; the server says whether it needs one. */
const waits_for_approval = (doc) => (doc.stage === "Approved" && !doc.second_approved_by) || (is_under_way(doc) && doc.kind === "Emergency" && !doc.approved_by);

function offer_deliveries(frm) {
	frm.add_custom_button(__("Door Round"), () => frappe.set_route("List", "Notice Delivery", { notice: frm.doc.name, channel: "Door", status: "Waiting" }));
	if (["Emergency", "Must Confirm"].includes(frm.doc.kind)) frm.add_custom_button(__("Who Was Not Reached"), () => show_unreached(frm));
}

async function count(frm) {
	const told = await community_gov.post("community_notice.count", { notice: frm.doc.name });
	const words = __("{0} households, {1} people. With a mobile number: {2}, with a bound phone: {3}.", [told.audience_households, told.audience_people, told.with_number, told.with_portal]);
	const second = told.needs_second_approval ? ` ${__("A second approval is needed.")}` : "";
	frappe.msgprint({ title: __("Audience"), message: frappe.utils.escape_html(words + second) });
	frm.reload_doc();
}

async function show_reach(frm) {
	if (!frm.doc.sent_at) return;
	const name = frm.doc.name;
	const told = await community_gov.get("community_notice.figures", { notice: name });
	if (frm.doc.name !== name) return;
	frm.dashboard.add_indicator(__("Reached: {0} of {1} households", [told.reached_households, told.audience_households]), told.unreached ? "orange" : "green");
	if (["Emergency", "Must Confirm"].includes(frm.doc.kind)) frm.dashboard.add_indicator(__("Confirmed: {0}", [told.confirmed_households]), "blue");
	if (told.doors_needed) frm.dashboard.add_indicator(__("Doors: {0} of {1}", [told.doors_done, told.doors_needed]), "blue");
}

async function show_unreached(frm) {
	const rows = await community_gov.get("community_notice.unreached", { notice: frm.doc.name });
	const lines = rows.map(({ address, recipient, grid }) => `<li>${frappe.utils.escape_html(address || recipient)} <span class="text-muted">${frappe.utils.escape_html(grid || "")}</span></li>`);
	const message = lines.length ? `<ul>${lines.join("")}</ul>` : frappe.utils.escape_html(__("Every household of your area was reached."));
	frappe.msgprint({ title: __("Who Was Not Reached"), message });
}

const board_fields = () => [
	{ fieldname: "place", fieldtype: "Data", label: __("Notice Board", null, "Notice Board Posting"), reqd: 1 },
	{ fieldname: "building", fieldtype: "Link", label: __("Building", null, "Notice Board Posting"), options: "Building", description: __("Its households count as reached by board.") },
	{ fieldname: "photo", fieldtype: "Attach Image", label: __("Photo", null, "Notice Board Posting"), reqd: 1 },
];
