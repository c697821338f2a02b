// From offsets to ranges. The server gives offsets in UTF-16 units, as the browser counts; nothing is converted here.

/** The text nodes of a reader with the offsets at which they stand, without the numbers of the claims. */
export function textNodes(text) {
  const nodes = [];
  for (const paragraph of text.querySelectorAll("[data-start]")) {
    let offset = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".refs")) continue;
      nodes.push({ node, start: offset, end: offset + node.length });
      offset += node.length;
    }
  }
  return nodes;
}

/** "12:20" as numbers, null where there is no span. */
export function span(words) {
  if (!words) return null;
  const [start, end] = words.split(":").map(Number);
  return { start, end };
}

/** The ranges of a span, one for each text node that it touches. */
export function ranges(nodes, wanted) {
  if (!wanted) return [];
  return nodes.filter((n) => n.start < wanted.end && wanted.start < n.end).map((n) => {
    const range = document.createRange();
    range.setStart(n.node, Math.max(wanted.start, n.start) - n.start);
    range.setEnd(n.node, Math.min(wanted.end, n.end) - n.start);
    return range;
  });
}

/** The offset under a point of the screen, null where there is no text of the report. */
export function offsetAt(nodes, x, y) {
  let node, offset;
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    if (!caret) return null;
    ({ offsetNode: node, offset } = caret);
  } else if (document.caretRangeFromPoint) {
    const caret = document.caretRangeFromPoint(x, y);
    if (!caret) return null;
    node = caret.startContainer;
    offset = caret.startOffset;
  }
  const known = nodes.find((n) => n.node === node);
  return known ? known.start + offset : null;
}
