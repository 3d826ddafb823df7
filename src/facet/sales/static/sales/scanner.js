// The scanner's keys, and the one queue through which the till speaks to the server. A scan is taken
// from the keys, not from what is on screen, and posted under a key of its own: it is neither lost
// while an answer is on its way, nor counted twice when it is sent again.
(() => {
  "use strict";
  const SCANNER_GAP = 50; // ms between keys: people are slower than 100, scanners faster than 60
  const PAUSE = 400; // ms after which a key begins something new; a busy computer delays keys less
  const SCAN_LENGTH = 6; // fast keys that make a scan when the focus is elsewhere
  const AGAIN = 1500; // ms until what got no answer is sent again
  const MOST_TRIES = 4; // when the server answers with a failure of its own
  const field = () => document.getElementById("scan");

  // ---- the queue: one request at a time, in the order of the keys ----------------
  const waiting = []; // { path, values, tries }
  const afterwards = [];
  let busy = false;
  let status = 0;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  function show() {
    const note = document.querySelector("[data-queue]");
    if (!note) return;
    note.hidden = !waiting.length;
    note.textContent = waiting.length ? `${waiting.length} ${note.dataset.words}` : "";
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === field()?.form) status = event.detail.xhr?.status ?? 0;
  });
  async function answered({ path, values }) {
    status = 0;
    const how = { source: field().form, target: "#till-found", swap: "outerHTML", values };
    await htmx.ajax("POST", path, how).catch(() => {});
    return status;
  }
  async function work() {
    if (busy) return;
    busy = true;
    while (waiting.length) {
      show();
      const [first] = waiting;
      const got = await answered(first);
      first.tries += got >= 500;
      if ((got === 0 || got >= 500) && first.tries < MOST_TRIES) await pause(AGAIN);
      else waiting.shift();
    }
    busy = false;
    show();
    while (afterwards.length && !busy) afterwards.shift()();
  }
  function add(path, values) {
    waiting.push({ path, values, tries: 0 });
    show();
    work();
  }
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function take(code) {
    const values = new FormData();
    values.set("code", code);
    values.set("operation_id", newKey());
    add(field().form.getAttribute("action"), values);
  }
  window.tillQueue = {
    get busy() { return busy; },
    whenIdle: (act) => (busy ? afterwards.push(act) : act()),
  };

  // What is pressed while scans are on their way waits for its turn.
  document.addEventListener("htmx:confirm", (event) => {
    const { elt, path, verb, question, triggeringEvent } = event.detail;
    if (!busy || elt === field()?.form || verb !== "post" || !elt.closest("#work")) return;
    event.preventDefault();
    if (question && !window.confirm(question)) return;
    add(path, new FormData(elt, triggeringEvent?.submitter));
  });
  document.addEventListener(
    "submit",
    (event) => {
      if (!("scan" in event.target.dataset)) return;
      event.preventDefault();
      event.stopPropagation();
      finish(field().value.trim());
    },
    true,
  );

  // ---- the keys ------------------------------------------------------------------
  let physical = ""; // by the key's place: what an input method would swallow
  let typed = ""; // by its sign
  let composed = false;
  let fast = 0; // keys in a row that came faster than people type
  let last = 0;
  const editable = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  const forget = () => { [physical, typed, composed, fast] = ["", "", false, 0]; };
  function note(event) {
    const gap = event.timeStamp - last;
    if (gap > PAUSE) forget();
    fast = gap > SCANNER_GAP ? 1 : fast + 1;
    last = event.timeStamp;
    composed ||= event.isComposing || event.key === "Process" || event.keyCode === 229;
    const place = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code)?.[1];
    physical += place || (/^[-./]$/.test(event.key) ? event.key : "");
    if (event.key.length === 1) typed += event.key;
  }
  function finish(text) {
    if (!text) return;
    const scan = field();
    if (composed) scan.blur(); // ends the input method's composition
    scan.value = "";
    scan.focus();
    forget();
    take(text);
  }
  function enter(event) {
    const scan = field();
    const keys = composed ? physical : typed;
    const scanned = fast >= SCAN_LENGTH;
    const value = event.target.value ?? "";
    if (event.target === scan) {
      if (!value.trim() && !scanned) return; // an empty field: Enter means something else
      finish(scanned && (composed || value.endsWith(keys)) ? keys : value.trim());
    } else if (scanned && !event.target.closest?.("textarea, [data-free-text]")) {
      if (value && value.endsWith(keys)) event.target.value = value.slice(0, -keys.length);
      document.querySelector("dialog[open]")?.close();
      finish(keys);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !field()) return;
      if (event.key === "Enter") return enter(event);
      const alone = event.timeStamp - last > SCANNER_GAP;
      note(event);
      const sign = event.key.length === 1 && event.key !== " " && !(alone && /[+\-?]/.test(event.key));
      if (sign && !editable(event.target) && !document.querySelector("dialog[open]")) field().focus();
    },
    true,
  );
  window.tillQueue.typing = () => performance.now() - last < 4 * SCANNER_GAP || Boolean(field()?.value);

  // ---- what another page sent here: done once, and not again when this page is loaded anew ----
  document.addEventListener("DOMContentLoaded", () => {
    const sent = document.querySelectorAll("form[data-arrived]");
    if (sent.length) history.replaceState(null, "", location.pathname);
    for (const form of sent) add(form.getAttribute("action"), new FormData(form));
  });
})();
