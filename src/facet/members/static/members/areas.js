// Areas that fit what is typed, offered below the field. The text is a place, nothing personal.
(() => {
  const list = document.getElementById("areas");
  const field = document.querySelector('input[list="areas"]');
  if (!list || !field) return;
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(`${list.dataset.url}?area=${encodeURIComponent(field.value)}`).catch(() => null);
      if (!answer?.ok) return;
      const { areas } = await answer.json();
      list.replaceChildren(...areas.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, 200);
  });
})();
