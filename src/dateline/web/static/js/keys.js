// Single keys: off while one types, changed or switched off by whoever sits here (WCAG 2.1.4), kept in the browser.
const KEPT = "keys";
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; }
}

function keep(values) {
  try { localStorage.setItem(KEPT, JSON.stringify(values)); } catch { /* a browser that keeps nothing */ }
}

/** Listen for keys; `actions` maps the name of an action to what it does. Returns the keys by action. */
export function listen(actions, say) {
  const inputs = [...document.querySelectorAll("input[data-action]")];
  const on = document.querySelector("[data-keys-on]");
  const mine = kept();
  for (const input of inputs) input.value = mine[input.dataset.action] ?? input.value;  // an empty one is switched off
  if (on) on.checked = mine.off !== true;

  const byKey = () => new Map(inputs.filter((one) => one.value).map((one) => [one.value, one.dataset.action]));
  for (const input of inputs) {
    input.addEventListener("keydown", (event) => {
      if (["Tab", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      event.preventDefault();
      const key = nameOf(event);
      const other = inputs.find((one) => one !== input && one.value === key);
      if (other) { say(`${key} is already the key of another action`); return; }
      input.value = ["Backspace", "Delete"].includes(event.key) ? "" : key;
      keep({ ...kept(), [input.dataset.action]: input.value });
    });
  }
  on?.addEventListener("change", () => keep({ ...kept(), off: !on.checked }));
  document.querySelector("[data-keys-reset]")?.addEventListener("click", () => {
    for (const input of inputs) input.value = input.dataset.key;
    if (on) on.checked = true;
    keep({});
  });
  document.addEventListener("keydown", (event) => {
    if ((on && !on.checked) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const pressed = nameOf(event);
    if (pressed === "Space" && event.target.closest?.("button, a, summary, input")) return;
    const action = byKey().get(pressed) || byKey().get(pressed.replace("Shift+", "")) || (event.key === "Backspace" ? "undo" : null);
    if (action && actions[action]) {
      event.preventDefault();
      actions[action](event);
    }
  });
}

function nameOf(event) {
  const key = event.key === " " ? "Space" : event.key;
  if (key === "{") return "Shift+[";
  if (key === "}") return "Shift+]";
  return key.length === 1 ? key.toLowerCase() : key;
}
