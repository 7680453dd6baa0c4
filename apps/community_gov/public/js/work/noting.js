// Something is noted by the outbox: at once, or later where there is no network; what was refused is told and not kept.
import { __ } from "../snapshot/page";
import * as outbox from "./outbox";
import { show_notice, toast } from "./parts";

/** Writes a row, see outbox.write; whether it was noted or waits. Why it was refused stands in `problem`. */
export async function note_row(row, problem) {
	const outcome = await outbox.write(row);
	if (outcome.refused) {
		await outbox.drop(outcome.row.id);
		show_notice(problem, outcome.refused);
		return false;
	}
	toast(outcome.answer ? __("Noted.") : __("No network: kept on this phone and sent later."));
	return true;
}
