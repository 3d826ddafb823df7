// What every page needs: htmx's headers and errors, help, toasts, menus, connection, clock, leave-warnings.
(() => {
  const words = () => document.getElementById("words")?.dataset ?? {};
  const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  const singleKeys = () => localStorage.getItem("facet.keys") !== "off";

  // ---- toasts ----
  const say = (text, seconds = 6) => {
    const place = document.getElementById("toasts");
    if (!place || !text) return;
    const toast = document.createElement("div");
    toast.className = "fc-toast";
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: words().close });
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    place.append(toast);
    setTimeout(() => toast.remove(), seconds * 1000);
  };
  document.addEventListener("facet:say", (event) => say(event.detail?.value ?? event.detail?.text));

  // ---- htmx ----
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = token(); });
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status === 403 ? words().forbidden : words().failed));
  document.addEventListener("htmx:sendError", () => { connected(false); say(words().failed); });
  document.addEventListener("htmx:afterOnLoad", () => connected(navigator.onLine));
  document.addEventListener("htmx:afterSwap", (event) => {
    const wrong = event.detail.target?.querySelector?.('[aria-invalid="true"]');
    if (wrong && event.detail.xhr.status === 422) wrong.focus();
  });

  // ---- connection and clock on the status line ----
  const connected = (yes) => {
    const text = document.getElementById("connection");
    const said = yes ? words().online : words().offline;
    if (text && text.textContent !== said) text.textContent = said;
    document.getElementById("connection-dot")?.classList.toggle("fc-dot--off", !yes);
  };
  addEventListener("online", () => connected(true));
  addEventListener("offline", () => connected(false));
  const tick = () => document.querySelectorAll("[data-clock]").forEach((clock) => {
    // the store's hour, whatever this computer's time zone says: the offset comes from the server, in seconds
    const hour = new Date(Date.now() + Number(clock.dataset.clock) * 1000).toISOString().slice(11, 16);
    clock.textContent = clock.textContent.replace(/\d\d:\d\d$/, hour);
  });

  // ---- dialogs: help, and anything with data-close ----
  const openHelp = async (url) => {
    const drawer = document.getElementById("help");
    if (!drawer || typeof drawer.showModal !== "function" || drawer.open) return;
    const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) { location.assign(url); return; }
    document.getElementById("help-body").innerHTML = await answer.text();
    drawer.querySelector("[data-single-keys]")?.toggleAttribute("checked", singleKeys());
    drawer.showModal();
  };
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const help = target.closest("[data-help]");
    if (help && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("app-menu")?.hidePopover?.();
      openHelp(help.getAttribute("href"));
    }
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
    if (target.matches("dialog.fc-drawer, dialog.fc-palette")) target.close(); // the dark around it
    if (target.closest("[data-print]")) { document.getElementById("app-menu")?.hidePopover?.(); print(); }
    const opener = target.closest('[popovertarget="app-menu"]');
    if (opener) document.getElementById("app-menu").dataset.side = opener.matches(".rb-user") ? "right" : "left";
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-single-keys]")) localStorage.setItem("facet.keys", event.target.checked ? "on" : "off");
  });

  // ---- keys of one sign: they can be switched off in the help ----
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector("dialog[open]") || !singleKeys()) return;
    if (document.documentElement.dataset.keytips) return;
    if (event.key === "?" || event.key === "？") {
      const link = document.querySelector("[data-help]");
      if (link) { event.preventDefault(); openHelp(link.getAttribute("href")); }
    } else if (event.key === "/") {
      const field = document.querySelector("[data-search], main input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select?.(); }
    } else if (/^[1-9]$/.test(event.key)) {
      const todo = document.querySelector(`[data-todo="${event.key}"]`);
      if (todo) { event.preventDefault(); todo.click(); }
    } else if (/^[a-z]$/i.test(event.key)) {
      const door = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
      if (door) { event.preventDefault(); door.click(); }
    }
  });

  // ---- forms: one press sends once; what was typed is not lost silently ----
  const changed = new WeakSet();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-warn]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    changed.delete(event.target);
    if (event.target.hasAttribute("hx-post") || event.defaultPrevented) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-warn]")].some((form) => changed.has(form))) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form");
    const save = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key.toLowerCase() === "s");
    if (save && (form || document.querySelector("main form[data-save]"))) {
      event.preventDefault();
      (form ?? document.querySelector("main form[data-save]")).requestSubmit();
    }
  });

  addEventListener("DOMContentLoaded", () => {
    connected(navigator.onLine);
    tick();
    setInterval(tick, 20_000);
    document.querySelector('main [aria-invalid="true"]')?.focus();
  });
})();

// What scrolls sideways can be reached and scrolled by keyboard too.
(() => {
  "use strict";
  function reachable() {
    for (const part of document.querySelectorAll(".fc-card, .fc-card-body, .fc-scroll")) {
      const style = getComputedStyle(part);
      const sideways = part.scrollWidth > part.clientWidth && style.overflowX !== "visible";
      const down = part.scrollHeight > part.clientHeight && style.overflowY !== "visible";
      if ((sideways || down) && !part.hasAttribute("tabindex")) {
        part.tabIndex = 0;
        part.dataset.reachable = "";
      } else if (!sideways && !down && "reachable" in part.dataset) {
        part.removeAttribute("tabindex");
        delete part.dataset.reachable;
      }
    }
  }
  document.addEventListener("DOMContentLoaded", reachable);
  document.addEventListener("htmx:afterSettle", reachable);
  window.addEventListener("resize", reachable);
})();
