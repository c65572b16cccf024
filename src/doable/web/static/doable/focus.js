// After an act the next thing to do has the focus: whatever carries `data-focus` in what came in.
function aim(root) {
  const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  target?.focus({ preventScroll: false });
}
aim(document);
document.body.addEventListener("htmx:afterSettle", (event) => aim(event.detail.elt));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  const field = button && document.getElementById(button.dataset.copies);
  if (!field) return;
  field.select();
  navigator.clipboard?.writeText(field.value);
  button.querySelector("[data-says]").textContent = "Copied";
});
