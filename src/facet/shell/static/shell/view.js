// The columns of a view: dragged, or moved by Alt and the arrows. Without this the buttons do the same by the server.
(function () {
  "use strict";
  const list = document.querySelector("[data-order]");
  if (!list) return;
  let dragged = null;

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row); else other.after(row);
  }

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-column]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-column]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => { dragged = null; });

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-column]");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const held = document.activeElement;
    move(row, event.key === "ArrowUp" ? -1 : 1);
    held.focus();
  });

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=act]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("[data-column]"), button.value.startsWith("up:") ? -1 : 1);
    button.focus();
  });
})();
