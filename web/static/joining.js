// A fresh form and the one somebody types into: what one of them has goes into the other, and nothing typed is lost.
import { retitleAll } from "./titles.js";

// What was saved elsewhere comes into this page, field by field; a list whose rows are others now comes as a whole. Words typed
// since `told` stay, and are saved next, on top of the version that the fresh page shows. False where both are one field.
export async function takeOver(form, told) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("bieu-mau");
  if (!answer.ok || !fresh) return false;
  const [now, next] = [statesOf(form), statesOf(fresh)];
  const typed = [...now].filter(([id, state]) => told.get(id) !== state);
  if (typed.some(([id]) => next.get(id) !== told.get(id))) return false;
  const focused = document.activeElement?.id;
  for (const list of [...form.querySelectorAll("fieldset.rows")].filter((one) => !one.parentElement.closest("fieldset.rows"))) {
    const other = fresh.querySelector(`#${CSS.escape(list.id)}`);
    if (other && [...statesOf(list).keys()].join() !== [...statesOf(other).keys()].join()) {
      keepOpen(list, other);
      list.replaceWith(other);
    }
  }
  for (const [id, state] of [...next, ...typed]) put(form.querySelector(`#${CSS.escape(id)}`), state);
  retitleAll(form);
  form.elements._ban.value = fresh.elements._ban.value;
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

export function statesOf(place) {
  const fields = [...place.querySelectorAll("input[id][name], select[id][name], textarea[id][name]")];
  return new Map(fields.filter((one) => !one.closest(".pick")).map((one) => [one.id, one.type === "checkbox" ? String(one.checked) : one.value]));
}

function put(field, state) {
  if (field?.type === "checkbox") field.checked = state === "true";
  else if (field && field.value !== state) field.value = state;
}

export function keepOpen(old, fresh) {
  for (const part of fresh.querySelectorAll("details[id]")) {
    const before = old.querySelector(`#${CSS.escape(part.id)}`);
    if (before?.open) part.open = true;
  }
  for (const box of old.querySelectorAll(".pick input:checked")) {
    const same = fresh.querySelector(`[name="${CSS.escape(box.name)}"][value="${CSS.escape(box.value)}"]`);
    if (same) same.checked = true;
    recount(same?.closest(".pick"));
  }
}

// The button under a list to choose from says how many are ticked.
export function recount(pick) {
  const button = pick?.querySelector("[data-count]");
  if (!button) return;
  const count = pick.querySelectorAll("input:checked").length;
  button.dataset.said ??= button.textContent;
  button.textContent = count ? button.dataset.count.replace("#", count) : button.dataset.said;
}
