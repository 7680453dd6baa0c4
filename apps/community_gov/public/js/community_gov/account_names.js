// Fields that hold an account show the name of its person, which comes with the answers of the server.
const { is_title_link } = frappe.ui.form.ControlLink.prototype;
frappe.ui.form.ControlLink.prototype.is_title_link = function (...args) {
	return this.get_options() === "User" || is_title_link.apply(this, args);
};

// A row of a list shows the title of a link that Frappe read with the rows; ours came beside them.
const { get_column_html } = frappe.views.ListView.prototype;
frappe.views.ListView.prototype.get_column_html = function (column, doc, ...more) {
	const { fieldtype, options, fieldname } = column.df || {};
	const name = fieldtype === "Link" && options === "User" && frappe.utils.get_link_title("User", doc[fieldname]);
	if (!name) return get_column_html.call(this, column, doc, ...more);
	const titles = this.link_field_title_fields;
	this.link_field_title_fields = { ...titles, [fieldname]: "shown" };
	const html = get_column_html.call(this, column, { ...doc, [`${fieldname}_shown`]: name }, ...more);
	this.link_field_title_fields = titles;
	return html;
};

// Beside a form stands who made it and who changed it; Frappe knows the names of those only who wrote something there.
const { full_name } = frappe.user;
frappe.user.full_name = function (account) {
	const name = full_name.call(this, account);
	return name === account ? frappe.utils.get_link_title("User", account) || name : name;
};
