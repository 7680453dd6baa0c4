// Dispatching the cases that are ticked in the list to one unit: a few a request, so that the bar moves and the
// browser stays free. Each part carries a key, so that a part whose answer got lost can be sent again safely.
import { escaped } from "./markup";

frappe.provide("community_gov");

community_gov.cases_at_once = 20;
const STAGE = "Dispatched";

community_gov.add_bulk_dispatch = (listview) => {
	if (!(frappe.boot.case_stages_in_reach || []).includes(STAGE)) return;
	const open = () => new BulkDispatch(listview).ask();
	listview.page.add_actions_menu_item(__("Dispatch to a Unit"), open, false);
};

class BulkDispatch {
	constructor(listview) {
		this.listview = listview;
		this.cases = listview.get_checked_items(true);
		this.titles = Object.fromEntries(listview.data.map((row) => [row.name, row.title]));
		this.run = frappe.utils.get_random(20);
		this.next = 0;
		this.done = [];
		this.failed = [];
	}

	ask() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Dispatch {0} Cases", [this.cases.length]),
			fields: [
				{
					fieldname: "unit",
					fieldtype: "Link",
					label: __("Lead Unit"),
					options: "Responsible Unit",
					reqd: 1,
					get_query: () => ({ filters: { enabled: 1 } }),
				},
				{ fieldname: "instruction", fieldtype: "Small Text", label: __("Instruction") },
				{ fieldname: "outcome", fieldtype: "HTML", hidden: 1 },
			],
			primary_action_label: __("Dispatch", null, "Workflow Action"),
			primary_action: ({ unit, instruction }) => {
				this.fields = { units: [{ unit, duty: "Lead", instruction }] };
				for (const name of ["unit", "instruction"]) this.dialog.set_df_property(name, "hidden", 1);
				this.dialog.set_df_property("outcome", "hidden", 0);
				this.send();
			},
			on_hide: () => this.end(),
		});
		this.dialog.show();
	}

	async send() {
		this.stopped = false;
		this.dialog.get_primary_btn().addClass("hide");
		this.dialog.set_secondary_action_label(__("Stop"));
		this.dialog.set_secondary_action(() => (this.stopped = true));
		this.dialog.get_secondary_btn().removeClass("hide");
		while (this.next < this.cases.length && !this.stopped) {
			this.show(this.bar());
			try {
				await this.send_part(this.cases.slice(this.next, this.next + community_gov.cases_at_once));
			} catch {
				// The refusal is on the screen; the same part can be sent again with its key.
				this.stopped = true;
			}
		}
		this.tell();
	}

	async send_part(cases) {
		const { done, failed } = await community_gov.post("case.bulk_act", {
			cases,
			stage: STAGE,
			fields: this.fields,
			idempotency_key: `${this.run}-${this.next}`,
		});
		this.done.push(...done);
		this.failed.push(...failed);
		this.next += cases.length;
	}

	tell() {
		const left = this.cases.length - this.next;
		this.show(this.bar() + this.summary(left));
		this.dialog.get_secondary_btn().addClass("hide");
		if (left) this.dialog.set_primary_action(__("Go On"), () => this.send());
		else this.dialog.set_primary_action(__("Close"), () => this.dialog.hide());
		this.dialog.get_primary_btn().removeClass("hide");
		if (!this.dialog.display) frappe.show_alert({ message: this.counts(), indicator: "blue" });
		this.reload();
	}

	reload() {
		// The list asks for the same rows only every three seconds.
		this.listview.last_args = null;
		this.listview.refresh();
	}

	/** Closing the dialog ends after the part that is under way. */
	end() {
		this.stopped = true;
		if (this.fields) this.listview.clear_checked_items();
	}

	show(html) {
		this.dialog.fields_dict.outcome.$wrapper.html(html);
	}

	bar() {
		const share = Math.round((100 * this.next) / this.cases.length);
		return `<div class="progress"><div class="progress-bar" role="progressbar" style="width: ${share}%"
			aria-valuenow="${share}" aria-valuemin="0" aria-valuemax="100"></div></div>
			<p class="text-muted">${__("{0} of {1} cases", [this.next, this.cases.length])}</p>`;
	}

	counts() {
		return __("{0} cases dispatched, {1} not.", [this.done.length, this.failed.length]);
	}

	summary(left) {
		const waiting = left ? `<p>${__("{0} cases were not sent yet. Go on, or close to leave them.", [left])}</p>` : "";
		return `<p><b>${this.counts()}</b></p>${waiting}${this.failures()}`;
	}

	failures() {
		if (!this.failed.length) return "";
		const rows = this.failed.map(
			({ case: name, reason }) =>
				`<tr><td><a href="${frappe.utils.get_form_link("Case", name)}" target="_blank">${escaped(name)}</a>
				<div class="text-muted">${escaped(this.titles[name])}</div></td>
				<td>${escaped(frappe.utils.html2text(reason))}</td></tr>`
		);
		return `<div class="cg-failures"><table class="table table-bordered"><tr><th>${__("Case")}</th>
			<th>${__("Reason")}</th></tr>${rows.join("")}</table></div>`;
	}
}
