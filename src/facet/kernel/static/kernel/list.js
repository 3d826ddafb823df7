// Lists: the keys on their rows, and the fold over their questions. Arrows go from row to row, Home and End to the first and last.
// Enter needs nothing from us: each row's first link has the focus.
(function () {
  "use strict";

  function links(list) {
    return Array.from(list.querySelectorAll("tbody tr[data-row]"), (row) => row.querySelector("a[href]"));
  }

  function target(key, rows, at) {
    switch (key) {
      case "ArrowDown": return rows[Math.min(at + 1, rows.length - 1)];
      case "ArrowUp": return rows[Math.max(at - 1, 0)];
      case "Home": return rows[0];
      case "End": return rows[rows.length - 1];
      default: return null;
    }
  }

  // On a phone the questions fold away until they are asked for; without scripts they stay open.
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("list-conditions");
    const fold = document.getElementById("list-fold");
    if (!form || !fold) return;
    const asked = Array.from(new FormData(form).values()).some((value) => value !== "");
    const set = (folded) => {
      form.dataset.folded = String(folded);
      fold.setAttribute("aria-expanded", String(!folded));
    };
    fold.hidden = false;
    set(!asked);
    fold.addEventListener("click", () => set(form.dataset.folded !== "true"));
  });

  // Picking rows: the count, all of the page, and the space key on a row. Without scripts the boxes alone do it.
  function picked() {
    const batch = document.querySelector("[data-batch]");
    if (!batch) return;
    const boxes = Array.from(document.querySelectorAll("input[name=row]"));
    const count = boxes.filter((box) => box.checked).length;
    batch.querySelector("[data-batch-none]").hidden = count > 0;
    batch.querySelector("[data-batch-some]").hidden = count === 0;
    batch.querySelector("[data-batch-count]").textContent = count;
    batch.querySelectorAll("button").forEach((button) => { button.disabled = count === 0; });
    const all = document.querySelector("[data-pick-all]");
    if (!all) return;
    all.hidden = false;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      document.querySelectorAll("input[name=row]").forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick-all], input[name=row]")) picked();
  });
  document.addEventListener("DOMContentLoaded", picked);
  document.addEventListener("htmx:afterSettle", picked);
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !(event.target instanceof Element) || !event.target.matches("tr[data-row] a")) return;
    const box = event.target.closest("tr").querySelector("input[name=row]");
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    picked();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const scroll = event.target instanceof Element && event.target.closest(".ls-scroll");
    if (!scroll) return;
    if (event.target.matches("input, select, textarea")) {  // a number that is changed in place: as in a sheet
      const fields = Array.from(scroll.querySelectorAll(".ls-edit input[type=number]"));
      const field = event.key.startsWith("Arrow") && fields.includes(event.target)
        ? target(event.key, fields, fields.indexOf(event.target)) : null;
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
    const rows = links(scroll);
    const row = event.target.closest("tr[data-row]");
    const at = row ? rows.indexOf(row.querySelector("a[href]")) : -1;
    const next = rows.length ? target(event.key, rows, at) : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
