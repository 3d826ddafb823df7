// A scanner types a code and Enter: after each answer the field is ready for the next one.
(() => {
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "found") return;
    const field = document.querySelector("[data-scan] input");
    if (field) { field.focus(); field.select(); }
  });
})();
