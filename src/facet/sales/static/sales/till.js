// The till: scanner, keys and sheets. Every act is a form that also works without this file.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const yuan = (cents) =>
    (cents < 0 ? "−" : "") +
    "¥" +
    Math.floor(Math.abs(cents) / 100).toLocaleString("en-US") +
    "." +
    String(Math.abs(cents) % 100).padStart(2, "0");

  // ---- sheets -------------------------------------------------------------
  let cameFrom = null;
  function open(name, lineNo) {
    const sheet = byId("sheet-" + name);
    if (!sheet) return;
    cameFrom = document.activeElement;
    const line = sheet.querySelector("input[name=line_no]");
    if (line) line.value = lineNo || selectedLine()?.dataset.line || "";
    if (!sheet.open) sheet.showModal();
    (sheet.querySelector("[data-first-field]") || sheet.querySelector("input:not([type=hidden]), select"))?.focus();
  }
  function openPayment(method) {
    if (tillQueue.busy) return tillQueue.whenIdle(() => openPayment(method));
    open("pay");
    const sheet = byId("sheet-pay");
    if (!sheet) return;
    if ("back" in sheet.dataset) sheet.querySelector("[data-finish]").focus();
    else if (method) {
      fill(sheet, "amount_" + method);
      sheet.querySelector("[data-finish]").focus();
    }
    recount(sheet);
  }
  document.addEventListener("close", () => cameFrom?.focus?.(), true);

  // ---- payment ------------------------------------------------------------
  const units = { "": 1, jiao: 10, yuan: 100 };
  function due(sheet) {
    const unit = units[sheet.querySelector("[name=round_off]")?.value] || 1;
    const exact = Math.abs(Number(sheet.dataset.due)); // what changes hands; data-back says which way
    return exact - (exact % unit);
  }
  function cents(text) {
    const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,¥\s]/g, ""));
    return match ? Number(match[1]) * 100 + Number((match[2] || "0").padEnd(2, "0")) : 0;
  }
  function given(sheet, but) {
    let sum = 0;
    for (const input of sheet.querySelectorAll("input[name^=amount_]"))
      if (input.name !== but) sum += cents(input.value);
    return sum;
  }
  function fill(sheet, name) {
    const rest = due(sheet) - given(sheet, name);
    const input = sheet.querySelector(`input[name=${name}]`);
    input.value = rest > 0 ? (rest / 100).toFixed(2) : "";
    recount(sheet);
    input.focus();
    input.select();
  }
  function recount(sheet) {
    const rest = due(sheet) - given(sheet);
    const label = sheet.querySelector("[data-rest-label]");
    label.textContent = rest > 0 || (rest === 0 && "back" in sheet.dataset) ? label.dataset.missing : label.dataset.change;
    sheet.querySelector("[data-rest]").textContent = yuan(Math.abs(rest));
    sheet.querySelector("[data-due-shown]").textContent = yuan(due(sheet));
    sheet.querySelector("[name=expected_total_cents]").value = "back" in sheet.dataset ? -due(sheet) : due(sheet);
  }

  // ---- lines --------------------------------------------------------------
  const lines = () => [...document.querySelectorAll(".till-lines [data-line]")];
  const selectedLine = () => document.querySelector(".till-lines .fc-line--on") || lines().at(-1);
  function select(line) {
    for (const each of lines()) each.classList.toggle("fc-line--on", each === line);
    line?.scrollIntoView({ block: "nearest" });
  }

  // ---- clicks -------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, [data-line]");
    if (!target) return;
    if (target.dataset.open) open(target.dataset.open, target.dataset.lineNo);
    else if ("pay" in target.dataset) openPayment(target.dataset.pay);
    else if (target.dataset.fill) fill(target.closest("dialog"), target.dataset.fill);
    else if ("close" in target.dataset) target.closest("dialog").close();
    else if (target.dataset.focus) byId(target.dataset.focus)?.focus();
    else if (target.dataset.line) select(target);
  });
  document.addEventListener("input", (event) => {
    const sheet = event.target.closest("#sheet-pay");
    if (sheet) recount(sheet);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("once" in form.dataset)) return;
    const finish = form.querySelector("[data-finish]");
    window.setTimeout(() => (finish.disabled = true));
  });

  // ---- keys ---------------------------------------------------------------
  function press(key) {
    const control = document.querySelector(`[data-key="${key}"]:not(:disabled)`);
    if (control?.tagName === "INPUT") control.select();
    else control?.click();
    return Boolean(control);
  }
  const nothingTyped = (target) => !target.closest?.("input, textarea, select") || (target.id === "scan" && !target.value);
  function pressKey(event) {
    const sheet = document.querySelector("dialog[open]");
    if (event.key === "F9" && sheet?.id === "sheet-pay") return sheet.querySelector("[data-finish]").click();
    if (sheet && /^[1-9]$/.test(event.key) && event.target.tagName === "BUTTON")
      return sheet.querySelectorAll("[data-fill]")[Number(event.key) - 1]?.click();
    if (sheet) return false;
    if (tillQueue.busy && /^F[4-9]$/.test(event.key)) return tillQueue.whenIdle(() => press(event.key));
    if (press(event.key)) return true;
    if (event.ctrlKey && event.key.toLowerCase() === "b") return open("people");
    const all = lines();
    const at = all.indexOf(selectedLine());
    if (event.key === "ArrowDown" && all.length) return select(all[Math.min(at + 1, all.length - 1)]);
    if (event.key === "ArrowUp" && all.length) return select(all[Math.max(at - 1, 0)]);
    if (/^[+-]$/.test(event.key) && nothingTyped(event.target))
      return selectedLine()?.querySelector(`[data-step="${event.key}"]`)?.click();
    if (event.key === "Delete" && nothingTyped(event.target))
      return selectedLine()?.querySelector("[data-remove]")?.click();
    if (event.key === "Enter" && event.target.id === "scan" && !event.target.value)
      return document.querySelector("[data-first]")?.click();
    return false;
  }
  document.addEventListener("keydown", (event) => {
    if (pressKey(event) !== false) event.preventDefault();
  });

  // ---- after each answer ----------------------------------------------------
  function settle() {
    const shown = document.querySelector("dialog[data-shown]");
    if (shown) {
      delete shown.dataset.shown;
      shown.removeAttribute("open");
      shown.showModal();
      recount(shown);
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const scan = byId("scan");
    const found = byId("till-found");
    if (tillQueue.busy || tillQueue.typing()) return scan?.focus();
    if (found?.dataset.typed) {
      scan.value = found.dataset.typed; // to be mended; the next scan writes over it
      delete found.dataset.typed;
    }
    (document.querySelector("[data-first]") || scan)?.focus();
    if (document.activeElement === scan) scan.select();
  }
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("DOMContentLoaded", settle);
})();
