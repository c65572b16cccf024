// The book's editor: a text with line numbers and marks, names by Ctrl+Space, and the form that goes with it.
const editor = document.getElementById("editor");
const text = document.getElementById("text");
const gutter = document.querySelector(".gutter");
const writes = !text.readOnly;
let saved = text.value; // what leaving the page would not lose
let sent = { text: text.value, form: "" }; // what the check under way was asked about
let leaving = false;

const formAsIs = () => JSON.stringify([...new FormData(editor)].filter(([name]) => name.startsWith("f:")));
const checked = () => document.getElementById("checked");
const narrow = matchMedia("(max-width: 1099px)");

// Lines

function draw() {
  const marks = JSON.parse(checked().dataset.marks || "{}");
  const changed = new Set(marks.changed || []);
  const lines = text.value.split("\n").length;
  const rows = [];
  for (let line = 1; line <= lines; line += 1) {
    const row = document.createElement("div");
    row.textContent = line;
    if (changed.has(line)) row.classList.add("is-changed");
    if (marks.found?.[line]) row.classList.add(`is-${marks.found[line]}`);
    rows.push(row);
  }
  gutter.replaceChildren(...rows);
  gutter.scrollTop = text.scrollTop;
}

const lineHeight = () => parseFloat(getComputedStyle(text).lineHeight);

function jump(line, focus = true) {
  const before = text.value.split("\n").slice(0, line - 1).join("\n");
  const start = before.length + (line > 1 ? 1 : 0);
  const end = text.value.indexOf("\n", start);
  if (focus) {
    show("text");
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, end < 0 ? text.value.length : end);
    text.scrollIntoView({ block: "nearest" });
  }
  text.scrollTop = Math.max(0, (line - 4) * lineHeight());
  text.scrollLeft = 0;
}

// A text from the desk put in where it differs, so that the place and what is around it stay.
function put(now) {
  const was = text.value;
  if (was === now) return;
  let start = 0;
  while (start < was.length && was[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(was.length, now.length) - start && was.at(-1 - end) === now.at(-1 - end)) end += 1;
  const [top, left] = [text.scrollTop, text.scrollLeft];
  text.setRangeText(now.slice(start, now.length - end), start, was.length - end, "preserve");
  [text.scrollTop, text.scrollLeft] = [top, left];
}

// Keys in the text

// Tab goes on to the next field until something is written or pressed here, and again after Escape.
let leaves = true;

function indent(back) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const first = value.lastIndexOf("\n", start - 1) + 1;
  if (start === end && !back) return insert(text, "  ");
  const lines = value.slice(first, end).split("\n");
  const put = lines.map((line) => (back ? line.replace(/^ {1,2}/, "") : line && `  ${line}`)).join("\n");
  text.setSelectionRange(first, end);
  insert(text, put);
  if (start !== end) text.setSelectionRange(first, first + put.length);
}

// As if typed, so that undo takes it back.
function insert(field, words) {
  const { selectionStart: start, selectionEnd: end } = field;
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function newLine() {
  const { selectionStart: at, value } = text;
  const line = value.slice(value.lastIndexOf("\n", at - 1) + 1, at);
  const space = line.match(/^ */)[0] + (/^ *- /.test(line) || /:( >-| \|-)?$/.test(line) ? "  " : "");
  insert(text, `\n${space}`);
}

text.addEventListener("keydown", (event) => {
  if (!writes || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") leaves = true;
  else if (event.key === "Tab" && !leaves) {
    event.preventDefault();
    indent(event.shiftKey);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    newLine();
  } else if (event.key !== "Tab" && event.key !== "Shift") leaves = false;
  // Escape means something to this text: the page's own keys had better not take the focus away.
  if (event.key === "Escape") event.stopPropagation();
});
text.addEventListener("focus", () => { leaves = true; });
text.addEventListener("pointerdown", () => setTimeout(() => { leaves = false; }));
text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
text.addEventListener("input", draw);
gutter.addEventListener("click", (event) => {
  const line = [...gutter.children].indexOf(event.target) + 1;
  if (line) jump(line);
});

// Names that fit, after Ctrl+Space

const list = document.getElementById("names");
let known = null;
let choosing = null; // the field, and where the word begins

const word = (field) => field.value.slice(0, field.selectionStart).match(/[\w."]*$/)[0];

async function complete(field) {
  known ??= (await (await fetch(editor.dataset.names, { headers: { Accept: "application/json" } })).json()).names;
  const begun = word(field).toLowerCase();
  const found = [
    ...known.filter(({ name }) => name.toLowerCase().startsWith(begun)),
    ...known.filter(({ name, means }) => !name.toLowerCase().startsWith(begun) && `${name} ${means}`.toLowerCase().includes(begun)),
  ].slice(0, 40);
  if (!found.length) return close();
  choosing = { field, start: field.selectionStart - word(field).length };
  list.replaceChildren(...found.map(({ name, means }, number) => {
    const item = document.createElement("li");
    item.id = `name-${number}`;
    item.role = "option";
    item.dataset.name = name;
    const code = document.createElement("code");
    code.textContent = name;
    const what = document.createElement("span");
    what.textContent = means;
    item.append(code, what);
    return item;
  }));
  list.hidden = false;
  place(field);
  choose(0);
  field.setAttribute("aria-controls", "names");
}

function place(field) {
  const box = field.getBoundingClientRect();
  const style = getComputedStyle(field);
  const lines = field.value.slice(0, field.selectionStart).split("\n");
  const rows = field.wrap === "off" ? lines.length : 1;
  const down = box.top + rows * parseFloat(style.lineHeight) - (field.wrap === "off" ? field.scrollTop : 0) + 12;
  const across = field.wrap === "off" ? box.left + lines.at(-1).length * parseFloat(style.fontSize) * 0.6 - field.scrollLeft : box.left;
  const height = list.offsetHeight;
  list.style.top = `${down + height > innerHeight ? Math.max(8, down - height - 28) : down}px`;
  list.style.left = `${Math.max(8, Math.min(across, innerWidth - list.offsetWidth - 8))}px`;
}

function choose(number) {
  const items = [...list.children];
  const at = (number + items.length) % items.length;
  items.forEach((item, each) => item.setAttribute("aria-selected", String(each === at)));
  items[at].scrollIntoView({ block: "nearest" });
  choosing.at = at;
  choosing.field.setAttribute("aria-activedescendant", items[at].id);
}

function take(item) {
  const { field, start } = choosing;
  close();
  field.focus();
  field.setSelectionRange(start, field.selectionStart);
  insert(field, item.dataset.name);
}

function close() {
  if (!choosing) return;
  choosing.field.removeAttribute("aria-activedescendant");
  choosing.field.removeAttribute("aria-controls");
  choosing = null;
  list.hidden = true;
}

list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  const item = event.target.closest("li");
  if (item) take(item);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-completes]");
  if (field && event.ctrlKey && event.code === "Space") {
    event.preventDefault();
    complete(field);
    return;
  }
  if (!choosing || event.target !== choosing.field) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(choosing.at + step);
  else if (event.key === "Enter" || event.key === "Tab") take(list.children[choosing.at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("input", (event) => { if (choosing && event.target === choosing.field) complete(choosing.field); });
document.addEventListener("focusout", (event) => { if (event.target === choosing?.field) close(); });

// Keys of the page

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    document.getElementById("save")?.click();
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const all = [...editor.querySelectorAll("#outline .entry, #form-pane .table [name=go]")];
    const now = all.findIndex((each) => each.getAttribute("aria-current") === "true");
    const next = all[now + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.click();
  } else if (event.key === "Enter" && event.target.matches("#editor input:not(#because)")) {
    event.preventDefault();
    if (event.target.id === "new-name") editor.querySelector(".adding button").click();
  }
});
document.getElementById("save")?.addEventListener("click", (event) => {
  const because = document.getElementById("because");
  if (because.value.trim()) return;
  event.preventDefault();
  because.setAttribute("aria-invalid", "true");
  because.placeholder = "Say why in a few words first";
  because.focus();
});
document.getElementById("because")?.addEventListener("input", (event) => {
  event.stopPropagation();
  event.target.removeAttribute("aria-invalid");
});
document.getElementById("because")?.addEventListener("change", (event) => event.stopPropagation());
document.getElementById("because")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  document.getElementById("save").click();
});

// Between form and text

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (editor.contains(event.target)) sent = { text: text.value, form: formAsIs() };
});
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  // What was typed into the form meanwhile is not lost: the next check brings both together.
  if (event.detail.target.id === "form-pane" && sent.form !== formAsIs()) event.detail.shouldSwap = false;
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "checked" || !("live" in checked().dataset)) return;
  const { at, called, was, line } = checked().dataset;
  const moved = document.getElementById("at").value !== at;
  document.getElementById("at").value = at;
  document.getElementById("called").value = called;
  if (text.value === sent.text) {
    put(document.getElementById("checked-text").value);
    document.getElementById("was").value = was;
  }
  fold();
  draw();
  if (moved) arrive(+line);
  if (checked().querySelector(".finding-list")) known = null;
});

function arrive(line) {
  jump(line, false);
  document.querySelector("#outline [aria-current]")?.scrollIntoView({ block: "nearest" });
  document.getElementById("form-pane").scrollTop = 0;
  document.getElementById("form-title")?.focus({ preventScroll: true });
  const address = new URL(location);
  const at = document.getElementById("at").value;
  address.search = "";
  if (at && at !== "-") address.searchParams.set("at", at);
  history.replaceState(null, "", address);
}

document.addEventListener("click", (event) => {
  const jumps = event.target.closest("[data-jumps]");
  if (jumps) jump(+jumps.dataset.jumps);
  const shows = event.target.closest("[data-shows]");
  if (shows) show(shows.dataset.shows);
});

function show(pane) {
  editor.dataset.pane = pane;
  for (const each of editor.querySelectorAll("[data-shows]")) each.setAttribute("aria-pressed", String(each.dataset.shows === pane));
}

editor.addEventListener("submit", () => { leaving = true; });
addEventListener("beforeunload", (event) => {
  if (!leaving && writes && text.value !== saved) event.preventDefault();
});

// On a phone the list of files is folded away until it is wanted.
function fold() {
  const files = document.querySelector("#file-list details");
  if (narrow.matches) files.open = false;
}

fold();
if (!narrow.matches) {
  const side = document.querySelector(".side");
  const here = side.querySelector('.entry[aria-current="true"]') || side.querySelector("[aria-current]");
  if (here) side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
}
editor.querySelector(".pane-choice").hidden = false;
if (document.querySelector(".conflict, .banner.is-danger")) saved = "";
show(narrow.matches ? "form" : "both");
draw();
const line = new URLSearchParams(location.search).get("line");
jump(+(line || checked().dataset.line), Boolean(line) && !narrow.matches);
