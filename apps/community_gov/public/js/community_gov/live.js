// The bell where no socket tells of news: asked each minute while the desk is in view. Urgent cases sound if one wants.
frappe.provide("community_gov");

const EVERY = 60_000;
const SOUND = "community_gov.urgent_sound";
const known = { notice: null, urgent: null };

const is_live = () => Boolean(frappe.realtime?.socket?.connected);

/** Name and time of the newest row that this account may list, or null. */
async function newest(doctype, filters) {
	const rows = await frappe.db.get_list(doctype, { fields: ["name", "creation"], filters, order_by: "creation desc", limit: 1 });
	return rows[0] ? `${rows[0].creation} ${rows[0].name}` : "";
}

async function look_for_notices() {
	if (is_live()) return;
	const found = await newest("Notification Log", { for_user: frappe.session.user });
	const is_news = known.notice !== null && found > known.notice;
	known.notice = found;
	// What the socket would have told: the bell turns red and lists the notice.
	if (is_news) for (const told of frappe.realtime?.socket?.listeners?.("notification") || []) told();
}

async function look_for_urgent() {
	if (!wants_sound() || !frappe.model.can_read("Case")) return;
	const found = await newest("Case", { urgency: "Urgent", stage_category: "Open" });
	const is_news = known.urgent !== null && found > known.urgent;
	known.urgent = found;
	if (!is_news) return;
	frappe.utils.play_sound("alert");
	frappe.show_alert({ message: __("A new urgent case has come in."), indicator: "red" }, 20);
}

const wants_sound = () => localStorage.getItem(SOUND) === "1";

community_gov.switch_urgent_sound = () => {
	localStorage.setItem(SOUND, wants_sound() ? "0" : "1");
	known.urgent = null;
	look();
	const told = wants_sound() ? __("New urgent cases sound on this device.") : __("New urgent cases are silent on this device.");
	frappe.show_alert({ message: `${__("Sound of Urgent Cases")}: ${told}`, indicator: "blue" });
};

async function look() {
	if (document.hidden) return;
	// A minute without an answer is followed by the next.
	await Promise.allSettled([look_for_notices(), look_for_urgent()]);
}

community_gov.look_for_news = look;
$(document).one("app_ready", () => {
	look();
	setInterval(look, EVERY);
});
