// Keys: j and k move in lists, Enter opens, g and a letter goes, / searches, ? shows all,
// and any element with `data-key` is pressed by its key. Never while somebody types.
const typing = (target) =>
  target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const visible = (element) => element.offsetParent !== null || element.getClientRects().length > 0;
const rows = () => [...document.querySelectorAll("[data-rows] > *")].filter(visible);

let going = -Infinity; // when g was pressed last

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const now = all.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
  all.forEach((row) => row.removeAttribute("aria-current"));
  all[next].setAttribute("aria-current", "true");
  (all[next].querySelector("[data-open]") || all[next].querySelector("a"))?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
  return true;
}

function press(key) {
  const scope = document.querySelector("dialog[open]") || document;
  const current = scope.querySelector('[data-rows] > [aria-current="true"]');
  const name = `[data-key="${CSS.escape(key)}"]`;
  const found = [...(current?.querySelectorAll(name) || []), ...scope.querySelectorAll(name)];
  // What belongs to one row of a list is pressed only in the row one stands on.
  const target = found.find((each) => visible(each) && (current?.contains(each) || !each.closest("[data-rows]")));
  if (!target) return false;
  if (typing(target)) {
    target.focus();
    target.select?.();
  } else target.click();
  return true;
}

function go(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const open = document.querySelector("dialog[open]");
  const after = event.timeStamp - going < 1200;
  going = -Infinity;
  let done = false;
  if (after) done = go(event.key);
  else if (event.key === "g" && !open) {
    going = event.timeStamp;
    done = true;
  } else if ((event.key === "j" || event.key === "k") && !open) done = move(event.key === "j" ? 1 : -1);
  else if (event.key.length === 1 && event.key !== " ") done = press(event.key);
  if (done) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-rows] > *");
  if (!row) return;
  row.parentElement.querySelectorAll(':scope > [aria-current="true"]').forEach((each) => each.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
});

// A button that opens a dialog, and one that says what it would do before it does it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && !dialog.open) dialog.showModal();
  if (event.target.matches("dialog.dialog")) event.target.close();
});

// Fields that apply as soon as they change; without this file their form has a button.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-applies]")) event.target.form.requestSubmit();
});
