// Comfort only: the page of a run tells how far it is without being loaded again.
import { announce } from "./page.js";

const PAUSE = 1_500; // ms between two looks
const STEP = 20; // percent after which readers of the screen are told
const place = document.getElementById("tien-do");
let heard = 0;

function show(told) {
  for (const one of place.querySelectorAll("[data-told]")) {
    const words = String(told[one.dataset.told]);
    if (one.matches("progress")) one.value = told.share;
    else if (words && one.textContent !== words) one.textContent = words;
  }
  if (place.querySelector("progress")) document.title = document.title.replace(/^\d+%/, `${told.share}%`);
  if (told.share >= heard + STEP) {
    heard = told.share - (told.share % STEP);
    announce(told.made);
  }
}

// While nobody answers, no rate and no time left are told: they are of another moment.
function tellLost(isLost) {
  place.querySelector(".lost").hidden = !isLost;
  for (const one of place.querySelectorAll("dl")) one.hidden = isLost;
}

async function look() {
  const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer?.ok ? await answer.json().catch(() => null) : null;
  tellLost(!told);
  if (told && !told.going) {
    location.reload();
    return;
  }
  if (told) show(told);
  setTimeout(look, PAUSE);
}

if (place) setTimeout(look, PAUSE);
