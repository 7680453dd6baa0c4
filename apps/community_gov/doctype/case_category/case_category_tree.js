frappe.treeview_settings["Case Category"] = community_gov.open_tree("Case Category", {
	endpoint: "category.children",
	title: __("Case Categories"),
	root_label: "All Categories",
	root_text: () => __("All Categories"),
	child: (parent) => ({ parent_case_category: parent }),
});
