frappe.treeview_settings["Grid"] = community_gov.open_tree("Grid", {
	endpoint: "grid.children",
	title: __("Places"),
	root_label: "All Places",
	root_text: () => __("All Places"),
	// 700,000 places opened at once would stop the browser; each level is loaded when it is opened.
	show_expand_all: false,
	child: (parent) => ({ parent_grid: parent, code: parent }),
	toolbar: [
		{
			label: __("Cases"),
			condition: (node) => !node.is_root && frappe.model.can_read("Case"),
			click: (node) => frappe.set_route("List", "Case", { grid: ["like", `${node.data.value}%`] }),
		},
	],
});
