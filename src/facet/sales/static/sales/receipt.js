// The receipt prints itself; the button prints it again on the same sheet.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
