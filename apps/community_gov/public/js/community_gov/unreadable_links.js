// Links of our forms to what one may neither read nor choose: the field would offer a refusal and nothing else.
const { get_status } = frappe.ui.form.ControlLink.prototype;
frappe.ui.form.ControlLink.prototype.get_status = function (...args) {
	const status = get_status.apply(this, args);
	const { frm, df } = this;
	if (status !== "Write" || df.fieldtype !== "Link" || df.reqd || frm?.meta.module !== "Community Gov") return status;
	if (frappe.model.can_read(df.options) || frappe.model.can_select(df.options)) return status;
	return frm.doc[df.fieldname] ? "Read" : "None";
};
