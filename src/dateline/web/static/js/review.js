// The review page: the next claim is fetched before it is wanted and shown as soon as one decides; the decision is sent
// meanwhile. What could not be kept comes back with the reason. Without this script the same forms do the same, slower.
import { listen } from "./keys.js";
import { say, token } from "./page.js";
import { ranges, span, textNodes } from "./ranges.js";
import { tie } from "./reader.js";

const place = document.getElementById("item");
let ahead = { id: "", page: null };
let proposed = null;
let sending = Promise.resolve();
let unsent = 0;

const item = () => place.querySelector(".item");
const after = () => item()?.dataset.after || "";
const before = () => item()?.dataset.before || "";

function address(at, more = {}, path = "/review") {
  const query = new URLSearchParams(location.search);
  for (const name of ["at", "then", "seen"]) query.delete(name);
  if (at) query.set("at", at);
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  const words = query.toString();
  return words ? `${path}?${words}` : path;
}

async function fetched(at, more = {}) {
  const answer = await fetch(address(at, more, "/review/item"), { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}

function lookAhead() {
  const id = after();
  ahead = { id, page: id ? fetched(id).catch(() => null) : null };
}

function show(page, at, { push = true } = {}) {
  place.replaceChildren(document.createRange().createContextualFragment(page));
  if (push) history.pushState({ at }, "", address(at));
  begin();
  // What had the focus is gone with the claim before: it goes to the title of this one, so that Tab begins there.
  if (document.activeElement === document.body) place.querySelector(".item-title")?.focus({ preventScroll: true });
  document.getElementById("main").scrollIntoView({ block: "start" });
}

async function go(at, more = {}, options = {}) {
  try {
    const page = !Object.keys(more).length && at === ahead.id && ahead.page ? await ahead.page : null;
    show(page || await fetched(at, more), at, options);
  } catch (error) {
    say(`Not fetched: ${error.message}`);
  }
}

async function post(url, values) {
  const body = new URLSearchParams(values);
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", ...token() } });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(told.error || `the server answered ${answer.status}`), { status: answer.status, told });
  return told;
}

/** Decide on the open claim and go on at once; the claim comes back where the decision was not kept. */
function decide(kind) {
  const open = item();
  if (!open?.dataset.id) return;
  const form = open.querySelector("[data-decide]");
  const values = { ...Object.fromEntries(new FormData(form)), kind };
  const id = open.dataset.id, version = open.dataset.version, next = after();
  const words = kind === "accept" ? "Accepted" : "Rejected";
  unsent += 1;
  sending = sending.then(() => post(form.action, values)).finally(() => { unsent -= 1; }).then(
    () => settle(words),
    async (error) => {
      await go(id, { then: next, seen: error.status === 409 ? version : "" });
      say(`Not kept: ${error.message}`);
    },
  );
  if (next) go(next); else sending.then(() => go(""));
}

/** What the decision changed outside the claim: how far it is, and the last decisions. */
async function settle(words) {
  const answer = await fetch(address(item()?.dataset.id, { then: after() }), { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const far = page.getElementById("progress-words")?.textContent || "";
  const line = page.querySelector(".progress-line");
  if (line) place.querySelector(".progress-line")?.replaceWith(line);
  const last = page.getElementById("last");
  if (last) document.getElementById("last").replaceChildren(...last.childNodes);
  say(`${words}; ${far}`);
}

async function undo(values = {}) {
  await sending;
  try {
    const told = await post("/decisions/undo", values);
    const claim = told.undone.claims[0] || "";
    await go(claim);
    settle(`Taken back: ${told.undone.kind}`);
  } catch (error) {
    say(error.message);
  }
}

async function redo() {
  await sending;
  try {
    const told = await post("/decisions/redo", {});
    await go(told.redone.claims[0] || "");
    settle(`Made anew: ${told.redone.kind}`);
  } catch (error) {
    say(error.message);
  }
}

/** Ask others for another look, or take that back; the claim stays open. */
async function flag() {
  const open = item();
  if (!open?.dataset.id) return;
  await sending;
  const form = open.querySelector("[data-decide]"), { id } = open.dataset, next = after();
  try {
    const told = await post(form.action, { kind: "flag", reason: form.elements.reason.value });
    await go(id, { then: next }, { push: false });
    settle(told.undone ? "The flag is taken away" : "Flagged");
  } catch (error) {
    say(`Not kept: ${error.message}`);
  }
}

function open(id) {
  const details = document.getElementById(id);
  if (!details) return;
  details.open = !details.open;
  if (details.open) details.querySelector("a, input, button, summary")?.focus();
}

/** Make the marked words shorter or longer by a word: at their end, with Shift at their beginning. */
function stretch(event, by) {
  const card = place.querySelector("[data-evidence]");
  const text = place.querySelector("[data-text]");
  if (!card || !text) return;
  const nodes = textNodes(text);
  const whole = nodes.map((one) => one.node.data).join("");
  const first = nodes[0]?.start ?? 0;
  const now = proposed || span(card.dataset.evidence);
  const edge = event.shiftKey ? "start" : "end";
  const outward = by > 0;
  const moved = wordEdge(nodes, now[edge], (edge === "end") === outward ? 1 : -1);
  if (whole && moved !== null && moved >= first) propose({ ...now, [edge]: moved }, nodes);
}

/** The next edge of a word from an offset, forwards or backwards; null where the text ends. */
function wordEdge(nodes, offset, way) {
  const letters = new Map();
  for (const one of nodes) for (let at = 0; at < one.node.length; at += 1) letters.set(one.start + at, one.node.data[at]);
  const isSpace = (at) => !letters.has(at) || /\s/.test(letters.get(at));
  let at = offset;
  const limit = way > 0 ? nodes.at(-1).end : nodes[0].start;
  const inside = (where) => (way > 0 ? where < limit : where > limit);
  const here = (where) => (way > 0 ? where : where - 1);
  while (inside(at) && isSpace(here(at))) at += way;
  while (inside(at) && !isSpace(here(at))) at += way;
  return at === offset ? null : at;
}

function propose(wanted, nodes) {
  if (wanted.start >= wanted.end) return;
  proposed = wanted;
  if (typeof Highlight === "function") CSS.highlights.set("value", new Highlight(...ranges(nodes, wanted)));
  const units = place.querySelector("[data-units]");
  if (units) units.value = `${wanted.start}:${wanted.end}`;
  else place.querySelector("[data-edit='evidence']")?.click();
  say(ranges(nodes, wanted).map(String).join(" "));
}

/** Words marked with the mouse become the proposal, where the editor of the words is open. */
document.addEventListener("selectionchange", () => {
  const units = place.querySelector("[data-units]");
  const selection = document.getSelection();
  const text = place.querySelector("[data-text]");
  if (!units || !text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  const nodes = textNodes(text);
  const at = (node, offset) => nodes.filter((one) => one.node === node).map((one) => one.start + offset)[0];
  const one = at(selection.anchorNode, selection.anchorOffset), other = at(selection.focusNode, selection.focusOffset);
  if (one === undefined || other === undefined) return;
  proposed = { start: Math.min(one, other), end: Math.max(one, other) };
  units.value = `${proposed.start}:${proposed.end}`;
});

function begin() {
  proposed = null;
  const reader = place.querySelector("[data-reader]");
  if (reader) tie(reader);
  window.htmx?.process(place);
  for (const button of place.querySelectorAll("[data-do][hidden]")) button.hidden = false;
  lookAhead();
}

place.addEventListener("click", (event) => {
  const action = event.target.closest("[data-do]")?.dataset.do;
  if (!action) return;
  event.preventDefault();
  actions[action](event);
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-decide]")) {
    event.preventDefault();
    decide(event.submitter?.value || "accept");
  } else if (form.matches("[data-undo]")) {
    event.preventDefault();
    undo(Object.fromEntries(new FormData(form)));
  } else if (form.matches("[data-amend], [data-pair]")) {
    event.preventDefault();
    const values = new URLSearchParams(new FormData(form, event.submitter));
    const { id, version } = item().dataset, next = after();
    try {
      await post(form.action, values);
      await go(id, { then: next }, { push: false });
      settle(form.dataset.said || (form.matches("[data-amend]") ? "Amended" : "Kept"));
    } catch (error) {
      if (error.status === 409) await go(id, { then: next, seen: version }, { push: false });
      say(`Not kept: ${error.message}`);
    }
  }
});
place.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.querySelector("#companions")) event.target.querySelector("input[type=checkbox]")?.focus();
  if (event.target.id !== "editor") return;
  const form = event.target.querySelector("form");
  const units = form?.querySelector("[data-units]");
  if (units) {
    const wanted = proposed || span(place.querySelector("[data-evidence]").dataset.evidence);
    units.value = `${wanted.start}:${wanted.end}`;
  }
  form?.querySelector("input:checked, input:not([type=hidden], [type=radio]), select")?.focus({ preventScroll: Boolean(units) });
});
place.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  event.preventDefault();
  place.querySelector("#editor").replaceChildren();
});
addEventListener("popstate", () => go(new URLSearchParams(location.search).get("at") || "", {}, { push: false }));
addEventListener("beforeunload", (event) => { if (unsent) event.preventDefault(); });

const actions = {
  accept: () => decide("accept"),
  reject: () => decide("reject"),
  edit: () => open("amend"),
  skip: () => (after() ? go(after()) : say("This is the last one")),
  next: () => (after() ? go(after()) : say("This is the last one")),
  back: () => {
    if (before()) go(before());
    else if (history.state?.at !== undefined) history.back();
    else say("This is the first one");
  },
  undo: () => undo(),
  redo: () => redo(),
  merge: () => open("merge"),
  different: () => open("different"),
  split: () => place.querySelector("[data-split]")?.click(),
  flag: () => flag(),
  why: () => open("why"),
  grow: (event) => stretch(event, 1),
  shrink: (event) => stretch(event, -1),
  reason: () => place.querySelector("[data-decide] [name=reason]")?.focus(),
  search: () => { location.href = "/search"; },
  help: () => { const keys = document.getElementById("keys"); keys.open = true; keys.scrollIntoView({ block: "center" }); },
};
listen(actions, say);
begin();
