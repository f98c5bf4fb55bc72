// The reader's own hand in the page: runs in a world of its own, where no article's script could reach it (none runs).
// Everything of the document is looked up once, before an article's markup (an `id`, a `name`) could stand in its way.
"use strict";

const reader = (() => {
  const root = document.documentElement;
  const page = document.querySelector(".ts-page");
  const walk = document.createTreeWalker.bind(document, page, NodeFilter.SHOW_TEXT);
  const caretAt = document.caretPositionFromPoint.bind(document);
  const places = new Map();
  let shown = "";
  let anchor = null;
  let found = [];
  let current = -1;

  const texts = () => {
    const nodes = [];
    for (const walker = walk(); walker.nextNode();) nodes.push(walker.currentNode);
    return nodes;
  };

  const range = (start, end, nodes = texts()) => {
    const made = new Range();
    let before = 0;
    for (const node of nodes) {
      const after = before + node.length;
      if (start >= before && start < after) made.setStart(node, start - before);
      if (end > before && end <= after) { made.setEnd(node, end - before); break; }
      before = after;
    }
    return made;
  };

  // The text at the top edge, and how far below that edge it stands: survives another size, width or theme.
  const place = () => {
    if (scrollY < 1) return null;
    const middle = page.getBoundingClientRect().left + page.clientWidth / 2;
    for (let y = 2; y < innerHeight / 2; y += 12) {
      const caret = caretAt(middle, y);
      if (!caret || caret.offsetNode.nodeType !== 3 || !page.contains(caret.offsetNode)) continue;
      let offset = caret.offset;
      for (const node of texts()) {
        if (node === caret.offsetNode) break;
        offset += node.length;
      }
      return { offset, top: range(offset, offset + 1).getBoundingClientRect().top };
    }
    return null;
  };

  const goTo = (where) => {
    if (!where) return scrollTo(0, 0);
    scrollBy(0, range(where.offset, where.offset + 1).getBoundingClientRect().top - where.top);
  };

  const keepPlace = (change) => {
    const where = place();
    change();
    if (where) goTo(where);
  };

  addEventListener("scrollend", () => { anchor = place(); });
  addEventListener("resize", () => goTo(anchor));

  return {
    // Swap the page's content; an article shown before comes back where it was left.
    show(key, title, language, html) {
      if (shown) places.set(shown, place());
      const again = shown === key;
      shown = key;
      reader.unfind();
      document.title = title;
      root.lang = language;
      page.innerHTML = html;
      anchor = places.get(key) ?? null;
      goTo(anchor);
      if (!again) getSelection().removeAllRanges();
    },

    style({ theme, face, size, measure, leading }) {
      keepPlace(() => {
        root.dataset.theme = theme;
        root.dataset.face = face;
        root.style.setProperty("--size", `${size}px`);
        root.style.setProperty("--measure", `${measure}em`);
        root.style.setProperty("--leading", leading);
      });
    },

    scroll(pages) {
      scrollBy({ top: pages * (innerHeight - 48), behavior: "smooth" });
    },

    find(words) {
      reader.unfind();
      if (!words) return [0, 0];
      const nodes = texts();
      const text = nodes.map((node) => node.data).join("");
      for (const match of text.matchAll(new RegExp(RegExp.escape(words), "giu"))) {
        found.push(range(match.index, match.index + match[0].length, nodes));
        if (found.length === 5000) break;
      }
      CSS.highlights.set("find", new Highlight(...found));
      const below = found.findIndex((match) => match.getBoundingClientRect().top >= 0);
      return reader.step(0, Math.max(below, 0));
    },

    // Go on to the next place found and return which it is, of how many.
    step(by, from = current) {
      if (!found.length) return [0, 0];
      current = (from + by + found.length) % found.length;
      const here = new Highlight(found[current]);
      here.priority = 1;
      CSS.highlights.set("found", here);
      const box = found[current].getBoundingClientRect();
      if (box.top < 40 || box.bottom > innerHeight - 40) scrollBy(0, box.top - innerHeight / 3);
      return [current + 1, found.length];
    },

    unfind() {
      found = [];
      current = -1;
      CSS.highlights.clear();
    },
  };
})();
