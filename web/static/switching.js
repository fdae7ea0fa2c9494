// Words typed into a form that is no draft's stay when the language of the page is switched: kept in this tab for one page.
const KEY = "docgen.da-go";

const fields = () => [...document.querySelectorAll("main form[method=post] :is(input, select, textarea)[id][name]")]
  .filter((one) => !["hidden", "password", "file", "submit"].includes(one.type));
const stateOf = (one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value);

function put(field, state) {
  if (typeof state === "boolean") field.checked = state;
  else field.value = state;
}

document.addEventListener("submit", ({ target }) => {
  if (!target.matches("footer form")) return;
  const typed = fields().map((one) => [one.id, stateOf(one)]);
  if (typed.length) sessionStorage.setItem(KEY, JSON.stringify({ page: location.pathname, typed }));
}, true);

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
sessionStorage.removeItem(KEY);
if (kept?.page === location.pathname) {
  const known = new Map(kept.typed);
  for (const one of fields()) if (known.has(one.id)) put(one, known.get(one.id));
}
