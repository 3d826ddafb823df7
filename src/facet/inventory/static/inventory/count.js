// The counting screen: scanner keys, and the queue that keeps every scan until the server has written it down.
// A scan has its own id and moment from the first key on, so it may be sent late, twice and in any order.
(() => {
  "use strict";
  const page = document.querySelector("[data-count]");
  if (!page) return;
  const words = page.dataset;
  const field = document.getElementById("stk-code");
  const list = document.getElementById("stk-list");
  const trays = JSON.parse(document.getElementById("stk-trays").textContent);
  const SHOWN = 5;
  const AGAIN = 2000; // ms until what got no answer is sent again
  const PROGRESS = 2000; // ms between two looks at how far everybody is
  const AT_ONCE = 200;
  const SCANNER_GAP = 80; // ms between keys: people are slower
  const store = window.localStorage;

  // ---- the queue -----------------------------------------------------------------
  const read = (name, otherwise) => { try { return JSON.parse(store.getItem(name)) ?? otherwise; } catch { return otherwise; } };
  const keep = (name, value) => { try { store.setItem(name, JSON.stringify(value)); } catch { /* full or private: memory alone */ } };
  let queue = read(words.queue, []);
  let mine = read(words.queue + ":mine", []); // ids of this device's scans, for taking back
  let tray = read(words.queue + ":tray", "");
  let busy = false;
  let online = true;
  let refused = "";
  const device = read("count:device", "") || `T-${newId().slice(0, 4)}`;
  keep("count:device", device);

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  function add(scan) {
    queue.push({ client_id: newId(), code: "", scanned_at: new Date().toISOString(), place: tray, ...scan });
    keep(words.queue, queue);
    send();
    return queue[queue.length - 1];
  }
  async function send() {
    if (busy || !queue.length) return state();
    busy = true;
    while (queue.length) {
      const part = queue.slice(0, AT_ONCE);
      const answer = await post({ scans: part, sent_at: new Date().toISOString(), device });
      if (!answer) break;
      const done = new Set(part.map((each) => each.client_id));
      queue = queue.filter((each) => !done.has(each.client_id));
      keep(words.queue, queue);
      answer.answers.forEach(answered);
    }
    busy = false;
    state();
    if (queue.length) setTimeout(send, AGAIN);
    else look();
  }
  async function post(batch) {
    const token = document.querySelector("meta[name=csrf-token]").content;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    try {
      const response = await fetch(words.scans, { method: "POST", headers, body: JSON.stringify(batch) });
      online = response.status < 500 && response.status !== 0;
      refused = "";
      if (response.ok && !response.redirected) return await response.json();
      if (online) refused = (await response.json().catch(() => ({}))).refused || words.odd;
    } catch {
      online = false;
    }
    state();
    return null;
  }
  let power = "";
  navigator.getBattery?.().then((battery) => {
    power = `, ${words.battery} ${Math.round(battery.level * 100)}%`;
    state();
  }).catch(() => {});
  function state() {
    const badge = document.getElementById("stk-online");
    const waiting = queue.length ? `, ${queue.length} ${words.waiting}` : "";
    badge.querySelector("[data-words]").textContent =
      refused || ((online ? words.online : words.offline) + waiting + (online && !waiting ? power : ""));
    badge.classList.toggle("fc-badge--ok", online && !refused);
    badge.classList.toggle("fc-badge--warn", !online && !refused);
    badge.classList.toggle("fc-badge--danger", Boolean(refused));
    badge.dataset.waiting = queue.length;
    document.getElementById("stk-tray-name").textContent = trays[tray] || document.querySelector('[data-tray=""]').textContent;
  }

  // ---- what is shown and heard -----------------------------------------------------
  const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB");
  function put(row, moment) {
    list.querySelector("[data-none]")?.remove();
    row.querySelector("[data-time]").textContent = clock(moment);
    list.prepend(row);
    while (list.children.length > SHOWN) list.lastElementChild.remove();
  }
  function waiting(scan) {
    const row = document.getElementById("stk-waiting").content.firstElementChild.cloneNode(true);
    row.dataset.scanRow = scan.client_id;
    row.querySelector("h3").textContent = scan.code;
    put(row, scan.scanned_at);
  }
  function answered(answer) {
    const old = list.querySelector(`[data-scan-row="${answer.client_id}"]`);
    if (!old) return answer.answer === "undone" ? look() : undefined;
    const box = document.createElement("template");
    box.innerHTML = answer.html; // drawn and escaped by our own server
    const row = box.content.firstElementChild;
    row.querySelector("[data-time]").textContent = old.querySelector("[data-time]").textContent;
    old.replaceWith(row);
    sound(answer.sound);
    if (answer.answer === "found" || answer.answer === "misplaced") count(1);
  }
  function count(more) {
    const big = document.querySelector("[data-present]");
    big.dataset.present = Number(big.dataset.present) + more;
    big.textContent = Number(big.dataset.present).toLocaleString("en-US");
    const meter = document.querySelector(".stk-meter");
    if (meter) meter.value = big.dataset.present;
  }
  let ear = null;
  function sound(kind) {
    const [pitch, length] = { ok: [1320, 0.07], low: [520, 0.18], bad: [220, 0.4] }[kind] || [520, 0.1];
    try {
      ear ||= new AudioContext();
      const tone = ear.createOscillator();
      const loud = ear.createGain();
      loud.gain.value = 0.08;
      tone.frequency.value = pitch;
      tone.connect(loud).connect(ear.destination);
      tone.start();
      tone.stop(ear.currentTime + length);
    } catch { /* no sound: the word and the colour say it */ }
  }
  async function look() {
    if (busy || document.hidden) return;
    try {
      const response = await fetch(words.progress);
      if (response.ok && !response.redirected && !queue.length) {
        document.getElementById("stk-progress-box").innerHTML = await response.text();
      }
      if (!queue.length) online = true;
    } catch {
      online = false;
    }
    state();
  }

  // ---- acts ------------------------------------------------------------------------
  function take(text, more = {}) {
    const code = text.trim();
    if (!code) return;
    const place = Object.keys(trays).find((each) => each === code.toUpperCase());
    if (place !== undefined) return choose(place);
    const scan = add({ code, ...more });
    mine.push(scan.client_id);
    keep(words.queue + ":mine", mine.slice(-200));
    waiting(scan);
  }
  function choose(place) {
    tray = place;
    keep(words.queue + ":tray", tray);
    state();
    sound("ok");
  }
  function undo() {
    const last = mine.pop();
    keep(words.queue + ":mine", mine);
    if (!last) return document.dispatchEvent(new CustomEvent("facet:say", { detail: { value: words.nothing } }));
    add({ undoes: last });
    const row = list.querySelector(`[data-scan-row="${last}"]`);
    if (row) row.classList.add("stk-row--back");
    sound("low");
  }

  // ---- keys: a scanner types fast and ends with Enter, wherever the focus is ----------
  let typed = "";
  let at = 0;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const inside = event.target.closest?.("input, textarea, select");
      if (document.querySelector("dialog[open]")) return;
      const gap = event.timeStamp - at;
      at = event.timeStamp;
      if (event.key === "Enter") {
        const scanned = typed.length >= 4 ? typed : "";
        typed = "";
        if (inside === field) {
          event.preventDefault();
          const value = field.value;
          field.value = "";
          return take(value || scanned);
        }
        if (!inside && scanned) {
          event.preventDefault();
          take(scanned);
        }
        return;
      }
      if (event.key === " " && !(inside === field && field.value)) {
        event.preventDefault();
        return undo();
      }
      const place = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code)?.[1];
      const sign = event.isComposing || event.key === "Process" ? place || "" : event.key.length === 1 ? event.key : "";
      typed = (gap > SCANNER_GAP * 5 ? "" : typed) + sign;
    },
    true,
  );
  document.querySelector("[data-plain]").addEventListener("submit", (event) => {
    event.preventDefault();
    take(field.value);
    field.value = "";
  });
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-undo], [data-open], [data-type], [data-tray], [data-bulk]");
    if (!key) return;
    if ("undo" in key.dataset) undo();
    else if ("open" in key.dataset) document.getElementById(key.dataset.open).showModal();
    else if ("type" in key.dataset) field.focus();
    else if ("tray" in key.dataset) { choose(key.dataset.tray); key.closest("dialog").close(); }
    else bulk(key.closest("dialog"));
    if (!("type" in key.dataset) && !document.querySelector("dialog[open]")) document.activeElement?.blur();
  });
  function bulk(sheet) {
    const [code, pieces, grams] = ["bulk-code", "bulk-quantity", "bulk-grams"].map((id) => document.getElementById(id));
    const weight = /^(\d{1,6})(?:\.(\d{1,3}))?$/.exec(grams.value.trim());
    const wrong = [[code, code.value.trim()], [pieces, /^\d{1,6}$/.test(pieces.value.trim())], [grams, weight]].find((each) => !each[1]);
    if (wrong) return wrong[0].focus();
    const weight_mg = Number(weight[1]) * 1000 + Number((weight[2] || "").padEnd(3, "0"));
    take(code.value, { quantity: Number(pieces.value), weight_mg });
    for (const each of [code, pieces, grams]) each.value = "";
    sheet.close();
  }
  document.querySelector("[data-finish]")?.addEventListener("submit", (event) => {
    if (!queue.length) return;
    event.preventDefault(); // what waits here belongs to the count: send it first
    send();
    document.dispatchEvent(new CustomEvent("facet:say", { detail: { value: `${queue.length} ${words.waiting}` } }));
  });
  window.addEventListener("online", send);
  setInterval(look, PROGRESS);
  state();
  send();
})();
