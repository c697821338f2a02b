// Ties each claim to its words: point at or focus either, and both stand out.
// Where the browser can highlight ranges, the marks are taken out, so that the text is one run of letters again.
import { offsetAt, ranges, span, textNodes } from "./ranges.js";

const LOOKS = ["said", "expected", "doubted", "denied"];
const canHighlight = typeof Highlight === "function" && Boolean(CSS.highlights);

/** Tie the claims of one reader to its words. */
export function tie(reader) {
  const text = reader.querySelector("[data-text]");
  const cards = [...reader.querySelectorAll("[data-claim][data-evidence]")];
  const refs = [...text.querySelectorAll(".refs a")];
  const byId = new Map(cards.map((card) => [card.dataset.claim, card]));
  const marks = [...text.querySelectorAll("mark")];
  if (canHighlight) unwrap(marks);
  const nodes = textNodes(text);
  if (canHighlight) underline(nodes, cards);

  const light = (name, wanted) => {
    if (canHighlight) CSS.highlights.set(name, new Highlight(...wanted.flatMap((one) => ranges(nodes, span(one)))));
  };
  const clear = () => {
    for (const name of ["now", "word", "value"]) light(name, []);
    for (const element of reader.querySelectorAll(".now")) element.classList.remove("now");
  };
  const show = (ids) => {
    clear();
    const shown = ids.map((id) => byId.get(id)).filter(Boolean);
    for (const card of shown) card.classList.add("now");
    for (const ref of refs) if (ids.includes(ref.dataset.claim)) ref.classList.add("now");
    if (!canHighlight) for (const mark of marks) if (ids.some((id) => mark.dataset.claims.split(" ").includes(id))) mark.classList.add("now");
    light("now", shown.map((card) => card.dataset.evidence));
    if (shown.length === 1) light("word", [shown[0].dataset.trigger]);
  };
  const intoView = (card) => {
    const wanted = span(card.dataset.evidence);
    const first = wanted && ranges(nodes, wanted)[0];
    if (!first || text.scrollHeight <= text.clientHeight) return;
    const box = first.getBoundingClientRect(), frame = text.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) text.scrollTop += box.top - frame.top - frame.height / 3;
  };

  for (const card of cards) {
    const here = () => { show([card.dataset.claim]); intoView(card); };
    if (card.dataset.always === undefined) {
      card.addEventListener("pointerenter", here);
      card.addEventListener("focusin", here);
    } else here();
    for (const value of card.querySelectorAll("[data-span]")) {
      const on = () => { here(); light("value", [value.dataset.span]); };
      const off = () => light("value", []);
      value.addEventListener("pointerenter", on);
      value.addEventListener("focus", on);
      value.addEventListener("pointerleave", off);
      value.addEventListener("blur", off);
    }
  }
  for (const ref of refs) {
    const here = () => show([ref.dataset.claim]);
    ref.addEventListener("pointerenter", here);
    ref.addEventListener("focus", here);
  }
  const under = (event) => {
    const at = offsetAt(nodes, event.clientX, event.clientY);
    if (at === null) return [];
    return cards.filter((card) => {
      const evidence = span(card.dataset.evidence);
      return evidence && evidence.start <= at && at < evidence.end;
    });
  };
  let last = "";
  text.addEventListener("pointermove", (event) => {
    if (cards.length < 2 || event.target.closest(".refs")) return;
    const ids = under(event).map((card) => card.dataset.claim);
    if (ids.length && ids.join() !== last) { last = ids.join(); show(ids); }
  });
  text.addEventListener("click", (event) => {
    if (event.target.closest("a") || !document.getSelection().isCollapsed) return;
    const card = under(event).at(-1);
    if (card) card.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  const sentence = /^#s\d+$/.test(location.hash) && text.querySelector(location.hash);
  if (sentence) { lightSentence(sentence, canHighlight); sentence.parentElement.scrollIntoView({ block: "center" }); }
  const target = byId.get(decodeURIComponent(location.hash.slice(1)));
  if (target) { show([target.dataset.claim]); intoView(target); }
}

/** The words from one sentence's mark to the next stand out. */
function lightSentence(sentence, can) {
  if (!can) return;
  const range = document.createRange();
  range.setStartAfter(sentence);
  const marks = [...sentence.parentElement.querySelectorAll(".sentence")];
  const next = marks[marks.indexOf(sentence) + 1];
  if (next) range.setEndBefore(next);
  else range.setEndAfter(sentence.parentElement.lastChild);
  CSS.highlights.set("now", new Highlight(range));
}

function unwrap(marks) {
  for (const mark of marks) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function underline(nodes, cards) {
  LOOKS.forEach((look, order) => {
    const found = cards.filter((card) => card.dataset.look === look);
    const highlight = new Highlight(...found.flatMap((card) => ranges(nodes, span(card.dataset.evidence))));
    highlight.priority = order;
    CSS.highlights.set(look, highlight);
  });
}

if (!document.getElementById("item")) for (const reader of document.querySelectorAll("[data-reader]")) tie(reader);
