// Words that only a button of their form keeps: whoever leaves without it is asked first.

// Changed in this page; words typed before this program had arrived, on a slow machine, are changes too.
export function hasTyped(form) {
  return [...form.elements].some((one) => {
    if (one.type === "hidden" || one.closest(".pick")) return false;
    if (one.matches("input[type=checkbox], input[type=radio]")) return one.checked !== one.defaultChecked;
    if (one.matches("select")) return one.selectedOptions[0] !== ([...one.options].find((option) => option.defaultSelected) ?? one.options[0]);
    return one.matches("input, textarea") && one.value !== one.defaultValue;
  });
}

// `data-guard` says whether the page came with words that are not kept yet.
export const isUnsaved = (sent) =>
  [...document.querySelectorAll("form[data-guard]")].some((form) => form !== sent && (form.dataset.guard || hasTyped(form)));
