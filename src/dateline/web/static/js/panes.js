// Linked panes: what is under the pointer or has the focus in one of list, map and timeline is shown in the others.

const panes = document.querySelector("[data-panes]");

function ids(node) {
  const holder = node.closest?.("[data-id], [data-ids]");
  if (!holder) return null;
  return new Set(holder.dataset.id ? [holder.dataset.id] : holder.dataset.ids.split(" "));
}

function show(wanted) {
  for (const one of panes.querySelectorAll("[data-id], [data-ids]")) {
    const own = ids(one);
    one.classList.toggle("now", Boolean(wanted) && [...own].some((id) => wanted.has(id)));
  }
}

let held = null;
if (panes) {
  for (const kind of ["mouseover", "focusin"]) {
    panes.addEventListener(kind, (event) => { const found = ids(event.target); if (found) show(found); });
  }
  for (const kind of ["mouseout", "focusout"]) panes.addEventListener(kind, () => show(held));
  const chosen = new URLSearchParams(location.search).get("at");
  const row = chosen && document.getElementById(chosen);
  if (row) { held = new Set([chosen]); show(held); row.scrollIntoView({ block: "center" }); }
  // A row that is clicked beside its link is held, and stands in the address.
  panes.addEventListener("click", (event) => {
    const line = event.target.closest("tr[data-id]");
    if (!line || event.target.closest("a")) return;
    const same = held?.has(line.dataset.id);
    held = same ? null : new Set([line.dataset.id]);
    const address = new URL(location.href);
    if (same) address.searchParams.delete("at"); else address.searchParams.set("at", line.dataset.id);
    history.replaceState(null, "", address);
    show(held);
  });
}
