// The pages beside the form: fetched again after each saved change, one request at a time; typing never waits for it.
const panel = document.getElementById("xem-truoc");
const place = panel?.querySelector(".preview-pages");
const status = panel?.querySelector("[role=status]");
const room = matchMedia("(min-width: 72rem)");
const KEY = "docgen.xem-truoc";
let [wanted, busy] = [false, false];

const isChosen = () => localStorage.getItem(KEY) !== "dong";
const isShown = () => room.matches && isChosen();

function arrange() {
  panel.hidden = !isShown();
  document.getElementById("xem-truoc-mo").hidden = !room.matches || isChosen(); // not kept: rows bring a new form
  document.getElementById("xem-truoc-trang").hidden = room.matches;
  document.querySelector(".with-outline").classList.toggle("with-preview", isShown());
  document.querySelector("main").classList.toggle("broad", isShown());
  if (isShown()) refresh();
}

function choose(chosen) {
  localStorage.setItem(KEY, chosen ? "mo" : "dong");
  arrange();
  (chosen ? place : document.getElementById("xem-truoc-mo")).focus({ preventScroll: true });
}

async function refresh() {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted && isShown()) {
    wanted = false;
    await take().catch(() => say(panel.dataset.failed));
  }
  busy = false;
}

async function take() {
  const answer = await fetch(panel.dataset.from, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.adoptNode(page.getElementById("cac-trang"));
  for (const link of fresh.querySelectorAll("a")) {
    link.setAttribute("href", link.getAttribute("href").replace(/^[^#]*/, ""));
    if (link.matches(".value")) link.setAttribute("tabindex", "-1"); // a form full of fields stands beside it
  }
  await Promise.all(inSight().map((number) => loaded(fresh.querySelectorAll("img")[number])));
  const held = place.querySelector(".sheets a:focus")?.getAttribute("href");
  const top = place.scrollTop;
  document.getElementById("cac-trang").replaceWith(fresh);
  place.scrollTop = top;
  if (held) (fresh.querySelector(`a[href="${CSS.escape(held)}"]`) ?? place).focus({ preventScroll: true });
  say(fresh.querySelector(".said, strong").textContent);
}

// Pages that are looked at are drawn before they take the place of the old ones: nothing flickers.
function inSight() {
  const frame = place.getBoundingClientRect();
  const boxes = [...place.querySelectorAll(".sheet")].map((sheet) => sheet.getBoundingClientRect());
  return boxes.flatMap((box, number) => (box.bottom > frame.top && box.top < frame.bottom ? [number] : []));
}

function loaded(image) {
  if (image) image.loading = "eager";
  return image?.decode().catch(() => {});
}

// Said aloud only when it changes: how many pages, how many gaps.
function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

if (panel) {
  document.addEventListener("saved", arrange);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#xem-truoc-dong, #xem-truoc-mo")) choose(target.id === "xem-truoc-mo");
  });
  room.addEventListener("change", arrange);
  arrange();
}
