// Finds words in the article that is shown, marks them without touching it, and goes from one to the next.
"use strict";

const finding = (() => {
  const MOST = 5000;
  let found = [];
  let current = -1;

  const forget = () => {
    found = [];
    current = -1;
    CSS.highlights.delete("find");
    CSS.highlights.delete("found");
  };

  reader.on("shown", forget);

  return {
    find(words) {
      forget();
      if (!words) return [0, 0];
      const nodes = reader.texts();
      const text = nodes.map((node) => node.data).join("");
      for (const match of text.matchAll(new RegExp(RegExp.escape(words), "giu"))) {
        found.push(reader.range(match.index, match.index + match[0].length, nodes));
        if (found.length === MOST) break;
      }
      CSS.highlights.set("find", new Highlight(...found));
      const below = found.findIndex((match) => match.getBoundingClientRect().top >= 0);
      return finding.step(0, Math.max(below, 0));
    },

    // Go on to the next place found and return which it is, of how many.
    step(by, from = current) {
      if (!found.length) return [0, 0];
      current = (from + by + found.length) % found.length;
      const here = new Highlight(found[current]);
      here.priority = 1;
      CSS.highlights.set("found", here);
      const box = found[current].getBoundingClientRect();
      if (box.top < 40 || box.bottom > innerHeight - 40) reader.move(box.top - innerHeight / 3);
      return [current + 1, found.length];
    },
  };
})();
