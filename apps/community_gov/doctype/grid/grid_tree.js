frappe.treeview_settings["Grid"] = {
	get_tree_nodes: "community_gov.api.v1.grid.children",
	get_tree_root: false,
	// Without filters the desk draws a tree that has a fixed root only when told to.
	onload: (treeview) => treeview.make_tree(),
	root_label: "All Places",
	title: __("Places"),
	// 700,000 places opened at once would stop the browser; each level is loaded when it is opened.
	show_expand_all: false,
	disable_add_node: true,
	get_label: (node) =>
		frappe.utils.escape_html(node.is_root ? __("All Places") : node.data.title || node.label),
	toolbar: [
		{
			label: __("Details"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("Form", "Grid", node.data.value),
		},
		{
			label: __("Add Part"),
			condition: (node) => node.expandable && frappe.model.can_create("Grid"),
			click: (node) =>
				frappe.new_doc("Grid", {
					parent_grid: node.is_root ? "" : node.data.value,
					code: node.is_root ? "" : node.data.value,
				}),
		},
		{
			label: __("Cases"),
			condition: (node) => !node.is_root && frappe.model.can_read("Case"),
			click: (node) =>
				frappe.set_route("List", "Case", { grid: ["like", `${node.data.value}%`] }),
		},
	],
};
