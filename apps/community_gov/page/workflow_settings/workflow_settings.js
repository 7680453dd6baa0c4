frappe.pages["workflow-settings"].on_page_load = (wrapper) => community_gov.start_workflows(wrapper);
