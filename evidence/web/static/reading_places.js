"use strict";
// Places in the page's text. The server counts code points; the browser counts UTF-16: everything is turned here.
const places = (() => {
  const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
  const points = (string) => string.length - (string.match(PAIRS)?.length ?? 0);
  let known = null;

  // The index in UTF-16 of a code point of a string.
  function units(string, at) {
    if (points(string) === string.length) return at;
    let index = 0;
    for (let left = at; left > 0; left -= 1) index += string.codePointAt(index) > 0xffff ? 2 : 1;
    return index;
  }

  function pieces() {
    if (known) return known;
    known = [...reading.text.querySelectorAll("[data-at]")].map((element) => {
      element.normalize();
      const node = element.firstChild;
      const start = Number(element.dataset.at);
      return { element, node, start, end: start + points(node.data) };
    });
    known.words = words(known);
    return known;
  }

  // Where each word stands; a word may go on from one piece into the next.
  function words(list) {
    const found = [];
    for (const { node, start } of list) {
      for (const match of node.data.matchAll(/\S+/gu)) {
        const from = start + points(node.data.slice(0, match.index));
        const letters = [...match[0]];
        const last = found.at(-1);
        if (last && last.end === from && match.index === 0) {
          last.letters.push(...letters);
          last.end += letters.length;
        } else {
          found.push({ start: from, end: from + letters.length, letters });
        }
      }
    }
    return found;
  }

  function offsetIn(node, index) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-at]") : null;
    if (!element || !reading.text.contains(element)) return null;
    return Number(element.dataset.at) + points(node.data.slice(0, index));
  }

  // The piece that has a place, and where in it; at its end where the place ends something.
  function pointAt(offset, { ends = false } = {}) {
    const piece = pieces().find(({ start, end }) => (ends ? start < offset && offset <= end : start <= offset && offset < end));
    return piece ? { node: piece.node, index: units(piece.node.data, offset - piece.start) } : null;
  }

  function rangeOf(start, end) {
    const from = pointAt(start);
    const to = pointAt(end, { ends: true });
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from.node, from.index);
    range.setEnd(to.node, to.index);
    return range;
  }

  // The span without blank space at its ends, and with no word cut within its letters; null where it has no word.
  function whole(start, end) {
    const inside = pieces().words.filter((word) => word.end > start && word.start < end);
    if (!inside.length) return null;
    const [first, last] = [inside[0], inside.at(-1)];
    let from = Math.max(start - first.start, 0);
    let to = Math.min(end, last.end) - last.start;
    while (isLetter(first.letters[from - 1]) && isLetter(first.letters[from])) from -= 1;
    while (isLetter(last.letters[to - 1]) && isLetter(last.letters[to])) to += 1;
    return { start: first.start + from, end: last.start + to };
  }

  const isLetter = (letter) => letter !== undefined && /[\p{L}\p{N}\p{M}]/u.test(letter);

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const under = pieces().filter(({ element }) => range.intersectsNode(element));
    if (!under.length) return null;
    const [first, last] = [under[0], under.at(-1)];
    const start = first.node === range.startContainer ? offsetIn(first.node, range.startOffset) : first.start;
    const end = last.node === range.endContainer ? offsetIn(last.node, range.endOffset) : last.end;
    return start < end ? whole(start, end) : null;
  }

  function caret() {
    const selection = document.getSelection();
    return selection.focusNode ? offsetIn(selection.focusNode, selection.focusOffset) : null;
  }

  function fromPoint(x, y) {
    const at = document.caretPositionFromPoint?.(x, y);
    if (at) return offsetIn(at.offsetNode, at.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? offsetIn(range.startContainer, range.startOffset) : null;
  }

  // Where a place is on the screen: the left of the character after it, or the right of the one before.
  function rectAt(offset, { ends = false } = {}) {
    const rects = (ends ? rangeOf(offset - 1, offset) : rangeOf(offset, offset + 1))?.getClientRects();
    if (!rects?.length) return null;
    const rect = ends ? rects[rects.length - 1] : rects[0];
    return { x: ends ? rect.right : rect.left, top: rect.top, bottom: rect.bottom };
  }

  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target?.id === "text") known = null;
  });
  return { caret, fromPoint, rangeOf, rectAt, selected, words: () => pieces().words };
})();
