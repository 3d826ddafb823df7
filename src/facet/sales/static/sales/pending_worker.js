// Opens the till's page while the server is away. It answers only for the till's address and for our static
// files, always asks the server first, and keeps nothing itself: the till puts its page and files there.
"use strict";
const KEPT = "facet-till-1";
const SHELL = "/sales/till/pending";
const TILL = new Set(["/sales/till", SHELL]);
const kept = async (request) =>
  (await (await caches.open(KEPT)).match(request, { ignoreVary: true, ignoreSearch: request === SHELL })) || Response.error();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && TILL.has(url.pathname)) {
    const away = (answer) => (answer.status >= 502 && answer.status <= 504 ? kept(SHELL) : answer);
    event.respondWith(fetch(request).then(away, () => kept(SHELL)));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});
