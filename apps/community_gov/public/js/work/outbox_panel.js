// What is not sent yet, and what can be done about what was not taken.
import { __, element } from "../snapshot/page";
import * as outbox from "./outbox";
import { confirm_panel, open_panel } from "./panel";
import { button, empty } from "./parts";
import { edit_report } from "./report";

/** `open` shows the thing that a step is about, `report` the form of a report. */
export async function show_outbox(ways) {
	const panel = open_panel(__("Not sent yet"));
	const draw = async () => {
		const rows = await outbox.rows();
		const cards = rows.map((row) => card(row, { ...ways, draw, panel }));
		panel.body.replaceChildren(...(cards.length ? cards : [empty(__("Everything is sent."))]));
	};
	await draw();
}

function card(row, ways) {
	const is_refused = row.state === "refused";
	const written = new Date(row.written_at).toLocaleString();
	return element(
		"section",
		{ class: "card outbox-row", "data-state": row.state },
		element("h3", {}, row.title),
		element("p", { class: "hint" }, [written, row.photos?.length ? __("{0} photos", [row.photos.length]) : ""].filter(Boolean).join(" · ")),
		row.is_kept ? null : element("p", { class: "hint" }, __("Not kept: lost when the page is closed.")),
		is_refused ? element("p", { class: "notice danger", role: "alert" }, row.message) : element("p", {}, __("Waits for the network.")),
		element("div", { class: "row" }, ...buttons(row, is_refused, ways))
	);
}

function buttons(row, is_refused, { open, report, draw, panel }) {
	const look = () => {
		panel.close();
		open({ ...row.about, task: "", title: row.title });
	};
	const correct = () => edit_report(row).then(outbox.refresh).then(report);
	const drop = async () => {
		const is_sure = await confirm_panel(__("Delete it?"), __("It was not sent. What you wrote and its photos are gone then."), __("Delete"));
		if (!is_sure) return;
		await outbox.drop(row.id);
		draw();
	};
	const send = () => outbox.retry(row).then(draw);
	return [
		row.about ? button(__("See how it stands"), look, "button") : null,
		row.kind === "report" ? button(__("Correct"), correct, "button") : null,
		button(is_refused && row.status === 409 ? __("Send it all the same") : __("Send now"), send, "button"),
		button(__("Delete"), drop, "button"),
	].filter(Boolean);
}
