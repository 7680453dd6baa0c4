// A case beside its list: the panel of its form, to read only, and on to the next row without leaving the list.
import { draw_glance } from "./glance";
import { escaped } from "./markup";

let open = null;

/** Opens the row at `at` of `rows`: [{doctype, name, case, title}]; `element_of(name)` is the row on the page, if it is there still. */
export function look_at(rows, at, element_of) {
	open?.close();
	open = new Drawer(rows, element_of);
	open.show(at);
}

class Drawer {
	constructor(rows, element_of) {
		Object.assign(this, { rows, element_of });
		const button = (what, label, sign) =>
			`<button type="button" class="btn btn-default btn-sm" data-go="${what}" title="${escaped(label)}" aria-label="${escaped(label)}">${sign}</button>`;
		this.$box = $(`<aside class="cg-drawer" role="dialog" aria-labelledby="cg-drawer-title" tabindex="-1">
			<header>
				<div class="cg-drawer-head"><h4 id="cg-drawer-title"></h4><span class="text-muted small" role="status"></span></div>
				<div class="cg-drawer-buttons">
					${button("previous", __("Previous Row (K)"), "↑")}${button("next", __("Next Row (J)"), "↓")}
					<button type="button" class="btn btn-primary btn-sm" data-go="form">${escaped(__("Open the Form"))}</button>
					${button("close", __("Close (Esc)"), "×")}
				</div>
			</header>
			<div class="cg-drawer-body"></div>
		</aside>`).appendTo(document.body);
		const go = { previous: () => this.move(-1), next: () => this.move(1), form: () => this.open_form(), close: () => this.close() };
		this.$box.on("click", "[data-go]", ({ currentTarget }) => go[currentTarget.dataset.go]());
		const keys = { ArrowUp: go.previous, k: go.previous, ArrowDown: go.next, j: go.next, Escape: go.close };
		this.press = (event) => {
			const is_here = event.key === "Escape" || this.$box[0].contains(event.target);
			// A photo that is open large is closed first.
			if (!keys[event.key] || !is_here || document.querySelector(".modal.show")) return;
			event.preventDefault();
			event.stopPropagation();
			keys[event.key]();
		};
		document.addEventListener("keydown", this.press, true);
		this.leave = () => this.close(true);
		frappe.router.on("change", this.leave);
	}

	move(by) {
		if (this.rows[this.at + by]) this.show(this.at + by);
	}

	async show(at) {
		this.at = at;
		const { name, title, case: number } = this.rows[at];
		this.mark(name);
		this.$box.find("h4").text(title || name);
		this.$box.find("header [role=status]").text(`${name} · ${__("{0} of {1}", [at + 1, this.rows.length])}`);
		this.$box.find("[data-go=previous]").prop("disabled", !at);
		this.$box.find("[data-go=next]").prop("disabled", at === this.rows.length - 1);
		this.$box.focus();
		// A box of its own for each row: what is still on its way for another one stays there.
		const $body = $('<div class="cg-drawer-body" aria-busy="true"></div>');
		this.$box.find(".cg-drawer-body").replaceWith($body);
		try {
			const case_ = await community_gov.get("case_views.glance", { case: number });
			if ($body[0].isConnected) draw_glance($body, case_, false);
		} catch {
			$body.html(`<p class="text-muted">${escaped(__("This case cannot be shown here. Open the row to see what is yours."))}</p>`);
		}
		$body.attr("aria-busy", "false");
	}

	mark(name) {
		this.row?.classList.remove("cg-looked");
		this.row = this.element_of(name);
		this.row?.classList.add("cg-looked");
		this.row?.scrollIntoView({ block: "nearest" });
	}

	open_form() {
		const { doctype, name } = this.rows[this.at];
		frappe.set_route("Form", doctype, name);
	}

	/** Back to the row, unless another page is open by now. */
	close(is_left = false) {
		if (open === this) open = null;
		document.removeEventListener("keydown", this.press, true);
		frappe.router.off("change", this.leave);
		this.$box.remove();
		// The list may have drawn its rows anew.
		const row = this.element_of(this.rows[this.at].name);
		row?.classList.remove("cg-looked");
		if (!is_left) row?.focus({ preventScroll: true });
	}
}
