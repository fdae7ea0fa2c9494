// What the modules of a form share.
export const sheet = () => document.getElementById("bieu-mau");

// Told to readers of the screen, seen by nobody.
export function announce(text) {
  let place = document.getElementById("thong-bao");
  if (!place) {
    place = Object.assign(document.createElement("div"), { id: "thong-bao", className: "unseen" });
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = text;
}
