frappe.treeview_settings["Party Branch"] = community_gov.open_tree("Party Branch", {
	endpoint: "party_branch.children",
	title: __("Party Branches"),
	root_label: "All Branches",
	root_text: () => __("All Branches"),
	child: (parent) => ({ parent_branch: parent }),
});
