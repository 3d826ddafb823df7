// What the till keeps for the hour the server is away: prices of this store's pieces, and the sales that wait.
// Each sale has its own key from its first moment on, so it may be sent late, and twice.
(() => {
  "use strict";
  const words = document.getElementById("pnd-words")?.dataset;
  if (!words || !window.indexedDB) return;
  const KEPT = "facet-till-1";
  const ASK = 3_000; // ms between two looks whether an absent server is back, or a sale is still to be sent
  const FRESH = 300_000; // ms between two looks at the prices while all is well
  const PATIENCE = 8_000; // ms for one answer

  // ---- the browser's own store ----------------------------------------------------
  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open(KEPT, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("queue", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const doing = async (name, mode, act) => {
    const all = (await opened).transaction(name, mode, { durability: "strict" });
    const asked = act(all.objectStore(name));
    return new Promise((done, failed) => {
      all.oncomplete = () => done(asked.result);
      all.onerror = all.onabort = () => failed(all.error);
    });
  };
  const read = (key) => doing("kept", "readonly", (store) => store.get(key));
  const keep = (key, value) => doing("kept", "readwrite", (store) => store.put(value, key));
  const put = (sale) => doing("queue", "readwrite", (store) => store.put(sale));
  const sales = async () => (await doing("queue", "readonly", (store) => store.getAll())).sort((a, b) => a.turn - b.turn);
  const drop = (id) => doing("queue", "readwrite", (store) => store.delete(id));

  // ---- is the server there? ---------------------------------------------------------
  const state = { online: true, signedOut: false, waiting: 0, csrf: "" };
  const tell = () => document.dispatchEvent(new CustomEvent("pending:state", { detail: state }));
  async function ask(path, more = {}) {
    const answer = await fetch(path, { ...more, signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
    if (answer.status >= 500) throw new Error(String(answer.status));
    return answer;
  }
  async function look(light) {
    try {
      const answer = await ask(words.prices + (light ? "?light=1" : ""), { headers: { Accept: "application/json" } });
      state.online = true;
      state.signedOut = answer.redirected || answer.status === 401 || answer.status === 403;
      if (!answer.ok || state.signedOut) return;
      const known = await answer.json();
      state.csrf = known.csrf;
      if (!light) await keep("prices", known);
    } catch {
      state.online = false;
    }
  }

  // ---- sending what waits, in turn, from one window only ------------------------------
  async function send() {
    for (const sale of (await sales()).filter((each) => each.state === "waiting")) {
      if (!state.online || !state.csrf) return;
      const headers = { "Content-Type": "application/json", "X-CSRFToken": state.csrf };
      try {
        const answer = await ask(words.sync, { method: "POST", headers, body: JSON.stringify(sale.body) });
        const said = await answer.json().catch(() => ({}));
        if (answer.ok) await put({ ...sale, state: said.state, reason: said.reason || "" });
        else await put({ ...sale, reason: said.refused || String(answer.status) });
        if (said.state === "conflict") document.dispatchEvent(new CustomEvent("facet:say", { detail: { value: `${sale.body.number}: ${words.refused}` } }));
      } catch {
        state.online = false; // whether it was booked is asked again with the same key
      }
    }
  }
  async function forget() {
    const day = Date.now() - 86_400_000; // what was answered stays a day for its slip
    for (const sale of await sales()) if (sale.state !== "waiting" && sale.turn < day) await drop(sale.id);
  }
  let freshAt = 0;
  let working = false;
  async function round() {
    if (working) return;
    working = true;
    try {
      const waits = (await sales()).some((each) => each.state === "waiting");
      const stale = Date.now() - freshAt > FRESH;
      if (!state.online || waits || stale) {
        const before = state.online;
        await look(!stale);
        if (state.online && !state.signedOut) {
          if (stale) freshAt = Date.now();
          const alone = navigator.locks ? (act) => navigator.locks.request(KEPT, { ifAvailable: true }, (lock) => lock && act()) : (act) => act();
          await alone(send);
          await forget();
          if (!before) await look(false);
        }
      }
      state.waiting = (await sales()).filter((each) => each.state === "waiting").length;
    } finally {
      working = false;
      tell();
    }
  }
  const suspect = () => { freshAt = 0; round(); };
  addEventListener("offline", () => { state.online = false; tell(); });
  addEventListener("online", suspect);
  document.addEventListener("htmx:sendError", suspect);
  setInterval(round, ASK);

  // ---- the page and its files, for a start without the server -------------------------
  async function keepShell() {
    if (!navigator.serviceWorker || !window.caches) return; // plain http: the open page still works
    await navigator.serviceWorker.register(words.worker, { scope: "/sales/till" });
    const answer = await fetch(words.shell, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const named = [...page.querySelectorAll("link[href], script[src], img[src], use[href]")];
    const files = new Set(named.map((each) => (each.getAttribute("href") || each.getAttribute("src")).split("#")[0]));
    const cache = await caches.open(KEPT);
    await cache.put(words.shell, answer);
    await Promise.all([...files].filter((each) => each.startsWith("/static/")).map((each) => cache.add(each)));
    document.documentElement.dataset.shell = "kept";
  }

  window.facetPending = { words, state, read, keep, put, sales, round };
  round();
  keepShell().catch(() => {});

  // ---- the bar on the till -------------------------------------------------------------
  const bar = document.getElementById("pnd-bar");
  if (!bar) return;
  document.addEventListener("pending:state", () => {
    bar.hidden = state.online && !state.waiting;
    bar.querySelector("[data-pnd-state]").textContent = state.signedOut ? words.signedOut : state.online ? words.online : words.offline;
    bar.querySelector("[data-pnd-waiting]").textContent = state.waiting ? `${state.waiting} ${words.waiting}` : "";
  });
  bar.querySelector("[data-pnd-go]").addEventListener("click", () => {
    const ticket = document.querySelector("[data-carry]")?.dataset;
    if (ticket) sessionStorage.setItem("facet.carry", JSON.stringify({ basket: ticket.carry, codes: ticket.codes.split(" ").filter(Boolean) }));
  });
})();
