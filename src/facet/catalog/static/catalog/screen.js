// The counter's screen: fits the 1920 × 1080 board to any window and keeps its clock between two looks at the server.
(() => {
  "use strict";

  const fit = () => {
    const board = document.getElementById("bd-live");
    if (!board) return;
    const scale = Math.min(window.innerWidth / 1920, window.innerHeight / 1080);
    board.style.transform = scale === 1 ? "none" : `scale(${scale})`;
    board.style.margin = `${(1080 * (scale - 1)) / 2}px ${(1920 * (scale - 1)) / 2}px`; // what scaling frees, the page gets
  };

  const tick = () => {
    const board = document.getElementById("bd-live");
    const clock = board && board.querySelector("[data-bd-clock]");
    if (!clock) return;
    clock.textContent = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: board.dataset.zone }).format(new Date());
  };

  const settle = () => { fit(); tick(); };
  document.addEventListener("DOMContentLoaded", settle);
  document.addEventListener("htmx:afterSettle", settle);
  window.addEventListener("resize", fit);
  setInterval(tick, 5000);
})();
