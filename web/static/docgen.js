// Comfort only: every page works without it.
const summary = document.getElementById("tom-tat");
let changed = document.querySelector("[data-unsaved]") !== null; // what came by POST is nowhere else
let leaving = false;

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

function arrive() {
  if (summary) summary.focus();
  else if (location.hash.length > 1) reveal(decodeURIComponent(location.hash.slice(1)));
}

// Rows are added, removed and moved by the server; the new form takes the place of the old one without a new page.
async function rework(form, button) {
  const sent = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(button.formAction, { method: "POST", body: sent, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("bieu-mau");
  if (!answer.ok || !fresh) throw new Error("no form");
  keepOpen(form, fresh);
  form.replaceWith(fresh);
  const said = page.querySelector(".notice[role=status]");
  announce(said ? said.textContent.trim() : button.textContent.trim());
  changed = true;
  reveal(`f-${fresh.dataset.target}`);
}

function keepOpen(old, fresh) {
  for (const part of fresh.querySelectorAll("details[id]")) {
    const before = old.querySelector(`#${CSS.escape(part.id)}`);
    if (before?.open) part.open = true;
  }
}

function announce(text) {
  let place = document.getElementById("thong-bao");
  if (!place) {
    place = Object.assign(document.createElement("div"), { id: "thong-bao", className: "unseen" });
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = text;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  if (form.id === "bieu-mau" && button?.name === "_lam") {
    event.preventDefault();
    form.dataset.busy = "1";
    rework(form, button).catch(() => {
      delete form.dataset.busy;
      leaving = true;
      HTMLFormElement.prototype.requestSubmit.call(form, button);
    });
    return;
  }
  const isFile = button?.hasAttribute("data-file");
  if (isFile) changed = false;
  leaving = !isFile;
  form.dataset.busy = "1"; // a double click sends once
  setTimeout(() => delete form.dataset.busy, isFile ? 1500 : 8000);
});

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-keep]")) changed = true;
});

// The button of a catalogue says how many are ticked.
document.addEventListener("change", (event) => {
  const offer = event.target.closest(".offer");
  const button = offer?.querySelector("[data-count]");
  if (!button) return;
  const count = offer.querySelectorAll("input:checked").length;
  button.dataset.said ??= button.textContent;
  button.textContent = count ? button.dataset.count.replace("#", count) : button.dataset.said;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || link.classList.contains("skip")) return;
  event.preventDefault();
  reveal(decodeURIComponent(link.hash.slice(1)));
});

document.addEventListener("keydown", (event) => {
  const save = document.getElementById("luu");
  if (save && (event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    save.click();
  }
});

addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});
addEventListener("pageshow", () => {
  leaving = false;
  document.querySelectorAll("[data-busy]").forEach((form) => delete form.dataset.busy);
});
arrive();
