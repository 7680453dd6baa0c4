// Following a case: its end is told to whoever follows, who may stop at any time.
frappe.provide("community_gov");

community_gov.follow = async (name) => {
	await community_gov.post("case.follow", { case: name, idempotency_key: frappe.utils.get_random(20) });
	frappe.show_alert({ message: __("You follow case {0} now.", [name]), indicator: "green" });
};

/** In the menu of the form: follow an open case, or stop following. */
community_gov.offer_following = async (frm) => {
	const { name, followers, stage_category } = frm.doc;
	const { following } = followers ? await community_gov.get("case.follows", { case: name }) : {};
	if (frm.doc.name !== name) return;
	if (following) frm.page.add_menu_item(__("Unfollow Case"), () => unfollow(frm));
	else if (stage_category !== "Done") frm.page.add_menu_item(__("Follow Case"), () => follow(frm));
};

async function follow(frm) {
	await community_gov.follow(frm.doc.name);
	await frm.reload_doc();
}

async function unfollow(frm) {
	await community_gov.post("case.unfollow", { case: frm.doc.name });
	const message = __("You no longer follow case {0}.", [frm.doc.name]);
	frappe.show_alert({ message, indicator: "orange" });
	await frm.reload_doc();
}
