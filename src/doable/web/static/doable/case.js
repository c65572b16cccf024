// The page of a case: its two parts on a narrow screen, and staying where one was when it is put in anew.
let scrolled = [];
let shown = null;

function turn(part, to) {
  const page = document.getElementById("case");
  page.dataset.show = part;
  shown = part;
  for (const tab of page.querySelectorAll(".case-tabs [data-shows]")) {
    if (tab.dataset.shows === part) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const target = to && document.getElementById(to);
  if (!target) return;
  const aim = target.querySelector("input:not([type=hidden]), button") ?? target;
  (target.matches("textarea") ? target : aim).focus();
  target.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-shows]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  turn(link.dataset.shows, link.dataset.to);
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  scrolled = [...document.querySelectorAll("[data-keeps-scroll]")].map((each) => each.scrollTop);
  // What is being typed is not to be taken away by news; they come again.
  const busy = document.activeElement?.id === "reply" || document.querySelector("[popover]:popover-open");
  if (busy && event.detail.requestConfig.verb === "get" && event.detail.target.id === "case") event.detail.shouldSwap = false;
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  document.querySelectorAll("[data-keeps-scroll]").forEach((each, place) => { each.scrollTop = scrolled[place] ?? 0; });
  if (document.querySelector("[data-counts]")) latest();
  if (shown && event.detail.target?.id === "case") turn(shown);
  const focus = document.querySelector("#case [data-focus]");
  const part = focus?.closest(".talk") ? "talk" : focus?.closest(".decision") ? "decision" : null;
  if (part && focus.offsetParent === null) turn(part);
});

// What was said last is what one came for.
function latest() {
  const last = document.querySelector(".messages > :last-child");
  const room = last?.closest("[data-keeps-scroll]");
  if (!room || location.hash) return;
  const hidden = last.getBoundingClientRect().bottom - room.getBoundingClientRect().bottom;
  if (hidden > 0) room.scrollTop += Math.min(hidden + 24, last.getBoundingClientRect().top - room.getBoundingClientRect().top - 24);
}
latest();
