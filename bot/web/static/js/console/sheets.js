// Forms that come over the page: htmx fetches one into the dialog, and it opens; Esc or "leave it" closes it.

export function wireSheets() {
  const dialog = document.getElementById("form-dialog");
  if (dialog?.querySelector("form")) dialog.showModal(); // it came back with what is to be mended
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "form-body" || !dialog) return;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target === dialog) dialog.close();
  });
  document.getElementById("keys")?.addEventListener("click", () => document.getElementById("keys-help").showModal());
  document.addEventListener("change", (event) => event.target.closest("[data-submits]")?.requestSubmit());
  document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.getResponseHeader("HX-Retarget")) detail.shouldSwap = true; // a refusal that says where it is read
  });
}
