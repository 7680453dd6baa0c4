// The Help menu begins with our guide, for everybody who has a workspace of ours; the menu is drawn after this.
const word = (text) => frappe.boot.__messages?.[text] || text;
const settings = frappe.boot.navbar_settings;

if (settings?.help_dropdown && frappe.boot.own_workspace) {
	const items = [{ name: "community-gov-guide", item_label: word("User Guide"), route: "/app/user-guide" }];
	if (frappe.boot.user.can_write?.includes("Community Gov Settings")) {
		items.push({ name: "community-gov-first-steps", item_label: word("First Steps"), route: "/app/first-steps" });
	}
	for (const { key, label } of community_gov.tours()) {
		const action = `community_gov.start_tour("${key}")`;
		items.push({ name: `community-gov-tour-${key}`, item_label: word(label), action, item_type: "Action" });
	}
	if (frappe.boot.user.can_read?.includes("Case")) {
		const action = "community_gov.switch_urgent_sound()";
		items.push({ name: "community-gov-sound", item_label: word("Sound of Urgent Cases"), action, item_type: "Action" });
	}
	settings.help_dropdown = [...items.map((item) => ({ item_type: "Route", hidden: 0, ...item })), ...settings.help_dropdown];
}
