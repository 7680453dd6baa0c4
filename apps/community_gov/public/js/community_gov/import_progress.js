// How far the import of a sheet is, below its fields: a bar while it runs, then its rows with problems.
import { escaped } from "./markup";

frappe.provide("community_gov");

/** Endings of files that people take for sheets; the server says what to do with those that it does not read. */
community_gov.sheet_files = [".csv", ".txt", ".xlsx", ".xls", ".et", ".ods", ".numbers"];

/** Where a row stands, as HTML: its line, behind the title of its sheet where a file has several. */
community_gov.sheet_line = ({ sheet, line }) => escaped(sheet ? __("{0}, line {1}", [sheet, line]) : line);

const RUNNING = ["Checking", "Loading"];

/**
 * Asks the server until the work ends or the form shows another record; works without socket.io.
 * `words`: the heading of what a problem names beside its line (`column` or `key`), and the statuses of success.
 */
community_gov.follow_import = async (frm, api, words) => {
	const { name } = frm.doc;
	const told = await community_gov.get(`${api}.status`, { name });
	if (frm.doc.name !== name) return;
	const running = RUNNING.includes(told.status);
	frm.get_field("preview").$wrapper.html((running ? bar(told) : "") + problems(told, words));
	if (!running) {
		if (told.status !== frm.doc.status) frm.reload_doc();
		return;
	}
	clearTimeout(frm.import_timer);
	frm.import_timer = setTimeout(() => {
		if (frm.doc.name === name && frappe.get_route()[2] === name) community_gov.follow_import(frm, api, words);
	}, 1000);
};

function bar({ done, total }) {
	const percent = total ? Math.floor((done * 100) / total) : 0;
	const words = total ? __("{0} of {1} lines", [done, total]) : __("The import waits for its turn.");
	return `<div class="progress"><div class="progress-bar" role="progressbar" aria-valuenow="${percent}"
		aria-valuemin="0" aria-valuemax="100" style="width: ${percent}%"></div></div><p>${words}</p>`;
}

function problems({ status, problem_count, problems: rows }, words) {
	if (!rows.length) {
		const is_good = words.success.includes(status);
		return is_good ? `<p class="text-success">${__("No line has a problem.")}</p>` : "";
	}
	const field = words.key ? "key" : "column";
	const cells = rows.map(
		(row) => `<tr><td>${community_gov.sheet_line(row)}</td>${[row[field], `${row.reason} ${row.detail || ""}`]
			.map((text) => `<td>${escaped(text || "")}</td>`)
			.join("")}</tr>`
	);
	const more =
		problem_count > rows.length
			? `<p>${__("The first {0} of {1} problems.", [rows.length, problem_count])}</p>`
			: "";
	return `${more}<table class="table table-bordered table-sm"><thead><tr><th>${__("Line", null, "Sheet Import")}</th>
		<th>${words[field]}</th><th>${__("Problem")}</th></tr></thead><tbody>${cells.join("")}</tbody></table>`;
}

/**
 * Asks for a sheet of which all rows are taken or none; a large one goes on in the background, in its Sheet Import.
 * `told(found)` says what was taken; `refresh` shows it.
 */
community_gov.upload_sheet = (endpoint, told, refresh) =>
	new frappe.ui.FileUploader({
		restrictions: { allowed_file_types: community_gov.sheet_files },
		make_attachments_public: false,
		on_success: async ({ file_url }) => {
			const found = await community_gov.post(endpoint, { file_url });
			if (found.status === "Checking") return frappe.set_route("Form", "Sheet Import", found.import);
			const place = (row) => (row.sheet ? community_gov.sheet_line(row) : __("Line {0}", [row.line]));
			const line = (row) => `<li>${place(row)}: ${frappe.utils.escape_html(row.reason)}</li>`;
			frappe.msgprint(
				found.problems.length
					? `<p>${__("Nothing was taken. Correct the sheet and upload it again.")}</p><ul>${found.problems.map(line).join("")}</ul>`
					: frappe.utils.escape_html(`${told(found)} ${found.message || ""}`)
			);
			refresh();
		},
	});
