frappe.ui.form.on("Volunteer Activity", {
	setup(frm) {
		const enabled = () => ({ filters: { enabled: 1 } });
		for (const fieldname of ["grid", "service_project", "team"]) frm.set_query(fieldname, enabled);
		frm.set_query("skill", "roles", enabled);
		frm.set_query("intensity", "roles", enabled);
	},

	refresh(frm) {
		frm.toggle_display("stage_section", !frm.is_new());
		if (frm.is_new()) return;
		const open = ["Recruiting", "Sign-up Closed"].includes(frm.doc.stage);
		const writes = Boolean(frm.perm[0]?.write);
		if (open && writes) {
			frm.add_custom_button(__("Check-in Code"), () => show_code(frm, "in"), __("Attendance"));
			frm.add_custom_button(__("Check-out Code"), () => show_code(frm, "out"), __("Attendance"));
		}
		if (frm.doc.stage === "Recruiting" && writes) {
			frm.add_custom_button(__("Sign up a Volunteer"), () => ask_volunteer(frm));
			show_candidates(frm);
		}
		if (frm.doc.stage !== "Scheduled") show_sign_ups(frm, { open, held: frm.doc.stage === "Held", writes });
	},
});

const text_of = (text) => frappe.utils.escape_html(String(text ?? ""));

/** A code to scan that is renewed before it runs out, until the dialog is closed. */
function show_code(frm, kind) {
	const title = kind === "in" ? __("Check-in Code") : __("Check-out Code");
	const dialog = new frappe.ui.Dialog({
		title,
		on_hide: () => {
			dialog.closed = true;
			clearTimeout(dialog.timer);
		},
	});
	dialog.$body.addClass("cg-check-code text-center");
	dialog.show();
	renew(frm, kind, dialog);
}

async function renew(frm, kind, dialog) {
	const shown = await community_gov.get("activity.code", { activity: frm.doc.name, kind });
	if (dialog.closed) return;
	dialog.$body.html(`<h3>${text_of(frm.doc.activity_title)}</h3>${shown.svg}
		<p class="cg-code-text">${text_of(shown.code.replace(/(.{4})/, "$1-"))}</p>
		<p class="text-muted">${__("Scan the code with the phone. It changes every minute.")}</p>`);
	dialog.timer = setTimeout(() => renew(frm, kind, dialog), Math.max(shown.seconds, 2) * 1000);
}

function ask_volunteer(frm) {
	const near = { status: "Active", grid: ["like", `${frm.doc.grid.slice(0, 9)}%`] };
	const dialog = new frappe.ui.Dialog({
		title: __("Sign up a Volunteer"),
		fields: [
			{
				fieldname: "volunteer",
				fieldtype: "Link",
				options: "Volunteer",
				label: __("Volunteer"),
				reqd: 1,
				get_query: () => ({ filters: near }),
			},
			{
				fieldname: "role",
				fieldtype: "Select",
				label: __("Role", null, "Activity Role"),
				options: frm.doc.roles.map((row) => row.role_title),
				default: frm.doc.roles[0]?.role_title,
				reqd: 1,
			},
		],
		primary_action_label: __("Sign up a Volunteer"),
		primary_action: async (values) => {
			await community_gov.post("activity.sign_up", { activity: frm.doc.name, ...values });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

const STATUS_COLOURS = { "Signed Up": "blue", Waiting: "orange", Attended: "green", Missed: "red", Cancelled: "gray" };

/** Who is expected and who was there, with what the organiser may do for each. */
async function show_sign_ups(frm, now) {
	const { name } = frm.doc;
	const rows = await frappe.db.get_list("Activity Sign-up", {
		filters: { activity: name },
		fields: ["volunteer", "volunteer_name", "activity_role", "status", "checked_in_at", "checked_out_at", "asked_again"],
		order_by: "signed_up_at asc",
		limit: 200,
	});
	if (frm.doc.name !== name) return;
	const body = rows.map((row) => sign_up_row(row, now)).join("");
	const forgotten = rows.filter(never_left).length;
	if (forgotten && now.held && now.writes) {
		frm.set_intro(__("{0} checked in and never out. State when they left, or enter the services by hand.", [forgotten]), "orange");
	}
	const nobody = `<p class="text-muted">${__("Nobody has signed up yet.")}</p>`;
	const table = `<table class="table table-borderless cg-sign-ups">${body}</table>`;
	const section = community_gov.put_section(frm, "sign_ups", rows.length ? table : nobody, __("Who Signed Up"));
	$(section).on("click", "[data-step]", (event) => {
		const { step, volunteer } = event.currentTarget.dataset;
		if (step === "check_out_afterwards") ask_when_left(frm, volunteer);
		else take_for(frm, step, volunteer);
	});
}

const never_left = (row) => Boolean(row.checked_in_at && !row.checked_out_at);

/** [words, colour] of where somebody stands. */
function standing_of(row, now) {
	if (never_left(row)) return now.held ? [__("Not Checked Out"), "orange"] : [__("Checked in"), "blue"];
	return [__(row.status, null, "Activity Sign-up"), STATUS_COLOURS[row.status]];
}

function sign_up_row(row, now) {
	const [status, colour] = standing_of(row, now);
	const button = (step, label) =>
		`<button class="btn btn-xs btn-default" data-step="${step}" data-volunteer="${text_of(row.volunteer)}">${label}</button>`;
	const buttons = (now.held ? [never_left(row) && button("check_out_afterwards", __("State Check-out"))] : [
		row.status === "Signed Up" && !row.checked_in_at && button("check_in", __("Check in")),
		row.checked_in_at && !row.checked_out_at && button("check_out", __("Check out")),
		["Signed Up", "Waiting"].includes(row.status) && !row.checked_in_at && button("cancel", __("Cancel Sign-up")),
	]).filter(Boolean);
	const asked = row.asked_again ? ` <span class="text-muted">${__("Asked Again", null, "Activity Sign-up")}</span>` : "";
	return `<tr><td>${text_of(row.volunteer_name)}</td><td>${text_of(row.activity_role)}</td>
		<td><span class="indicator-pill ${colour} no-indicator-dot">${status}</span>${asked}</td>
		<td>${text_of((row.checked_in_at || "").slice(11, 16))} ${text_of((row.checked_out_at || "").slice(11, 16))}</td>
		<td class="text-right">${now.writes && (now.open || now.held) ? buttons.join(" ") : ""}</td></tr>`;
}

async function take_for(frm, step, volunteer) {
	await community_gov.post(`activity.${step}`, { activity: frm.doc.name, volunteer });
	frm.reload_doc();
}

/** Volunteers near who could still come, for each role with the reason; one press signs one up. */
async function show_candidates(frm) {
	const { activity, roles } = await community_gov.get("activity.candidates", { activity: frm.doc.name });
	if (frm.doc.name !== activity || frm.doc.stage !== "Recruiting") return;
	const rows = roles.flatMap((role) => role.volunteers.map((one) => candidate(role, one)));
	const nobody = `<p class="text-muted">${__("No volunteer near is on record.")}</p>`;
	const table = `<table class="table table-borderless cg-candidates">${rows.join("")}</table>`;
	const section = community_gov.put_section(frm, "candidates", rows.length ? table : nobody, __("Who May Come"));
	$(section).on("click", "[data-volunteer]", (event) => {
		const { volunteer, role } = event.currentTarget.dataset;
		sign_up(frm, volunteer, role);
	});
}

const candidate = (role, one) => `<tr>
	<td>${text_of(one.full_name)} <span class="text-muted">${text_of(role.role)}</span></td>
	<td>${text_of(one.reason)}</td>
	<td class="text-right"><button class="btn btn-xs btn-default" data-volunteer="${text_of(one.volunteer)}"
		data-role="${text_of(role.role)}">${role.free ? __("Sign up", null, "Volunteer Activity") : __("Join the waiting list")}</button></td></tr>`;

async function sign_up(frm, volunteer, role) {
	await community_gov.post("activity.sign_up", { activity: frm.doc.name, volunteer, role });
	frm.reload_doc();
}

/** Staff state when somebody left who forgot to check out. */
function ask_when_left(frm, volunteer) {
	const dialog = new frappe.ui.Dialog({
		title: __("State Check-out"),
		fields: [
			{
				fieldname: "left_at",
				fieldtype: "Datetime",
				label: __("Left At"),
				default: frm.doc.ends_at,
				description: __("After the check-in, not after the end of the activity."),
				reqd: 1,
			},
		],
		primary_action_label: __("State Check-out"),
		primary_action: async ({ left_at }) => {
			await community_gov.post("activity.check_out_afterwards", { activity: frm.doc.name, volunteer, left_at });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}
