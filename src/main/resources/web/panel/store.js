// What the page shows is drawn from here. Whoever changes something says so; the next frame shows it.

let draw = () => {};
let asked = false;

/** Says how everything is drawn. */
export function drawWith(render) {
  draw = render;
}

/** Something changed. Many changes before one frame are drawn once. */
export function changed() {
  if (asked) {
    return;
  }
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw();
  });
}
