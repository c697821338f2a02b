"use strict";
// Ties each claim to its words: point at or focus either, and both stand out. The text itself is never changed.
for (const report of document.querySelectorAll(".report")) {
  const nodes = [];
  for (const paragraph of report.querySelectorAll(".text p")) {
    let offset = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".refs")) continue;
      nodes.push({ node, start: offset, end: offset + node.length });
      offset += node.length;
    }
  }
  const ranges = (span) => {
    if (!span) return [];
    const [start, end] = span.split(":").map(Number);
    return nodes.filter((n) => n.start < end && start < n.end).map((n) => {
      const range = document.createRange();
      range.setStart(n.node, Math.max(start, n.start) - n.start);
      range.setEnd(n.node, Math.min(end, n.end) - n.start);
      return range;
    });
  };
  const canHighlight = typeof Highlight === "function" && CSS.highlights;
  const light = (name, span) => {
    if (canHighlight) CSS.highlights.set(name, new Highlight(...ranges(span)));
  };
  const all = (selector) => [...report.querySelectorAll(selector)];
  const marks = all("mark"), refs = all(".refs a"), cards = all(".card");
  const holds = (mark, number) => mark.dataset.claims.split(" ").includes(number);

  const clear = () => {
    for (const name of ["now", "word", "value"]) light(name, "");
    for (const element of document.querySelectorAll(".report .now")) element.classList.remove("now");
  };
  // `numbers` are the claims that stand out; one alone shows its trigger too.
  const show = (numbers) => {
    clear();
    for (const number of numbers) {
      const card = cards[number - 1];
      card.classList.add("now");
      refs.filter((ref) => ref.dataset.claim === number).forEach((ref) => ref.classList.add("now"));
      if (!canHighlight) marks.filter((mark) => holds(mark, number)).forEach((mark) => mark.classList.add("now"));
    }
    if (canHighlight) CSS.highlights.set("now", new Highlight(...numbers.flatMap((n) => ranges(cards[n - 1].dataset.evidence))));
    if (numbers.length === 1) light("word", cards[numbers[0] - 1].dataset.trigger);
  };
  const text = report.querySelector(".text");
  const intoView = (number) => {
    const mark = marks.find((m) => holds(m, number));
    if (!mark || text.scrollHeight <= text.clientHeight) return;
    const box = mark.getBoundingClientRect(), frame = text.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) text.scrollTop += box.top - frame.top - frame.height / 3;
  };
  for (const card of cards) {
    const here = () => { show([card.dataset.claim]); intoView(card.dataset.claim); };
    card.addEventListener("pointerenter", here);
    card.addEventListener("focusin", (event) => { if (!event.target.dataset.span) here(); });
    for (const value of card.querySelectorAll("[data-span]")) {
      const on = () => { here(); light("value", value.dataset.span); };
      value.addEventListener("pointerenter", on);
      value.addEventListener("focus", on);
      value.addEventListener("pointerleave", () => light("value", ""));
      value.addEventListener("blur", () => light("value", ""));
    }
  }
  for (const mark of marks) mark.addEventListener("pointerenter", () => show(mark.dataset.claims.split(" ")));
  for (const ref of refs) {
    const here = () => show([ref.dataset.claim]);
    ref.addEventListener("pointerenter", here);
    ref.addEventListener("focus", here);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
}
