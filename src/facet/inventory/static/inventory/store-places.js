// The places to choose from belong to the chosen store: another store asks the server again.
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-store-places]");
    if (!form || event.target.name !== "store") return;
    const again = Object.assign(document.createElement("input"), { type: "hidden", name: "refresh", value: "1" });
    form.append(again);
    form.requestSubmit();
  });
})();
