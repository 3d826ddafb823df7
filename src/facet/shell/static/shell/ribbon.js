// The ribbon: tabs open their bands in place, groups fold when there is no room, the band can be kept shut.
(() => {
  const root = document.documentElement;
  const ribbon = document.querySelector(".rb");
  if (!ribbon) return;
  const tabs = [...ribbon.querySelectorAll('[role="tab"]')];
  const bandOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  // ---- folding: the user's own group first, then from the right, never the group of this page ----
  const fold = (band) => {
    if (!band.clientWidth) return;
    const groups = [...band.querySelectorAll(".rb-group")];
    groups.forEach((group) => { group.removeAttribute("data-fold"); group.removeAttribute("data-open"); });
    const own = groups.filter((group) => group.matches(".rb-quick"));
    const rest = groups.filter((group) => !own.includes(group));
    const order = [...own, ...rest.filter((group) => !group.querySelector("[aria-current]")).reverse(), ...rest.filter((group) => group.querySelector("[aria-current]"))];
    for (const group of order) {
      if (band.scrollWidth <= band.clientWidth) break;
      group.setAttribute("data-fold", "");
    }
    for (const group of order.filter((each) => each.hasAttribute("data-fold")).reverse()) {
      group.removeAttribute("data-fold"); // a later, wider group may have made room for this one
      if (band.scrollWidth > band.clientWidth) group.setAttribute("data-fold", "");
    }
  };
  const foldOpen = () => ribbon.querySelectorAll(".rb-band:not([hidden])").forEach(fold);
  let width = 0;
  new ResizeObserver(([change]) => {
    if (change.contentRect.width === width) return;
    width = change.contentRect.width;
    foldOpen();
  }).observe(ribbon);
  document.fonts?.ready.then(foldOpen);

  // ---- the menu of a folded group ----
  const shutGroups = (except) => ribbon.querySelectorAll(".rb-group[data-open]").forEach((group) => {
    if (group === except) return;
    group.removeAttribute("data-open");
    group.querySelector(".rb-fold").setAttribute("aria-expanded", "false");
  });
  const openGroup = (group) => {
    shutGroups(group);
    const fold = group.querySelector(".rb-fold");
    const menu = group.querySelector(".rb-cmds");
    const open = group.toggleAttribute("data-open");
    fold.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const box = fold.getBoundingClientRect();
    menu.style.top = `${box.bottom + 4}px`;
    menu.style.left = "8px";
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.querySelector("a")?.focus();
  };

  // ---- tabs ----
  const select = (tab, { focus = false } = {}) => {
    tabs.forEach((each) => {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      bandOf(each).hidden = !chosen;
    });
    shutGroups();
    if (root.dataset.ribbon === "min") ribbon.toggleAttribute("data-peek", true);
    fold(bandOf(tab));
    if (focus) tab.focus();
  };
  ribbon.facetSelect = select;
  ribbon.facetOpenGroup = openGroup;

  ribbon.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab && !event.ctrlKey && !event.metaKey) { event.preventDefault(); select(tab); }
    const fold = event.target.closest(".rb-fold");
    if (fold) openGroup(fold.closest(".rb-group"));
  });
  ribbon.addEventListener("keydown", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) {
      const here = tabs.indexOf(tab);
      const goal = { ArrowRight: here + 1, ArrowLeft: here - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
      if (goal !== undefined) { event.preventDefault(); select(tabs[goal % tabs.length], { focus: true }); }
      if (event.key === "ArrowDown") { event.preventDefault(); bandOf(tab).querySelector("a, button:not(.rb-fold)")?.focus(); }
      if (event.key === " ") { event.preventDefault(); select(tab); }
    }
    const group = event.target.closest(".rb-group[data-open]");
    if (group && event.key === "Escape") { event.stopPropagation(); openGroup(group); group.querySelector(".rb-fold").focus(); }
    else if (event.key === "Escape") ribbon.removeAttribute("data-peek");
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".rb-group[data-open]")) shutGroups();
    if (!event.target.closest?.(".rb")) ribbon.removeAttribute("data-peek");
    const disabled = event.target.closest?.('[aria-disabled="true"]');
    if (disabled) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("facet:say", { detail: { text: disabled.title } }));
    }
  }, true);

  // ---- kept shut or open: remembered in a cookie, so that the next page comes in the right shape ----
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest?.("[data-ribbon-toggle]");
    if (!toggle) return;
    const shut = root.dataset.ribbon !== "min";
    root.dataset.ribbon = shut ? "min" : "open";
    toggle.querySelector("span:last-child").textContent = shut ? toggle.dataset.open : toggle.dataset.shut;
    document.cookie = `facet_ribbon=${shut ? "min" : "open"}; path=/; max-age=31536000; samesite=lax`;
    ribbon.removeAttribute("data-peek");
    document.getElementById("app-menu")?.hidePopover?.();
    foldOpen();
  });
  foldOpen();
})();
