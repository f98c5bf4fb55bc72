// The reader's own hand in the page: runs in a world of its own, where no article's script could reach it (none runs).
// Everything of the document is looked up once, before an article's markup (an `id`, a `name`) could stand in its way.
// This script shows pages and keeps the reader's place in them; those beside it each do one thing more.
"use strict";

const reader = (() => {
  const QUOTE = 32;
  const SCROLLING = /^(?: |Home|End|Page(?:Up|Down)|Arrow(?:Up|Down))$/;
  const TOLD = 250; // within so many milliseconds the page says that it scrolls
  const root = document.documentElement;
  const page = document.querySelector(".ts-page");
  const treeWalker = document.createTreeWalker.bind(document);
  const caretAt = document.caretPositionFromPoint.bind(document);
  const places = new Map();
  const listeners = { shown: [], restyled: [], escape: [] };
  let body = page;
  let shown = "";
  let anchor = null;
  let moving = false;
  let asked = -TOLD; // when somebody last wanted to scroll
  let teller = null;
  let early = [];

  if (globalThis.qt?.webChannelTransport) {
    new QWebChannel(qt.webChannelTransport, (channel) => {
      teller = channel.objects.teller;
      for (const [name, value] of early) tell(name, value);
      early = [];
    });
  }
  const tell = (name, value) => {
    if (teller) teller.tell(name, JSON.stringify(value));
    else early.push([name, value]);
  };
  const call = (name) => listeners[name].forEach((listener) => listener());

  const texts = (within = page) => {
    const nodes = [];
    for (const walker = treeWalker(within, NodeFilter.SHOW_TEXT); walker.nextNode();) nodes.push(walker.currentNode);
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

  // How much of the article has been on the screen, 1 when its end is there.
  const share = () => {
    const box = body.getBoundingClientRect();
    return box.bottom <= innerHeight + 24 ? 1 : Math.max(0, (innerHeight - box.top) / box.height);
  };

  const caretAtTop = () => {
    const middle = page.getBoundingClientRect().left + page.clientWidth / 2;
    for (let y = 2; y < innerHeight / 2; y += 12) {
      const caret = caretAt(middle, y);
      if (caret?.offsetNode.nodeType === 3 && body.contains(caret.offsetNode)) return caret;
    }
    return null;
  };

  // The text at the top edge, and how far below that edge it stands: survives another size, width or theme, and, as
  // it has its words with it, another version of the text.
  const place = () => {
    const caret = scrollY < 1 ? null : caretAtTop();
    if (!caret) return null;
    const nodes = texts(body);
    let offset = caret.offset;
    let of = 0;
    for (const node of nodes) {
      if (node === caret.offsetNode) offset += of;
      of += node.length;
    }
    let quote = caret.offsetNode.data.slice(caret.offset, caret.offset + QUOTE);
    for (let n = nodes.indexOf(caret.offsetNode) + 1; n < nodes.length && quote.length < QUOTE; n++) quote += nodes[n].data;
    const top = range(offset, offset + 1, nodes).getBoundingClientRect().top;
    return { offset, of, quote: quote.slice(0, QUOTE), top };
  };

  // Where the words of a place stand now: where they stood, or as near to that as they are found.
  const found = ({ offset, of, quote }, nodes) => {
    const text = nodes.map((node) => node.data).join("");
    if (!quote || text.startsWith(quote, offset)) return offset;
    let best = -1;
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (best < 0 || Math.abs(at - offset) < Math.abs(best - offset)) best = at;
    }
    if (best >= 0 || !of) return best >= 0 ? best : offset;
    return Math.round((offset / of) * text.length);
  };

  // Until it has come to rest, the place is not known, and the one before must not call the page back.
  const move = (by) => {
    const before = scrollY;
    scrollBy(0, by);
    moving ||= scrollY !== before;
  };

  const goTo = (where) => {
    const nodes = where ? texts(body) : [];
    if (!nodes.length) return move(-scrollY);
    const offset = found(where, nodes);
    const box = range(offset, offset + 1, nodes).getBoundingClientRect();
    if (box.height) move(box.top - where.top);
  };

  const keepPlace = (change) => {
    const where = place();
    change();
    if (where) goTo(where);
  };

  function tellPlace() {
    anchor = place();
    if (shown) tell("placed", { key: shown, share: share(), ...(anchor ?? { offset: 0, of: 0, quote: "", top: 0 }) });
  }

  addEventListener("scroll", () => { moving = true; }, { passive: true });
  addEventListener("scrollend", () => { moving = false; tellPlace(); });
  addEventListener("wheel", () => { asked = performance.now(); }, { passive: true });
  addEventListener("resize", () => {
    // A page that is scrolled and resized in one frame says first that it was resized.
    if (!moving && performance.now() - asked > TOLD) goTo(anchor);
    call("restyled");
  });
  addEventListener("keydown", (event) => {
    if (SCROLLING.test(event.key)) asked = performance.now();
    if (event.key !== "Escape") return;
    if (listeners.escape.some((close) => close())) event.preventDefault();
    else tell("escaped", true);
  });

  return {
    page,
    texts,
    range,
    place,
    goTo,
    move,
    tell,
    body: () => body,
    on: (name, listener) => listeners[name].push(listener),

    // Swap the page's content; an article shown before comes back where it was left, here or (`where`) in another run.
    show(key, title, language, html, where = null) {
      if (shown) {
        tellPlace();
        places.set(shown, anchor);
      }
      const again = shown === key;
      shown = key;
      document.title = title;
      root.lang = language;
      page.innerHTML = html;
      body = page.querySelector(".ts-body") ?? page;
      call("shown");
      anchor = places.has(key) ? places.get(key) : where;
      goTo(anchor);
      if (!again) getSelection().removeAllRanges();
      requestAnimationFrame(() => requestAnimationFrame(tellPlace));
    },

    style({ theme, face, size, measure, leading, paragraphs, edges }) {
      keepPlace(() => {
        Object.assign(root.dataset, { theme, face, paragraphs, edges });
        root.style.setProperty("--size", `${size}px`);
        root.style.setProperty("--measure", `${measure}em`);
        root.style.setProperty("--leading", leading);
        call("restyled");
      });
    },

    scroll(pages) {
      scrollBy({ top: pages * (innerHeight - 48), behavior: "smooth" });
    },
  };
})();
