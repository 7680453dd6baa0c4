// Cases on a board by stage. A stage is law: dropping a card on another column asks for the step that leads there,
// in the dialog of the form, and the server takes it; where none leads there the card goes back with a word.
import { escaped } from "./markup";

frappe.provide("community_gov");

const LIGHTS = { Red: "red", Yellow: "yellow", Green: "green" };

class CaseBoard extends frappe.views.KanbanView {
	show() {
		if (frappe.get_route().length === 4) return super.show();
		return frappe.views.KanbanView.get_kanbans(this.doctype).then((boards) =>
			boards.length ? frappe.set_route("List", this.doctype, "Kanban", boards[0].name) : super.show()
		);
	}

	/** Somebody's own board by another field stays the desk's. */
	is_by_stage() {
		return this.board.field_name === "stage";
	}

	stages() {
		return this.board.columns.filter((row) => row.status !== "Archived").map((row) => row.column_name);
	}

	get_call_args() {
		if (!this.is_by_stage()) return super.get_call_args();
		const args = {
			filters: JSON.stringify(this.get_filters_for_args()),
			stages: JSON.stringify(this.stages()),
		};
		return { type: "GET", method: "community_gov.api.v1.case_views.board", args };
	}

	prepare_data(answer) {
		if (!this.is_by_stage()) return super.prepare_data(answer);
		this.by_stage = answer.message;
		this.data = this.by_stage.flatMap((column) => column.cases);
	}

	toggle_result_area() {
		if (!this.is_by_stage()) return super.toggle_result_area();
		this.$result.show();
		this.$no_result.hide();
	}

	/** Newer desks reckon a height from the paging, which a board has not. */
	set_result_height() {}

	render() {
		if (!this.is_by_stage()) return super.render();
		this.$result.html(`<div class="cg-board">${this.by_stage.map(column_html).join("")}</div>`);
		if (!frappe.model.can_write(this.doctype)) return;
		for (const cards of this.$result[0].querySelectorAll(".cg-cards")) {
			Sortable.create(cards, {
				group: "cases",
				sort: false,
				animation: 150,
				forceFallback: true,
				fallbackTolerance: 5,
				onEnd: (event) => this.drop(event),
			});
		}
	}

	async drop({ item, from, to, oldIndex }) {
		if (from === to) return;
		// One card at a time: the board is drawn anew when its step was taken.
		this.$result.addClass("cg-busy");
		try {
			const taken = await move(item.dataset.case, from.dataset.stage, to.dataset.stage).catch(() => false);
			if (taken) await this.reload();
			else from.insertBefore(item, from.children[oldIndex] || null);
		} finally {
			this.$result.removeClass("cg-busy");
		}
	}

	async reload() {
		this.prepare_data(await frappe.call(this.get_call_args()));
		this.render();
	}

	process_document_refreshes() {
		if (!this.is_by_stage()) return super.process_document_refreshes();
		this.pending_document_refreshes = [];
		if (frappe.get_route_str() === this.page_name && !document.querySelector(".modal.show")) this.reload();
	}
}

/** Takes the step that leads to a stage; resolves to whether the case is there now. */
async function move(name, from, to) {
	const steps = await community_gov.get("step.next", { doctype: "Case", name });
	const leading = steps.filter((step) => step.stage === to);
	if (!leading.length) return refuse(from, to, steps);
	const step = leading.length > 1 ? await choose(leading) : leading[0];
	return step ? community_gov.take_step_of(await frappe.db.get_doc("Case", name), step) : false;
}

function refuse(from, to, steps) {
	const label = (stage) => community_gov.stage_label(stage, "Case");
	const possible = [...new Set(steps.map((step) => step.stage))].map(label);
	const why = __("You cannot bring a case from {0} to {1}.", [from, to].map(label));
	const instead = possible.length
		? __("Possible from here: {0}.", [possible.join(" / ")])
		: __("Leave this step to whose turn it is.");
	frappe.show_alert({ message: `${why} ${instead}`, indicator: "orange" }, 10);
	return false;
}

/** Which of several steps to the same stage is meant; null where the dialog was left. */
function choose(steps) {
	return new Promise((resolve) => {
		let chosen = null;
		const options = steps.map(({ action }) => ({
			value: action,
			label: community_gov.action_label(action, "Case"),
		}));
		const dialog = new frappe.ui.Dialog({
			title: __("Next Step"),
			fields: [{ fieldname: "action", fieldtype: "Select", label: __("Step"), options, reqd: 1 }],
			primary_action_label: __("Go On"),
			primary_action: ({ action }) => {
				chosen = steps.find((step) => step.action === action);
				dialog.hide();
			},
			on_hide: () => resolve(chosen),
		});
		dialog.show();
	});
}

function column_html({ stage, total, cases }) {
	const more = total > cases.length ? __("{0} of {1} shown", [cases.length, total]) : "";
	return `<section class="cg-column" data-stage="${escaped(stage)}">
		<header><span class="indicator-pill no-indicator-dot ${community_gov.stage_colour(stage)}">
			${escaped(community_gov.stage_label(stage, "Case"))}</span><b>${Number(total)}</b></header>
		<div class="cg-cards" data-stage="${escaped(stage)}">${cases.map(card_html).join("")}</div>
		<footer class="text-muted">${more}</footer></section>`;
}

function card_html(card) {
	const link = frappe.utils.get_form_link("Case", card.case);
	const due = card.due_at && moment(card.due_at).format("MM-DD HH:mm");
	const title = escaped(frappe.utils.html2text(card.title));
	const clock = card.light
		? `<span class="indicator ${LIGHTS[card.light]}">${escaped(__("Due {0}", [due]))}</span>`
		: "";
	const urgent = card.urgent
		? `<span class="indicator-pill no-indicator-dot red">${__("Urgent", null, "Case")}</span>`
		: "";
	const where = [card.category, card.place].filter(Boolean).map(escaped).join(" · ");
	return `<article class="cg-card" data-case="${escaped(card.case)}">
		<a href="${link}" title="${title}" draggable="false">${title}</a>
		<p>${where}</p>${card.unit ? `<p>${escaped(card.unit)}</p>` : ""}
		<div>${clock}${urgent}</div></article>`;
}

community_gov.use_own_view("Kanban", CaseBoard);
