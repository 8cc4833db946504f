// Schedules drawing: modules report changes, and the next frame shows them.

let draw = () => {};
let asked = false;

/** Sets the function that draws the page. */
export function drawWith(render) {
  draw = render;
}

/** Reports a change. Several changes before a frame are drawn once. */
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
