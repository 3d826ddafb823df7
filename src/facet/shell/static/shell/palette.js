// Ctrl+K: find a command, a member or a piece by any word; the arrows choose, Enter opens.
(() => {
  const palette = document.getElementById("palette");
  if (!palette || typeof palette.showModal !== "function") return;
  const form = palette.querySelector("form");
  const text = document.getElementById("palette-text");
  const found = document.getElementById("palette-found");
  const rows = () => [...found.querySelectorAll('[role="option"]')];

  const choose = (row) => {
    rows().forEach((each) => each.setAttribute("aria-selected", String(each === row)));
    if (row) {
      text.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else text.removeAttribute("aria-activedescendant");
  };
  const open = (within) => {
    document.getElementById("app-menu")?.hidePopover?.();
    document.getElementById("palette-in").value = within ?? "";
    palette.showModal();
    text.select();
    htmx.trigger(form, "ask"); // before anything is typed: what this role does most
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (palette.open) palette.close();
      else if (!document.querySelector("dialog[open]")) open();
    }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-palette], a[data-command='home.find_member']");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(opener.matches("[data-palette]") ? "" : "members");
  });
  text.addEventListener("keydown", (event) => {
    const all = rows();
    const here = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const goal = { ArrowDown: here + 1, ArrowUp: here - 1 + all.length, PageDown: all.length - 1, PageUp: 0 }[event.key];
    if (goal !== undefined && all.length) { event.preventDefault(); choose(all[goal % all.length]); }
    if (event.key === "Enter") {
      event.preventDefault();
      const row = all[Math.max(here, 0)];
      if (row) row.click();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  found.addEventListener("htmx:afterSwap", () => choose(rows()[0]));
})();
