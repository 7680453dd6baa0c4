// Scanning the code that hangs at a point, where the browser reads codes itself; else the camera of the phone opens the page.
import { __, element } from "../snapshot/page";
import { open_panel } from "./panel";

const PAUSE = 250;

export const can_scan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows the camera until `read(text)` gives something; resolves to that, or to null where somebody went back or there is no camera. */
export async function scan(read) {
	let stream;
	try {
		stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
	} catch {
		throw new Error(__("The camera cannot be used. Allow it, or type the code."));
	}
	return new Promise((resolve) => {
		let found = null;
		let is_open = true;
		const closed = () => {
			is_open = false;
			for (const track of stream.getTracks()) track.stop();
			resolve(found);
		};
		const panel = open_panel(__("Scan the code"), { closed, is_dark: true });
		const video = element("video", { class: "large", playsinline: true, muted: true, "aria-label": __("Picture of the camera") });
		video.srcObject = stream;
		panel.body.append(video, element("p", { class: "hint" }, __("Hold the camera over the code at the point.")));
		video.play().catch(() => null);
		const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
		const look = async () => {
			const codes = await detector.detect(video).catch(() => []);
			if (!is_open) return;
			found = codes.map(({ rawValue }) => read(rawValue)).find(Boolean) || null;
			if (found) panel.close();
			else setTimeout(look, PAUSE);
		};
		look();
	});
}
