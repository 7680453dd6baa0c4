import { HallMap } from "./map";
import { add, clock_text, element, left_text } from "./texts";

const EVERY = 10000;
const FIGURES = [
	["reported", () => __("Reported Today")],
	["closed", () => __("Closed Today")],
	["open", () => __("Open Now")],
	["overdue", () => __("Overdue")],
];

export class Hall {
	constructor(wrapper) {
		this.wrapper = wrapper;
		this.seen = new Set();
		this.draw_frame();
		this.map = new HallMap(this.parts.map);
	}

	async start() {
		await this.update();
		setInterval(() => this.tick(), 1000);
		setInterval(() => this.is_visible() && this.update(), EVERY);
	}

	is_visible() {
		return this.root.getClientRects().length > 0;
	}

	draw_frame() {
		this.parts = {};
		const part = (name, title) => {
			this.parts[name] = element("div", { class: `hall-${name}`, "data-part": name });
			return element("section", { class: "hall-card" }, title && element("h2", {}, title), this.parts[name]);
		};
		this.parts.time = element("time", { class: "hall-time" });
		this.parts.state = element("span", { class: "hall-state", role: "status" });
		this.parts.today = element("div", { class: "hall-today" });
		const head = element(
			"header",
			{ class: "hall-head" },
			element("h1", {}, __("Command Hall")),
			this.parts.state,
			this.parts.time,
			element("button", { class: "hall-button", onclick: () => this.fill_screen() }, __("Full Screen")),
			element("a", { class: "hall-button", href: "/app" }, __("Back to the Desk"))
		);
		const left = element("div", { class: "hall-column" }, part("funnel", __("Cases by Stage")), part("units", __("Units: Share on Time in 30 Days")));
		const middle = element("div", { class: "hall-column" }, this.parts.today, part("map"));
		const right = element("div", { class: "hall-column" }, part("urgent", __("Most Urgent")), part("stream", __("Live Cases")));
		this.root = element("div", { class: "hall" }, head, element("div", { class: "hall-grid" }, left, middle, right));
		this.wrapper.append(this.root);
	}

	fill_screen() {
		if (document.fullscreenElement) document.exitFullscreen();
		else this.root.requestFullscreen();
	}

	/** Plain fetch: a wall without anybody before it must not wait behind a message. */
	async update() {
		try {
			const response = await fetch("/api/method/community_gov.api.v1.hall.snapshot", {
				headers: { Accept: "application/json" },
			});
			if (!response.ok) throw new Error(response.status);
			this.draw((await response.json()).message);
			this.parts.state.textContent = "";
		} catch {
			this.parts.state.textContent = __("No connection; the figures are those of {0}", [this.at || "—"]);
		}
	}

	draw(data) {
		this.at = data.at.slice(11, 16);
		// The wall counts on the server's time: its own clock may be wrong.
		this.ahead = frappe.datetime.str_to_obj(data.at) - Date.now();
		this.data = data;
		this.draw_today(data.today);
		this.draw_funnel(data.funnel);
		this.draw_units(data.units);
		this.draw_stream(data.stream);
		this.map.draw(data.points);
		this.tick();
	}

	draw_today(today) {
		const figures = FIGURES.map(([name, label]) =>
			element(
				"div",
				{ class: `hall-figure ${name}`, "data-figure": name },
				element("strong", {}, today[name].toLocaleString()),
				element("span", {}, label())
			)
		);
		this.parts.today.replaceChildren(...figures);
	}

	draw_funnel(rows) {
		const most = Math.max(1, ...rows.map((row) => row.cases));
		const bars = rows.map((row) => {
			const bar = element("i", { class: "hall-bar" });
			bar.style.width = `${(100 * row.cases) / most}%`;
			const name = element("span", {}, community_gov.stage_label(row.stage, "Case"));
			return element("div", { class: "hall-row" }, name, element("div", { class: "hall-track" }, bar), element("b", {}, row.cases.toLocaleString()));
		});
		this.parts.funnel.replaceChildren(...bars);
	}

	draw_units(rows) {
		const lines = rows.map((row, index) =>
			element(
				"li",
				{},
				element("em", {}, String(index + 1)),
				element("span", { class: "hall-name" }, row.unit),
				element("b", {}, row.on_time === null ? "—" : `${row.on_time}%`),
				element("small", {}, __("{0} answered, {1} open", [row.answered, row.open]))
			)
		);
		add(this.parts.units, lines, __("No dispatches yet."));
	}

	draw_stream(rows) {
		const lines = rows.map((row) =>
			element(
				"li",
				{ class: this.seen.size && !this.seen.has(row.case) ? "new" : "" },
				element("time", {}, row.at.slice(11, 16)),
				element("span", { class: "hall-name" }, [row.category || __("Kind not known yet"), row.place].filter(Boolean).join(" · ")),
				element("span", { class: `hall-stage ${row.stage.toLowerCase()}` }, community_gov.stage_label(row.stage, "Case"))
			)
		);
		for (const row of rows) this.seen.add(row.case);
		add(this.parts.stream, lines, __("No cases yet."));
	}

	tick() {
		if (!this.data) return;
		const now = new Date(Date.now() + this.ahead);
		this.parts.time.textContent = clock_text(now);
		const lines = this.data.urgent.map((row) => {
			const due = frappe.datetime.str_to_obj(row.due_at);
			return element(
				"li",
				{ class: due < now ? "red" : row.light.toLowerCase() },
				element("span", { class: "hall-name" }, [row.category, row.place].filter(Boolean).join(" · ")),
				element("b", {}, left_text(due - now))
			);
		});
		add(this.parts.urgent, lines, __("No case has a running clock."));
	}
}
