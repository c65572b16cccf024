// Short notes at the edge: from the page itself, or from an answer's HX-Trigger {"toast": "..."}.
const place = document.getElementById("toasts");
const STAYS = 6000;

function leave(toast) {
  // One that carries an act, or that somebody reads, stays until it is closed.
  const wait = () => (toast.matches(":hover, :focus-within") ? setTimeout(wait, STAYS) : toast.remove());
  if (!toast.matches(".is-error, [data-stays]")) setTimeout(wait, STAYS);
}

export function show(text, kind = "") {
  const toast = document.createElement("div");
  toast.className = kind ? `toast is-${kind}` : "toast";
  const words = document.createElement("span");
  words.className = "grow";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "link";
  close.dataset.closes = "";
  close.textContent = "Close";
  toast.append(words, close);
  place.append(toast);
  leave(toast);
}

place.querySelectorAll(".toast").forEach(leave);
document.addEventListener("click", (event) => event.target.closest("[data-closes]")?.closest(".toast, .banner")?.remove());
document.body.addEventListener("toast", (event) => {
  const told = event.detail.value ?? event.detail;
  if (typeof told === "string") show(told);
  else show(told.text, told.kind);
});
document.body.addEventListener("htmx:sendError", () =>
  show("The desk can't be reached. Nothing was lost: try again in a moment.", "error"));
document.body.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) return;
  const told = event.detail.xhr.getResponseHeader("X-Because");
  show(told || (status === 403 ? "You may not do this, and nothing was changed." : "That did not work, and nothing was changed. Try again."), "error");
});
