// Comfort only: every page works without it.
import { hasTyped, isUnsaved } from "./guarding.js";
import { keepOpen, recount, statesOf, takeOver } from "./joining.js";
import { announce, sheet } from "./page.js";
import { retitle } from "./titles.js";

const summary = document.getElementById("tom-tat");
const PAUSE = 400; // ms without a key before what was typed is saved
const PULSE = 60_000; // ms between two signs of life of an open form
let changed = false; // something was typed that is not stored yet
let leaving = false;
let halted = false; // somebody else has saved: the page after "save" shows both
let timer = 0;
let saving = Promise.resolve();

// A closed part opens when a link or a mistake leads into it.
function reveal(id) {
  const place = id && document.getElementById(id);
  if (!place) return;
  for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  const field = place.matches("input, select, textarea, summary")
    ? place
    : place.querySelector("input:not([type=hidden]), select, textarea") ?? place;
  (place.matches("fieldset.rows") ? place : field).focus({ preventScroll: true });
  (place.closest(".field") ?? place).scrollIntoView({ block: "start" });
}

// Only when all is loaded: until then the browser takes the cursor away again on its own way to the place in the address.
function arrive() {
  if (document.activeElement !== document.body) return; // somebody is typing already
  if (summary) summary.focus();
  else if (location.hash.length > 1) reveal(decodeURIComponent(location.hash.slice(1)));
}

function tell(text) {
  const place = document.getElementById("da-luu");
  if (place && place.textContent !== text) place.textContent = text;
}

// Saving while one types: one request at a time, each on top of the version that the one before made.
function save() {
  clearTimeout(timer);
  saving = saving.then(send);
  return saving;
}

async function send() {
  const form = sheet();
  if (!form?.dataset.save || !changed || halted) return;
  changed = false;
  try {
    const body = new URLSearchParams(new FormData(form));
    const told = statesOf(form);
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok && said.joined && !(await takeOver(form, told))) {
      halted = true; // the field in which somebody types was changed elsewhere too: the page after "save" shows both
      tell(`${said.joined} ${form.dataset.clash}`);
    } else if (answer.ok) {
      if (!said.joined) form.elements._ban.value = said.version;
      tell([said.said, said.joined].filter(Boolean).join(". "));
      const detail = { draft: form.dataset.draft, version: said.version, votes: said.votes };
      document.dispatchEvent(new CustomEvent("saved", { detail }));
      return;
    }
    if (!answer.ok) {
      halted = answer.status === 409;
      tell(`${said.message} → ${said.todo}`);
    }
  } catch {
    tell(document.getElementById("da-luu").dataset.failed);
  }
  changed = true;
  if (!halted) timer = setTimeout(save, PAUSE * 10);
}

async function pulse() {
  const form = sheet();
  if (!form?.dataset.hold || document.hidden) return;
  const answer = await fetch(form.dataset.hold, { method: "POST", headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const { other } = await answer.json();
  const place = document.getElementById("nguoi-khac");
  place.hidden = !other;
  if (place.textContent !== other) place.textContent = other;
}

// Rows are added, removed and moved by the server; the new form takes the place of the old one without a new page.
async function rework(form, button) {
  await saving;
  const sent = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("bieu-mau");
  if (!answer.ok || !fresh) throw new Error("no form");
  keepOpen(form, fresh);
  form.replaceWith(fresh);
  changed = false;
  const said = page.querySelector(".notice[role=status]:not([hidden])");
  announce(said ? said.textContent.trim() : button.textContent.trim());
  if (said) tell([document.getElementById("da-luu").textContent, said.textContent.trim()].filter(Boolean).join(". "));
  reveal(`f-${fresh.dataset.target}`);
  const detail = { draft: fresh.dataset.draft, version: fresh.elements._ban.value };
  document.dispatchEvent(new CustomEvent("saved", { detail }));
}

function isRowAct(button) {
  return button?.name === "_lam" && /^(them|xoa|len|xuong|doc|nhan|muc|chon|lay|biet|mo-nguoi|them-nguoi):/.test(button.value);
}

async function submit(form, button) {
  await saving; // a save on its way changes the version that this form has to name
  clearTimeout(timer);
  leaving = true;
  setTimeout(() => { // a form cannot be sent from within the event of its sending
    form.dataset.settled = "1";
    HTMLFormElement.prototype.requestSubmit.call(form, button);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.settled) {
    delete form.dataset.settled;
    return;
  }
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "1"; // a double click sends once
  if (form === sheet()) {
    event.preventDefault();
    if (isRowAct(button)) rework(form, button).catch(() => submit(form, button));
    else submit(form, button);
    return;
  }
  const isFile = button?.hasAttribute("data-file");
  leaving = !isFile && (form.matches("footer form") || !isUnsaved(form)); // switching.js keeps what was typed
  setTimeout(() => delete form.dataset.busy, isFile ? 1500 : 8000);
});

document.addEventListener("input", (event) => {
  if (!event.target.closest("[data-save]")) return;
  retitle(event.target);
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});

document.addEventListener("change", (event) => recount(event.target.closest(".pick")));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-discard]")) leaving = true;
  const link = event.target.closest('a[href^="#"]');
  if (!link || link.classList.contains("skip")) return;
  event.preventDefault();
  reveal(decodeURIComponent(link.getAttribute("href").slice(1))); // a link in a drawing has no hash
});

document.addEventListener("keydown", (event) => {
  if (sheet() && (event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    changed = true;
    save();
  }
});

document.addEventListener("visibilitychange", () => (document.hidden ? save() : pulse()));
addEventListener("beforeunload", (event) => {
  if ((changed || isUnsaved()) && !leaving) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  leaving = false;
  document.querySelectorAll("[data-busy]").forEach((form) => delete form.dataset.busy);
  if (event.persisted && sheet() && !changed) location.reload(); // a page from the cache names an old version
});
addEventListener("load", arrive);
if (sheet()?.dataset.save && hasTyped(sheet())) {
  changed = true;
  save();
}
pulse();
setInterval(pulse, PULSE);
