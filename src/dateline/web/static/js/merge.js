// The keys of the pairs: s same, d not the same, j skip, k before, u take back. Off while one types, or for good.
const on = document.querySelector("[data-keys-on]");
let off = false;
try { off = (JSON.parse(localStorage.getItem("keys")) || {}).off === true; } catch { /* a browser that keeps nothing */ }
if (on) {
  on.checked = !off;
  on.addEventListener("change", () => {
    try { localStorage.setItem("keys", JSON.stringify({ ...JSON.parse(localStorage.getItem("keys") || "{}"), off: !on.checked })); } catch { /* not kept then */ }
  });
}

document.addEventListener("keydown", (event) => {
  if ((on ? !on.checked : off) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  const found = key === "u" ? document.querySelector("[data-undo] button") : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
});
