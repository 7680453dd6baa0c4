/** An element; children are elements or texts, never markup. */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
		else made.setAttribute(name, value);
	}
	made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
	return made;
}

/** A list in a part of the wall, or a quiet word where there is nothing. */
export function add(part, lines, none) {
	part.replaceChildren(lines.length ? element("ol", {}, ...lines) : element("p", { class: "hall-none" }, none));
}

const two = (number) => String(number).padStart(2, "0");

export function clock_text(now) {
	const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
	return `${day} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

/** "2 d 03:10" until, or since, a moment; minutes are enough on a wall. */
export function left_text(milliseconds) {
	const minutes = Math.floor(Math.abs(milliseconds) / 60000);
	const days = Math.floor(minutes / 1440);
	const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
	const text = days ? __("{0} d {1}", [days, time]) : time;
	return milliseconds < 0 ? __("{0} over", [text]) : text;
}
