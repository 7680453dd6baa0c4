frappe.pages["home-tree"].on_page_load = (wrapper) => community_gov.start_home_tree(wrapper);
