// Keeps the frame of /work (the page, its script, styles, icons) for when there is no network; never what it shows:
// no answer of an endpoint, no photo, nothing of a person passes through here.
const CACHE = "community_gov.work.1";
const PAGE = "/work";
const FRAME = /^\/assets\/community_gov\/(dist\/(js|css)\/(work|qr_reader)\.bundle\.|images\/work-)|^\/assets\/frappe\/js\/lib\/leaflet\//;

self.addEventListener("install", (event) => {
	event.waitUntil(keep_page().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
	event.waitUntil(forget_others().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== location.origin) return;
	if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request));
	else if (FRAME.test(url.pathname)) event.respondWith(part(request));
});

async function forget_others() {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name.startsWith("community_gov.work.") && name !== CACHE).map((name) => caches.delete(name)));
}

/** The page as the network has it; a guest is led to the sign-in by the server, and that is not kept. */
async function page(request) {
	try {
		const answer = await fetch(request);
		if (answer.ok && answer.type === "basic" && !answer.redirected) await keep(answer.clone());
		return answer;
	} catch {
		const kept = await (await caches.open(CACHE)).match(PAGE);
		return kept || Response.error();
	}
}

async function keep_page() {
	const answer = await fetch(PAGE, { redirect: "manual" });
	if (answer.ok) await keep(answer);
}

/** Keeps a page with the files that it names, and drops those of the page before. */
async function keep(answer) {
	const text = await answer.clone().text();
	const cache = await caches.open(CACHE);
	await cache.put(PAGE, answer);
	const named = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]).filter((path) => FRAME.test(path));
	const stored = (await cache.keys()).map((request) => new URL(request.url).pathname);
	await Promise.all(named.filter((path) => !stored.includes(path)).map((path) => cache.add(path)));
	const stale = stored.filter((path) => /\/dist\//.test(path) && !named.includes(path));
	await Promise.all(stale.map((path) => cache.delete(path)));
}

async function part(request) {
	const cache = await caches.open(CACHE);
	const kept = await cache.match(request);
	if (kept) return kept;
	const answer = await fetch(request);
	if (answer.ok) await cache.put(request, answer.clone());
	return answer;
}
