frappe.pages["user-guide"].on_page_load = (wrapper) => community_gov.start_guide(wrapper);
frappe.pages["user-guide"].on_page_show = (wrapper) => wrapper.guide?.show();
