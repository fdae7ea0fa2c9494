// Everybody of a page at once, in place. Without this module the server sends the page again, everybody ticked.
const button = document.querySelector("[data-tick-page]");
const boxes = [...document.querySelectorAll("#bang-nguoi input[type=checkbox]")];

function name() {
  button.dataset.said ??= button.textContent;
  button.textContent = boxes.every((one) => one.checked) ? button.dataset.tickPage : button.dataset.said;
}

if (button) {
  name();
  document.getElementById("bang-nguoi").addEventListener("change", name);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const wanted = boxes.some((one) => !one.checked);
    for (const one of boxes) one.checked = wanted;
    name();
  });
}
