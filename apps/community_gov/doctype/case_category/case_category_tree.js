frappe.treeview_settings["Case Category"] = {
	get_tree_nodes: "community_gov.api.v1.category.children",
	get_tree_root: false,
	// Without filters the desk draws a tree that has a fixed root only when told to.
	onload: (treeview) => treeview.make_tree(),
	root_label: "All Categories",
	title: __("Case Categories"),
	disable_add_node: true,
	get_label: (node) =>
		frappe.utils.escape_html(node.is_root ? __("All Categories") : node.data.title || node.label),
	toolbar: [
		{
			label: __("Details"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", "Case Category", node.data.value),
		},
		{
			label: __("Add Part"),
			condition: (node) => node.expandable && frappe.model.can_create("Case Category"),
			click: (node) =>
				frappe.new_doc("Case Category", {
					parent_case_category: node.is_root ? "" : node.data.value,
				}),
		},
	],
};
