// A box to sign in: pointer strokes become "x,y x,y;x,y" in a box of 600 x 200, sent with the form.
const WIDTH = 600, HEIGHT = 200, APART = 3, MOST = 2900;

function ready(form) {
  const box = form.querySelector("canvas"), kept = form.elements.strokes, pen = box.getContext("2d");
  let strokes = [], drawn = 0, drawing = false;
  pen.lineWidth = 3; pen.lineCap = "round"; pen.lineJoin = "round"; pen.strokeStyle = "#1a1a1a";

  function at(event) {
    const edge = box.getBoundingClientRect();
    const x = Math.round((event.clientX - edge.left) / edge.width * WIDTH);
    const y = Math.round((event.clientY - edge.top) / edge.height * HEIGHT);
    return [Math.min(WIDTH, Math.max(0, x)), Math.min(HEIGHT, Math.max(0, y))];
  }
  function write() { kept.value = strokes.map((stroke) => stroke.map((point) => point.join(",")).join(" ")).join(";"); }

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    drawing = true;
    strokes.push([at(event)]);
    drawn += 1;
  });
  box.addEventListener("pointermove", (event) => {
    if (!drawing || drawn >= MOST) return;
    const stroke = strokes[strokes.length - 1], last = stroke[stroke.length - 1], here = at(event);
    if (Math.abs(here[0] - last[0]) + Math.abs(here[1] - last[1]) < APART) return;
    stroke.push(here);
    drawn += 1;
    pen.beginPath(); pen.moveTo(...last); pen.lineTo(...here); pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => { drawing = false; write(); });
  form.querySelector("[data-sign-clear]").addEventListener("click", () => {
    strokes = []; drawn = 0; kept.value = ""; pen.clearRect(0, 0, WIDTH, HEIGHT);
  });
}

for (const form of document.querySelectorAll("form[data-sign]")) ready(form);
