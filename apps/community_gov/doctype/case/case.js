frappe.ui.form.on("Case", {
	setup(frm) {
		frm.set_query("category", () => ({ filters: { is_group: 0, enabled: 1 } }));
		frm.set_query("grid", () => ({ filters: { enabled: 1 } }));
		frm.set_query("unit", "units", () => ({ filters: { enabled: 1 } }));
		community_gov.leave_zero_blank_on(frm, ["latitude", "longitude"]);
	},

	onload(frm) {
		frm.trigger("keep_observed_at");
		frm.trigger("begin_in_own_grid");
	},

	// Area staff report from their own grid; without a place it is found by the position.
	begin_in_own_grid(frm) {
		const own = frappe.boot.own_grid;
		if (!frm.is_new() || frm.doc.grid || !own) return;
		frappe.utils.add_link_title("Grid", own.name, own.grid_name);
		frm.set_value("grid", own.name);
	},

	refresh(frm) {
		frm.trigger("keep_observed_at");
		frm.trigger("show_timeline");
		frm.trigger("show_clock");
		frm.trigger("offer_filing_conditions");
		frm.trigger("add_links");
		community_gov.use_step_keys(frm);
		community_gov.show_routing(frm);
		community_gov.show_similar(frm);
		community_gov.show_path(frm, "grid");
		community_gov.offer_photos(frm);
		community_gov.show_emergency(frm);
		community_gov.add_hotline_button(frm);
		community_gov.offer_settling(frm);
		if (frm.is_new()) return;
		community_gov.show_glance(frm, frm.doc.name);
		community_gov.offer_requests(frm, frm.doc.name);
		community_gov.offer_orders(frm);
		community_gov.offer_following(frm);
		community_gov.offer_release(frm);
		community_gov.offer_new_code(frm, "case.issue_code", "case");
		frm.trigger("offer_forced_closing");
	},

	// In the menu, away from the daily steps: it ends a case without its check.
	offer_forced_closing(frm) {
		const possible = frm.doc.accepted_at && frm.doc.stage_category !== "Done";
		if (!possible || !frappe.user.has_role("Duty Chief")) return;
		frm.page.add_menu_item(__("Force Closing"), () => ask_forced_closing(frm));
	},

	// The desk's picker drops seconds, which would mark every open case as changed by whoever looks at it.
	keep_observed_at(frm) {
		frm.set_df_property("observed_at", "read_only", frm.is_new() ? 0 : 1);
	},

	description(frm) {
		community_gov.show_similar(frm);
		community_gov.show_emergency(frm);
	},

	grid(frm) {
		community_gov.show_similar(frm);
		community_gov.show_path(frm, "grid");
	},
	latitude: community_gov.show_similar,
	longitude: community_gov.show_similar,

	category(frm) {
		community_gov.show_similar(frm);
		community_gov.show_emergency(frm);
		frm.set_value("filing_condition", null);
		frm.trigger("offer_filing_conditions");
	},

	async offer_filing_conditions(frm) {
		const category = frm.doc.category
			? await frappe.db.get_doc("Case Category", frm.doc.category)
			: { filing_conditions: [] };
		const chinese = (frappe.boot.lang || "").startsWith("zh");
		const options = category.filing_conditions.map((row) => ({
			value: row.condition,
			label: (chinese && row.condition_zh) || row.condition,
		}));
		const label_of = (value) => options.find((row) => row.value === value)?.label || value;
		const formatter = (value) => frappe.utils.escape_html(label_of(value) || "");
		frappe.meta.get_docfield("Case", "filing_condition").formatter = formatter;
		// The form has fields of its own, copied before the category was read.
		frm.get_docfield("filing_condition").formatter = formatter;
		frm.set_df_property("filing_condition", "options", ["", ...options]);
	},

	async show_timeline(frm) {
		const field = frm.fields_dict.timeline_html;
		if (!field || frm.is_new()) return;
		const name = frm.doc.name;
		const events = await community_gov.get("case.timeline", { case: name });
		if (frm.doc.name !== name) return;
		field.$wrapper.html(community_gov.timeline_html(events, frm.doc));
	},

	// How much of the limit is used, in the colours of the stage light.
	async show_clock(frm) {
		if (frm.is_new() || !frm.doc.clock_started_at) return;
		const name = frm.doc.name;
		const clock = await community_gov.get("case.clock", { case: name });
		if (frm.doc.name !== name || !clock.light) return;
		const colour = { Green: "green", Yellow: "yellow", Red: "red" }[clock.light];
		const used = __("{0} of {1} hours used", [clock.used_hours, clock.limit_hours]);
		const due = clock.due_at ? __("Due {0}", [frappe.datetime.str_to_user(clock.due_at)]) : "";
		const text = clock.paused ? __("The clock stands still.") : due;
		const line = [used, text, clock.notice].filter(Boolean).join(" · ");
		frm.dashboard.set_headline_alert(
			`<span class="indicator ${colour}">${frappe.utils.escape_html(line)}</span>`
		);
	},

	add_links(frm) {
		if (frm.is_new() || !frm.doc.open_dispatches) return;
		const label = __("Open Dispatches ({0})", [frm.doc.open_dispatches]);
		frm.add_custom_button(label, () => {
			frappe.set_route("List", "Case Dispatch", { case_file: frm.doc.name, stage_category: "Open" });
		});
	},
});

function ask_forced_closing(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Force Closing"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p class="text-muted">${__(
					"The case closes without answer or check; open dispatches and checks are withdrawn, and it is counted apart."
				)}</p>`,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		primary_action_label: __("Close Without Check"),
		primary_action: async ({ reason }) => {
			dialog.disable_primary_action();
			try {
				await community_gov.post("case.force_close", { case: frm.doc.name, reason });
				dialog.hide();
				await frm.reload_doc();
			} catch {
				// The refusal is on the screen; what was typed stays for another try.
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}
