// Comfort only: a list that is chosen or pasted ticks where it comes from.
for (const [name, event] of [["tep", "change"], ["dan", "input"]]) {
  const box = document.getElementById(name);
  box?.addEventListener(event, () => {
    if (box.value) document.getElementById(`nguon-${name}`).checked = true;
  });
}
