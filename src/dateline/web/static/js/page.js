// What every page has: the choice between light and dark, and a line that is read aloud.
const root = document.documentElement;
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

const toggle = document.querySelector("[data-theme-toggle]");
if (toggle) {
  toggle.hidden = false;
  const show = () => toggle.setAttribute("aria-pressed", String(dark()));
  show();
  toggle.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept then */ }
    show();
  });
}

let silence = 0;

/** Show a line at the foot of the page, and have it read aloud. */
export function say(line) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = line;
  clearTimeout(silence);
  silence = setTimeout(() => { live.textContent = ""; }, 6000);
}

/** The header that lets a request change something: the token of the page that it is sent from. */
export const token = () => ({ "X-CSRF-Token": document.querySelector('meta[name="csrf-token"]')?.content || "" });
// "Copy link": what is shown is in the address, so that the address is the view.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("The address is copied");
    } catch {
      say("The address could not be copied");
    }
  });
}
