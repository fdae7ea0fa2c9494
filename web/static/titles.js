// Titles of closed parts follow what is typed: a row by its first words, a group told in one line by its first answers.
const LENGTH = 70;
const TOLD = 2;

export function retitle(field) {
  for (let part = field?.closest("details.row, details.group"); part; part = part.parentElement.closest("details.row, details.group")) {
    const summary = part.querySelector("summary");
    const words = wordsOf(part);
    if (summary.dataset.none) summary.textContent = titleOf(summary.dataset.none, words[0]);
    const told = summary.querySelector(".in-short");
    if (told) told.textContent = words.slice(0, TOLD).join(", ");
  }
}

export function retitleAll(place) {
  for (const part of place.querySelectorAll("details.row, details.group")) retitle(part.querySelector("fieldset"));
}

function wordsOf(part) {
  const fields = part.querySelectorAll(".field:is(.line, .text, .lines) :is(input, textarea)[id^='f-']");
  return [...fields].filter((one) => !inner(one, part)).map((one) => one.value.split("\n")[0].trim()).filter(Boolean);
}

// Rows inside a row have titles of their own.
function inner(field, part) {
  const row = field.closest("details.row");
  return row !== null && row !== part && part.contains(row);
}

function titleOf(none, words) {
  if (!words) return none;
  const short = words.length <= LENGTH ? words : `${words.slice(0, LENGTH).replace(/ [^ ]*$/, "")} …`;
  return `${none.split(". ")[0]}. ${short}`;
}
