// Makes the article's canonical text again from the page, as document/canonical.py makes it from the markup, and finds
// the way between a place in that text and a place in the page. Places are told in code points and kept in UTF-16.
"use strict";

const passages = (() => {
  const [NOTHING, SPACE, LINE, BLOCK, CELL, ROW, TABLE] = Array(7).keys();
  const SEPARATORS = ["", " ", "\n", "\n\n", "\t", "\n", "\n\n"];
  const GAP = /^[ \t\n\r\f]+|[ \t\n\r\f]{2,}|[ \t\n\r\f]+$/g;
  const around = (names, what) => names.split(" ").map((name) => [name, what]);
  const AROUND = new Map([
    ...around("address article aside blockquote body center details dialog dir div dl fieldset figure footer form h1 h2 " +
      "h3 h4 h5 h6 header hgroup hr html main menu nav ol p pre section ul", BLOCK),
    ...around("caption dd dt figcaption legend li option summary", LINE),
    ...around("tbody tfoot thead tr", ROW),
    ["table", TABLE],
  ]);
  const HIDDEN = new Set("rt rp rtc audio canvas noscript object select template video".split(" "));
  const OURS = ["ts-missing", "ts-media", "ts-card"]; // what the reader says in an article's body itself
  let made = null;

  const isHidden = (element) => HIDDEN.has(element.localName) || OURS.some((name) => element.classList.contains(name));

  const make = (body) => {
    const parts = [];
    const pieces = []; // { node, from, at, size }: so many characters of a node, from there, stand at this place
    const cells = [0];
    let length = 0;
    let between = NOTHING;
    let preformatted = 0;
    let begins = false;

    const separate = (how) => { between = Math.max(between, how); };
    const put = (text) => {
      parts.push(text);
      length += text.length;
    };
    const write = (text, node = null, from = 0) => {
      if (parts.length) put(SEPARATORS[between]);
      if (node) pieces.push({ node, from, at: length, size: text.length });
      put(text);
      between = NOTHING;
      begins = false;
    };
    const add = (node) => {
      const text = node.data;
      if (preformatted) {
        // Right after the tag the parser has dropped a line feed already; within `code` it has not.
        const from = begins && text.startsWith("\n") && node.previousSibling === null && node.parentNode.localName !== "pre" ? 1 : 0;
        begins &&= from === 0;
        if (text.length > from) write(text.slice(from), node, from);
        return;
      }
      const writeUpTo = (from, end) => {
        if (end > from) write(text.slice(from, end).replace(/[\t\n\r\f]/g, " "), node, from);
        return end;
      };
      let from = 0;
      for (const gap of text.matchAll(GAP)) {
        writeUpTo(from, gap.index);
        separate(SPACE);
        from = gap.index + gap[0].length;
      }
      writeUpTo(from, text.length);
    };
    const breakLine = () => {
      if (!preformatted) separate(between === LINE ? BLOCK : LINE);
      else if (begins) begins = false;
      else write("\n");
    };
    const start = (name) => {
      if (name === "br") breakLine();
      else if (name === "td" || name === "th") {
        if (++cells[cells.length - 1] > 1) separate(CELL);
      } else separate(AROUND.get(name) ?? NOTHING);
      if (name === "table") cells.push(0);
      else if (name === "tr") cells[cells.length - 1] = 0;
      else if (name === "pre") {
        preformatted++;
        begins = true;
      }
    };
    const end = (name) => {
      separate(AROUND.get(name) ?? NOTHING);
      if (name === "table") cells.pop();
      else if (name === "pre") {
        preformatted--;
        if (!parts.at(-1)?.endsWith("\n")) return;
        parts.push(parts.pop().slice(0, -1));
        length--;
        const last = pieces.at(-1);
        if (last && last.at + last.size > length) last.size--;
      }
    };
    const visit = (element) => {
      for (let child = element.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 3) add(child);
        else if (child.nodeType === 1 && !isHidden(child)) {
          start(child.localName);
          visit(child);
          end(child.localName);
        }
      }
    };
    visit(body);
    const text = parts.join("");
    const astral = /[\ud800-\udbff]/.test(text) ? Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (each) => each.index) : [];
    return { text, pieces, astral };
  };
  const whole = () => made ??= make(reader.body());

  // The first number of an ascending row for which `holds`, which then holds for all after it.
  const first = (count, holds) => {
    let low = 0;
    for (let high = count; low < high;) {
      const middle = (low + high) >> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const toUnits = (points) => {
    const { astral } = whole();
    return points + first(astral.length, (n) => astral[n] - n >= points);
  };
  const toPoints = (units) => {
    const { astral } = whole();
    return units - first(astral.length, (n) => astral[n] >= units);
  };

  // The ends of a passage in the page: of what stands between blocks there is nothing to see.
  const ends = (from, to) => {
    const { pieces } = whole();
    const begin = pieces[first(pieces.length, (n) => pieces[n].at + pieces[n].size > from)];
    const stop = pieces[first(pieces.length, (n) => pieces[n].at >= to) - 1];
    if (!begin || !stop || begin.at >= to) return null;
    return {
      startContainer: begin.node,
      startOffset: begin.from + Math.max(0, from - begin.at),
      endContainer: stop.node,
      endOffset: stop.from + Math.min(stop.size, to - stop.at),
    };
  };

  const forget = () => { made = null; };
  reader.on("shown", forget);

  return {
    forget,
    toUnits,
    toPoints,
    text: () => whole().text,

    // A passage of the page, which a Highlight takes and which costs nothing to keep; null where there is none.
    still(from, to) {
      const found = ends(from, to);
      return found && new StaticRange(found);
    },

    // The same as a range that can be measured and selected.
    live(from, to) {
      const found = ends(from, to);
      const range = found && new Range();
      range?.setStart(found.startContainer, found.startOffset);
      range?.setEnd(found.endContainer, found.endOffset);
      return range;
    },

    // Where a range of the page begins and ends in the text; null where it has none of it.
    within(range) {
      const { pieces } = whole();
      const begin = first(pieces.length, (n) => {
        const { node, from, size } = pieces[n];
        const side = range.comparePoint(node, from + size);
        return side > 0 || (side === 0 && !(node === range.startContainer && from + size <= range.startOffset));
      });
      const stop = first(pieces.length, (n) => range.comparePoint(pieces[n].node, pieces[n].from) > 0 ||
        (pieces[n].node === range.endContainer && pieces[n].from >= range.endOffset)) - 1;
      if (begin > stop || begin >= pieces.length || stop < 0) return null;
      const [one, last] = [pieces[begin], pieces[stop]];
      const from = one.at + (one.node === range.startContainer ? Math.max(0, range.startOffset - one.from) : 0);
      const to = last.at + (last.node === range.endContainer ? Math.min(last.size, range.endOffset - last.from) : last.size);
      return from < to ? [from, to] : null;
    },

    // The first place of the text that stands below a height on the screen.
    below(top) {
      return first(whole().text.length, (at) => {
        const box = this.live(at, at + 1)?.getBoundingClientRect();
        return !box || box.bottom > top;
      });
    },

    // The place of the text at, or right after, an element or a node of the page.
    before(node) {
      const { pieces, text } = whole();
      const following = first(pieces.length, (n) => node.compareDocumentPosition(pieces[n].node) & 4);
      return following < pieces.length ? pieces[following].at : text.length;
    },

    // What the text is known by: its length in code points and its SHA-256.
    async known() {
      const { text } = whole();
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      return [toPoints(text.length), Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")];
    },
  };
})();
