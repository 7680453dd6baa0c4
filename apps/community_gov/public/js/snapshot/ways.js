// Links into the phone's maps; the server has converted the coordinates.
import { __, element } from "./page";

/** Two links for {amap, geo}; nothing where no position is known. */
export function ways_of(ways) {
	if (!ways) return null;
	const link = (href, label, name) => element("a", { class: "button", href, "data-way": name, target: name === "amap" ? "_blank" : null, rel: "noopener noreferrer" }, label);
	return element("div", { class: "row ways" }, link(ways.amap, __("Navigate (Amap)"), "amap"), link(ways.geo, __("Open in the phone's map"), "geo"));
}
