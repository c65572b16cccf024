// The composer: findings underlined where they are, applied by one key; Ctrl+Enter sends; seconds count down.
const field = () => document.getElementById("reply");
const rows = () => [...document.querySelectorAll("#held [data-start]")];
let seen = ""; // the text that the findings on the page are about
let asked = ""; // the text that the check under way was asked about

// Where a place of `seen` is now: what was typed before it moves it, what was typed within it ends it.
function place(start, end) {
  const now = field().value;
  let before = 0;
  const shorter = Math.min(seen.length, now.length);
  while (before < shorter && seen[before] === now[before]) before += 1;
  let after = 0;
  while (after < shorter - before && seen.at(-1 - after) === now.at(-1 - after)) after += 1;
  const moved = now.length - seen.length;
  if (end <= before) return [start, end];
  if (start >= seen.length - after) return [start + moved, end + moved];
  return null;
}

function draw() {
  const mirror = document.getElementById("mirror");
  const text = field();
  if (!mirror || !text) return;
  const places = rows()
    .map((row) => ({ at: place(+row.dataset.start, +row.dataset.end), blocks: row.classList.contains("is-blocking") }))
    .filter((each) => each.at && each.at[0] < each.at[1])
    .sort((one, other) => one.at[0] - other.at[0]);
  mirror.textContent = "";
  let done = 0;
  for (const { at, blocks } of places) {
    if (at[0] < done) continue;
    mirror.append(text.value.slice(done, at[0]));
    const mark = document.createElement("mark");
    if (blocks) mark.className = "is-blocking";
    mark.textContent = text.value.slice(at[0], at[1]);
    mirror.append(mark);
    done = at[1];
  }
  mirror.append(text.value.slice(done), "\n");
  mirror.scrollTop = text.scrollTop;
}

function apply(row) {
  const text = field();
  const at = place(+row.dataset.start, +row.dataset.end);
  if (!at) return;
  text.focus();
  text.setSelectionRange(at[0], at[1]);
  if (row.dataset.instead === undefined) return;
  // As if typed, so that undo takes it back.
  if (!document.execCommand("insertText", false, row.dataset.instead)) text.setRangeText(row.dataset.instead, at[0], at[1], "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  row.remove();
}

function count() {
  const counters = [...document.querySelectorAll("[data-counts]")];
  for (const each of counters) each.textContent = Math.max(0, +each.textContent - 1);
}

function start() {
  seen = field()?.value ?? "";
  draw();
}

document.addEventListener("input", (event) => event.target.id === "reply" && draw());
document.addEventListener("scroll", (event) => event.target.id === "reply" && draw(), true);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-finding]");
  if (button) apply(button.closest("[data-start]"));
  const send = event.target.closest("#send[aria-disabled=true]");
  const first = send && document.querySelector("#held .is-blocking [data-finding]");
  if (first) {
    event.preventDefault();
    event.stopPropagation();
    first.focus();
  }
}, true);
document.addEventListener("keydown", (event) => {
  if (!field() || event.key !== "Enter") return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    document.getElementById("send")?.click();
  } else if (event.altKey) {
    event.preventDefault();
    const row = rows()[0];
    if (row) apply(row);
  }
});
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "reply") asked = field().value;
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "held") {
    seen = asked;
    draw();
  } else start();
});
setInterval(count, 1000);
start();
