frappe.pages["first-steps"].on_page_load = (wrapper) => community_gov.start_first_steps(wrapper);
frappe.pages["first-steps"].on_page_show = (wrapper) => wrapper.first_steps?.show();
