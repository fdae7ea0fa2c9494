// People of the roster and running tallies. Comfort only: every button works without it, and all arithmetic is the server's.
import { announce, sheet } from "./page.js";

const HOLD = 250; // ms without a key before names are looked up
let timer = 0;

// Tallies come with every save. Only the one beside the field with the focus is read out.
document.addEventListener("saved", ({ detail }) => {
  if (!detail.votes) return;
  const texts = new Map(detail.votes.map((one) => [`tinh-${one.path}`, one.text]));
  for (const place of document.querySelectorAll(".tally")) {
    const text = texts.get(place.id) ?? "";
    if (place.textContent === text) continue;
    place.textContent = text;
    const group = place.closest("fieldset, details");
    if (text && group?.contains(document.activeElement) && document.activeElement.closest("fieldset") === group) announce(text);
  }
});

// A roster too large to come with the page: names that fit what was typed.
async function look(field, list) {
  const typed = field.value.trim();
  if (typed.length < 2) return;
  const answer = await fetch(`${list.dataset.find}?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!answer?.ok || field.value.trim() !== typed) return;
  const found = await answer.json();
  list.replaceChildren(...found.map((one) => {
    const option = document.createElement("option");
    option.value = one.ho_ten;
    option.label = [one.chuc_vu, one.sinh, typed].filter(Boolean).join(" – "); // browsers show only what holds the typed
    return option;
  }));
}

// Somebody was chosen: blank fields beside the name are filled in by the button that does so without this module.
// The answer is a whole page; of it only fields are taken that nobody has touched meanwhile.
async function fillIn(field) {
  const form = sheet();
  const button = form.querySelector(`button[value="${CSS.escape(`lay:${field.name}`)}"]`);
  const group = button?.closest("fieldset, details");
  if (!group) return;
  const before = new Map([...group.querySelectorAll("[id][name]")].map((one) => [one.id, stateOf(one)]));
  const answer = await fetch(form.dataset.fill, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  const { fields, said } = await answer.json();
  let count = 0;
  for (const [name, value] of Object.entries(fields ?? {})) {
    const one = document.getElementById(`f-${name}`);
    if (!one || stateOf(one) !== before.get(one.id)) continue;
    if (one.type === "checkbox") one.checked = value === one.value;
    else one.value = value;
    count += 1;
  }
  if (!count) return;
  announce(said);
  field.dispatchEvent(new Event("input", { bubbles: true })); // and so it is saved
}

// All people of a list at once. Without this module a tick of its own says so.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  const boxes = [...(button?.closest(".pick").querySelectorAll("fieldset input[type=checkbox]") ?? [])];
  if (!boxes.length) return;
  const wanted = boxes.some((one) => !one.checked);
  for (const one of boxes) one.checked = wanted;
  button.dataset.said ??= button.textContent;
  button.textContent = wanted ? button.dataset.tickAll : button.dataset.said;
  boxes[0].dispatchEvent(new Event("change", { bubbles: true })); // the button below says how many are ticked
});

function stateOf(field) {
  return field.type === "checkbox" ? String(field.checked) : field.value;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  const list = field.list;
  if (!list) return;
  if (list.dataset.find) {
    clearTimeout(timer);
    timer = setTimeout(look, HOLD, field, list);
  }
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.list && [...field.list.options].some((one) => one.value === field.value)) fillIn(field).catch(() => {});
});
