// The till without the server: scan, take cash or the terminal's money, print a slip; pending_core.js sends it.
(() => {
  "use strict";
  const core = window.facetPending;
  if (!core) return;
  const { words, state } = core;
  const byId = (id) => document.getElementById(id);
  const english = document.documentElement.lang.startsWith("en");
  const yuan = (cents) => "¥" + Math.floor(cents / 100).toLocaleString("en-US") + "." + String(cents % 100).padStart(2, "0");
  const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  let prices = null;
  let pieces = new Map();
  let lines = [];
  let basket = null;

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  function say(text) {
    byId("pnd-message").textContent = text;
    byId("pnd-message").hidden = !text;
  }
  const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const total = () => lines.reduce((sum, line) => sum + line.cents, 0);
  const keepLines = () => core.keep("open", { lines, basket });

  // ---- this sale -------------------------------------------------------------------
  async function take(text) {
    const code = text.trim().toUpperCase();
    if (!code) return;
    const piece = pieces.get(code);
    const waits = (await core.sales()).some((sale) => sale.state !== "conflict" && sale.body.lines.some((line) => line.tag === code));
    if (!prices) return say(words.none);
    if (waits) return say(words.sold);
    if (!piece) return say(`${code}: ${words.unknown}`);
    if (lines.some((line) => line.tag === code)) return say(words.twice);
    if (Date.now() > Date.parse(piece.until)) return say(`${code}: ${words.old}`);
    say("");
    lines.push(piece);
    await keepLines();
    draw();
  }
  function cents(text) {
    const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,¥\s]/g, ""));
    return match ? Number(match[1]) * 100 + Number((match[2] || "0").padEnd(2, "0")) : 0;
  }
  async function pay(method) {
    const due = total();
    const typed = byId("pnd-given").value.trim();
    const paid = method === "cash" && typed ? cents(typed) : due;
    if (!lines.length || !prices) return;
    if (paid < due) return say(`${words.short} ${yuan(due - paid)}`);
    if (lines.some((line) => Date.now() > Date.parse(line.until))) return say(words.old);
    const waiting = (await core.sales()).filter((sale) => sale.state === "waiting" || sale.body.token === prices.token);
    const sum = waiting.reduce((all, sale) => all + sale.body.total_cents, 0);
    if (waiting.length + 1 > prices.most || sum + due > prices.most_cents) return say(words.most);
    const turn = ((await core.read("turn")) || 0) + 1;
    const now = new Date();
    const day = `${now.getMonth() + 1}`.padStart(2, "0") + `${now.getDate()}`.padStart(2, "0");
    const body = {
      id: newId(), token: prices.token, number: `${prices.store}-${prices.till}-${day}-W${String(turn).padStart(3, "0")}`,
      store: prices.store, till: prices.till, sold_at: now.toISOString(), method, paid_cents: paid, total_cents: due, basket,
      lines: lines.map(({ tag, name, cents: price }) => ({ tag, name, cents: price })),
    };
    const sale = { id: body.id, turn: Date.now(), state: "waiting", reason: "", body };
    try {
      await core.keep("turn", turn);
      await core.put(sale); // on the disk before the customer is told
    } catch {
      return say(words.full);
    }
    lines = [];
    basket = null;
    byId("pnd-given").value = "";
    await keepLines();
    say("");
    slip(sale);
    await draw();
    core.round();
  }

  // ---- what is shown ------------------------------------------------------------------
  function lineRow(line) {
    const row = element("li", "");
    const name = element("span", line.name);
    name.append(element("small", line.tag, { className: "num" }));
    const away = element("button", words.remove, { type: "button", className: "fc-btn fc-btn--danger" });
    away.addEventListener("click", async () => { lines = lines.filter((each) => each !== line); await keepLines(); draw(); });
    row.append(name, element("b", yuan(line.cents), { className: "num" }), away);
    return row;
  }
  function saleRow(sale) {
    const row = element("li", "");
    row.dataset.state = sale.state;
    const name = element("span", sale.body.number, { className: "num" });
    name.append(element("small", `${clock(sale.body.sold_at)} ${yuan(sale.body.total_cents)} ${words[sale.body.method]} ${sale.reason}`));
    const tone = { waiting: "warn", booked: "ok", conflict: "danger", settled: "ok" }[sale.state];
    const badge = element("span", { waiting: words.wait, conflict: words.conflict }[sale.state] || words.booked, { className: `fc-badge fc-badge--${tone}` });
    const print = element("button", words.slip, { type: "button", className: "fc-btn" });
    print.addEventListener("click", () => { slip(sale); window.print(); });
    row.append(name, badge, print);
    return row;
  }
  function slip(sale) {
    const paper = byId("pnd-slip");
    paper.querySelector("[data-slip-store]").textContent = `${prices?.store_name || sale.body.store} ${sale.body.till}`;
    paper.querySelector("[data-slip-number]").textContent = `${sale.body.number} ${new Date(sale.body.sold_at).toLocaleString("sv-SE").slice(0, 16)}`;
    paper.querySelector("[data-slip-lines]").replaceChildren(...sale.body.lines.map((line) => element("li", `${line.name} ${line.tag} ${yuan(line.cents)}`)));
    paper.querySelector("[data-slip-total]").textContent = `${words[sale.body.method]} ${yuan(sale.body.total_cents)}`;
  }
  async function draw() {
    byId("pnd-lines").replaceChildren(...lines.map(lineRow));
    byId("pnd-total").textContent = yuan(total());
    for (const key of document.querySelectorAll("[data-pnd-method]")) key.disabled = !lines.length;
    const all = await core.sales();
    byId("pnd-queue").replaceChildren(...all.reverse().map(saleRow));
    byId("pnd-count").textContent = all.length;
    byId("pnd-none").hidden = all.length > 0;
    byId("pnd-state").textContent = state.signedOut ? words.signedOut : state.online ? words.online : words.offline;
    if (!prices) return;
    const board = Date.parse(prices.made_at) + 1_800_000;
    byId("pnd-place").textContent = `${prices.store_name} ${prices.till}`;
    byId("pnd-until").textContent = Date.now() > board ? words.gone : `${words.until} ${clock(board)}`;
  }
  async function learn() {
    prices = (await core.read("prices")) || null;
    if (!prices) return;
    pieces = new Map(prices.pieces.map(([tag, name, nameEn, price, weight, until]) => [tag, { tag, name: english ? nameEn : name, cents: price, until }]));
  }

  // ---- start ----------------------------------------------------------------------------
  byId("pnd-scan").addEventListener("submit", (event) => {
    event.preventDefault();
    take(byId("pnd-code").value);
    byId("pnd-code").value = "";
  });
  byId("pnd-pay").addEventListener("submit", (event) => {
    event.preventDefault();
    pay(event.submitter?.dataset.pndMethod || "cash");
  });
  byId("pnd-given").addEventListener("input", (event) => {
    const rest = cents(event.target.value) - total();
    byId("pnd-rest").textContent = event.target.value ? `${rest < 0 ? words.short : words.change} ${yuan(Math.abs(rest))}` : "";
  });
  document.addEventListener("pending:state", async () => {
    await learn();
    draw();
  });
  (async () => {
    await learn();
    const open = await core.read("open");
    lines = open?.lines || [];
    basket = open?.basket || null;
    const carried = JSON.parse(sessionStorage.getItem("facet.carry") || "null");
    sessionStorage.removeItem("facet.carry");
    if (carried) basket = carried.basket || null;
    await draw();
    for (const code of carried?.codes || []) await take(code);
    document.documentElement.dataset.ready = "yes";
  })();
})();
