// KeyTips: a tap on Alt (or Ctrl+/) shows the tabs' letters, a letter opens its band with the commands' letters.
(() => {
  const root = document.documentElement;
  const ribbon = document.querySelector(".rb");
  if (!ribbon) return;
  let alone = false; // Alt went down and nothing else did
  let typed = "";

  const visible = (element) => element.getClientRects().length > 0;
  const show = (step) => {
    typed = "";
    if (step) root.dataset.keytips = step;
    else delete root.dataset.keytips;
  };
  const stepOf = () => root.dataset.keytips;
  const keyOf = (element) => element.querySelector(".rb-key")?.textContent ?? "";
  const band = () => ribbon.querySelector(".rb-band:not([hidden])");

  const start = () => {
    if (document.querySelector("dialog[open]")) return;
    if (stepOf()) { show(""); return; }
    if (!visible(ribbon.querySelector(".rb-tabs"))) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    show("tabs");
  };

  const press = (element) => { show(""); element.click(); };
  const openBand = (tab) => {
    ribbon.facetSelect(tab, { focus: true });
    // a folded group has no room for its letters: its menu opens when one of them is typed
    show("commands");
  };

  const onLetter = (letter) => {
    typed += letter;
    const tabsStep = stepOf() === "tabs";
    const quick = [...band().querySelectorAll(".rb-quick .rb-cmds .rb-cmd")];
    const pool = tabsStep
      ? [...ribbon.querySelectorAll(".rb-app, .rb-tab"), ...quick]
      : [...band().querySelectorAll(".rb-cmds .rb-cmd")];
    const exact = pool.find((element) => keyOf(element) === typed);
    if (exact) {
      if (exact.matches(".rb-tab")) openBand(exact);
      else press(exact);
    } else if (!pool.some((element) => keyOf(element).startsWith(typed))) show("");
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Alt") { alone = !event.repeat || alone; if (stepOf()) event.preventDefault(); return; }
    alone = false;
    if ((event.ctrlKey || event.metaKey) && event.key === "/") { event.preventDefault(); start(); return; }
    if (!stepOf()) return;
    if (event.key === "Escape") {
      event.preventDefault();
      show(stepOf() === "commands" ? "tabs" : "");
    } else if (/^[a-z0-9]$/i.test(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      onLetter(event.key.toUpperCase());
    } else if (event.key !== "Shift") show("");
  }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Alt" || !alone) return;
    alone = false;
    event.preventDefault();
    start();
  });
  document.addEventListener("pointerdown", () => { alone = false; show(""); });
  addEventListener("blur", () => { alone = false; show(""); });
})();
