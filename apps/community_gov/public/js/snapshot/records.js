// What somebody sent from this phone: codes stay in this browser and are shown on the front page.
import { day_of } from "./formats";
import { __, by_id, data, element } from "./page";
import { store, stored } from "./storage";

const NAME = "community_gov.records";
const MOST = 20;
const PAGES = {
	case: { route: "/snapshot/track", mark: "", title: () => __("My report") },
	help: { route: "/help", mark: "r=", title: () => __("My request for help") },
	opinion: { route: "/opinion", mark: "r=", title: () => __("My opinion") },
	project: { route: "/projects", mark: "r=", title: () => __("My micro-project") },
	volunteer: { route: "/volunteer", mark: "r=", title: () => __("My registration as a volunteer") },
};

export function records() {
	const found = stored(NAME);
	return Array.isArray(found) ? found.filter((row) => PAGES[row?.kind] && row.code) : [];
}

/** Keeps {kind, code, title}; the newest comes first, a known code keeps its day. Returns whether it was kept. */
export function keep_record(record) {
	const known = records();
	const dated = known.find((row) => row.code === record.code) || { ...record, at: Date.now() };
	return store(NAME, [{ ...dated, ...record }, ...known.filter((row) => row.code !== record.code)].slice(0, MOST));
}

export const drop_record = (code) => store(NAME, records().filter((row) => row.code !== code));

export function start_front() {
	const rows = records();
	by_id("records").hidden = !rows.length;
	by_id("records-list").replaceChildren(...rows.map(line));
}

/** Where a record is shown. */
export function address_of_record({ kind, code }) {
	const page = PAGES[kind];
	return `${page.route}?_lang=${data.lang}#${page.mark}${encodeURIComponent(code)}`;
}

function line({ kind, code, title, at }) {
	const drop = element("button", { type: "button", class: "button" }, __("Take off"));
	drop.addEventListener("click", () => {
		drop_record(code);
		start_front();
	});
	const words = element("a", { href: address_of_record({ kind, code }) }, title || PAGES[kind].title(), " ", element("time", {}, day_of(at)));
	return element("li", {}, words, drop);
}
