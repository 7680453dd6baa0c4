// What is not sent yet, and what can be done about what was not taken.
import { __, element } from "../snapshot/page";
import * as outbox from "./outbox";
import { confirm_panel, open_panel } from "./panel";
import { is_held } from "./outbox_rules";
import { button, empty } from "./parts";
import { edit_report } from "./report";

/** `open` shows the thing that a step is about, `report` the form of a report. */
export async function show_outbox(ways) {
	const panel = open_panel(__("Not sent yet"));
	const draw = async () => {
		const rows = await outbox.rows();
		const cards = rows.map((row) => card(row, rows, { ...ways, draw, panel }));
		panel.body.replaceChildren(...(cards.length ? cards : [empty(__("Everything is sent."))]));
	};
	await draw();
}

function card(row, rows, ways) {
	const is_refused = row.state === "refused";
	const is_behind = is_held(row, rows);
	const waits = is_behind ? __("Waits for the beginning of its patrol, which was not taken.") : __("Waits for the network.");
	const behind = rows.filter(({ needs }) => needs && needs === row.key).length;
	const written = new Date(row.written_at).toLocaleString();
	return element(
		"section",
		{ class: "card outbox-row", "data-state": row.state },
		element("h3", {}, row.title),
		element("p", { class: "hint" }, [written, row.photos?.length ? __("{0} photos", [row.photos.length]) : ""].filter(Boolean).join(" · ")),
		row.is_kept ? null : element("p", { class: "hint" }, __("Not kept: lost when the page is closed.")),
		is_refused ? element("p", { class: "notice danger", role: "alert" }, row.message) : element("p", {}, waits),
		element("div", { class: "row" }, ...buttons(row, { is_refused, is_behind, behind }, ways))
	);
}

function buttons(row, { is_refused, is_behind, behind }, { open, report, draw, panel }) {
	const look = () => {
		panel.close();
		open({ ...row.about, task: "", title: row.title });
	};
	const correct = () => edit_report(row).then(outbox.refresh).then(report);
	const drop = async () => {
		const gone = __("It was not sent. What you wrote and its photos are gone then.");
		const with_it = behind ? __("{0} further steps of this patrol go with it.", [behind]) : "";
		const is_sure = await confirm_panel(__("Delete it?"), [gone, with_it].filter(Boolean).join(" "), __("Delete"));
		if (!is_sure) return;
		await outbox.drop(row.id);
		draw();
	};
	const send = () => outbox.retry(row).then(draw);
	return [
		row.about ? button(__("See how it stands"), look, "button") : null,
		row.kind === "report" ? button(__("Correct"), correct, "button") : null,
		is_behind ? null : button(is_refused && row.status === 409 ? __("Send it all the same") : __("Send now"), send, "button"),
		button(__("Delete"), drop, "button"),
	].filter(Boolean);
}
