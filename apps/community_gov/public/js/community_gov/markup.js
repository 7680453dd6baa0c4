// Texts on their way into markup.
frappe.provide("community_gov");

/** A text that says itself wherever it stands in HTML; nothing for null and undefined. */
export const escaped = (text) => frappe.utils.escape_html(String(text ?? ""));

community_gov.escaped = escaped;
