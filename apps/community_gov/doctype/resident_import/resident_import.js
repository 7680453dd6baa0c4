const RUNNING = ["Checking", "Loading"];

frappe.ui.form.on("Resident Import", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.page.clear_inner_toolbar();
		frm.get_field("preview").$wrapper.empty();
		frm.add_custom_button(__("Template"), () => download("template"));
		if (frm.is_new()) return;
		// The main button works on what is stored, so a changed form shows Save instead.
		if (!frm.is_dirty()) add_steps(frm);
		follow(frm);
	},
});

function add_steps(frm) {
	const { status } = frm.doc;
	if (["Not Checked", "Checked"].includes(status) && frm.doc.sheet) {
		frm.add_custom_button(__("Check the Sheet"), () => begin(frm, "preview"));
	}
	if (["Checked", "Stopped"].includes(status) && frm.doc.sheet) {
		const button = status === "Stopped" ? __("Go on Loading") : __("Load");
		frm.add_custom_button(button, () => confirm_load(frm)).addClass("btn-primary");
	}
	if (frm.doc.failed_count && frm.doc.sheet && !RUNNING.includes(status)) {
		frm.add_custom_button(__("Download Lines with Problems"), () =>
			download("failed_rows", { name: frm.doc.name })
		);
	}
	if (frm.doc.sheet && ["Loaded", "Stopped"].includes(status)) {
		frm.add_custom_button(__("Delete the Sheet"), () => delete_sheet(frm));
	}
}

function download(method, parameters = {}) {
	const query = new URLSearchParams(parameters);
	window.open(`/api/method/community_gov.api.v1.resident_import.${method}?${query}`);
}

function confirm_load(frm) {
	const words = __("{0} new people are loaded. {1} lines with problems are left out.", [
		cint(frm.doc.new_count),
		cint(frm.doc.failed_count),
	]);
	frappe.confirm(words, () => begin(frm, "start"));
}

async function begin(frm, step) {
	await community_gov.post(`resident_import.${step}`, { name: frm.doc.name });
	frm.reload_doc();
}

function delete_sheet(frm) {
	frappe.confirm(__("The uploaded sheet is deleted for good. What was loaded stays."), async () => {
		await community_gov.post("resident_import.delete_files", { name: frm.doc.name });
		frm.reload_doc();
	});
}

// Asks the server how far it is until the work ends or the form shows another record; works without socket.io.
async function follow(frm) {
	const { name } = frm.doc;
	const told = await community_gov.get("resident_import.status", { name });
	if (frm.doc.name !== name) return;
	const running = RUNNING.includes(told.status);
	frm.get_field("preview").$wrapper.html((running ? bar(told) : "") + problems(told));
	if (!running) {
		if (told.status !== frm.doc.status) frm.reload_doc();
		return;
	}
	clearTimeout(frm.import_timer);
	frm.import_timer = setTimeout(() => {
		if (frm.doc.name === name && frappe.get_route()[2] === name) follow(frm);
	}, 1000);
}

function bar({ done, total }) {
	const percent = total ? Math.floor((done * 100) / total) : 0;
	const words = total ? __("{0} of {1} lines", [done, total]) : __("The import waits for its turn.");
	return `<div class="progress"><div class="progress-bar" role="progressbar" aria-valuenow="${percent}"
		aria-valuemin="0" aria-valuemax="100" style="width: ${percent}%"></div></div><p>${words}</p>`;
}

function problems({ status, problem_count, problems: rows }) {
	if (!rows.length) {
		const checked = ["Checked", "Loaded"].includes(status);
		return checked ? `<p class="text-success">${__("No line has a problem.")}</p>` : "";
	}
	const cells = rows.map(
		(row) => `<tr><td>${cint(row.line)}</td>${[row.column, row.reason]
			.map((text) => `<td>${frappe.utils.escape_html(text || "")}</td>`)
			.join("")}</tr>`
	);
	const more =
		problem_count > rows.length
			? `<p>${__("The first {0} of {1} problems.", [rows.length, problem_count])}</p>`
			: "";
	return `${more}<table class="table table-bordered table-sm"><thead><tr><th>${__("Line")}</th>
		<th>${__("Column")}</th><th>${__("Problem")}</th></tr></thead><tbody>${cells.join("")}</tbody></table>`;
}
