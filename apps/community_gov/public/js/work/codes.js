// Any printed code that staff meet: a patrol point, the poster of a grid, the sign at a door. Points are known without a network.
import { __ } from "../snapshot/page";
import { post } from "./api";
import { code_in } from "./patrol_rules";
import { toast } from "./parts";
import { scan } from "./scan";

/** Scans and goes where the code leads; `app` is the page, `go` has point(code), place(grid), door(deliveries) and visit(name). */
export async function scan_any(app, go) {
	const text = await scan((seen) => seen, { title: __("Scan a code"), hint: __("Hold the camera over the code of a patrol point, a grid or a door.") });
	if (!text) return;
	const point = text.includes("point=") ? code_in(text) : null;
	if (point) return app.tabs.includes("patrol") ? go.point(point) : toast(__("Patrols are not among the parts of this account."));
	try {
		await follow(await post("work.scanned", { text }), app, go);
	} catch (error) {
		toast(error.message);
	}
}

async function follow({ kind, grid, address, deliveries, visits }, app, go) {
	if (kind === "place" && app.tabs.includes("report")) return go.place(grid);
	if (kind !== "door") return toast(__("This code is for something else. Scan that of a patrol point, a grid or a door."));
	if (deliveries.length) return go.door(deliveries);
	if (visits.length) return go.visit(visits[0]);
	toast(__("Nothing waits for you at this door: {0}", [address || __("Without an address: ask in the office")]));
}
