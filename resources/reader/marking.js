// Tells what a person selects in the article, by mouse or sentence by sentence with the keys.
"use strict";

const marking = (() => {
  const SHOWN = 240;
  const TOP = 8;
  const page = reader.page;
  let down = false;
  let told = null;
  let asked = false;
  let reach = null; // { fixed, moving }: the ends of what the keys have reached, in UTF-16

  const box = (range) => {
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, Math.max(top, 0), right, Math.min(bottom, innerHeight)];
  };
  const passage = (from, to, range) => ({
    start: passages.toPoints(from),
    end: passages.toPoints(to),
    words: passages.text().slice(from, to).slice(0, SHOWN),
    box: box(range),
    picture: "",
  });

  const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(reader.body())) return null;
    const found = passages.within(range);
    return found && passage(...found, range);
  };

  // A picture is where its caption is, or between the words before and after it.
  const picture = (image) => {
    const caption = image.closest("figure")?.querySelector("figcaption") ??
      [image.closest("p")?.nextElementSibling].find((each) => each?.matches(".ts-caption"));
    const range = new Range();
    if (caption) range.selectNodeContents(caption);
    const at = passages.before(image);
    const [from, to] = (caption && passages.within(range)) ?? [at, at];
    const name = /\/picture\/([0-9a-f]{64})$/.exec(image.src)?.[1];
    return name ? { ...passage(from, to, image), picture: name } : null;
  };

  const tell = () => {
    const now = selected();
    if (now || told) reader.tell("selected", now);
    told = now;
  };
  const tellSoon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!down) tell();
    });
  };
  document.addEventListener("selectionchange", tellSoon);
  document.addEventListener("pointerdown", () => { down = true; });
  for (const name of ["pointerup", "pointercancel", "dragend"]) {
    addEventListener(name, () => {
      down = false;
      tellSoon();
    });
  }
  addEventListener("scroll", () => {
    if (told) reader.tell("selected", null);
  }, { passive: true });
  addEventListener("scrollend", () => { if (told) tell(); });
  reader.on("restyled", tellSoon);
  reader.on("shown", () => {
    told = null;
    end();
  });

  const segmenters = new Map();
  const segments = (from, to, granularity) => {
    const name = `${granularity} ${document.documentElement.lang}`;
    if (!segmenters.has(name)) {
      const language = Intl.Segmenter.supportedLocalesOf([document.documentElement.lang || "und"]);
      segmenters.set(name, new Intl.Segmenter(language, { granularity }));
    }
    const text = passages.text().slice(from, to);
    return Array.from(segmenters.get(name).segment(text))
      .filter((each) => granularity === "sentence" ? each.segment.trim() : each.isWordLike)
      .map(({ index, segment }) => {
        const lead = segment.length - segment.trimStart().length;
        return [from + index + lead, from + index + lead + segment.trim().length];
      });
  };
  const line = (at) => {
    const text = passages.text();
    const before = Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\t", at - 1)) + 1;
    const rest = text.slice(at).search(/[\n\t]/);
    return [before, rest < 0 ? text.length : at + rest];
  };

  // The nearest unit that begins at or after a place, or, backwards, that ends at or before it.
  const following = (at, granularity) => {
    for (let from = at; from <= passages.text().length;) {
      const [begin, end] = line(from);
      const found = segments(begin, end, granularity).find(([start]) => start >= at);
      if (found) return found;
      from = end + 1;
    }
    return null;
  };
  const preceding = (at, granularity) => {
    for (let to = at; to >= 0;) {
      const [begin, end] = line(to);
      const found = segments(begin, end, granularity).findLast(([, stop]) => stop <= at);
      if (found) return found;
      to = begin - 1;
    }
    return null;
  };

  const firstVisible = () => {
    const place = passages.below(TOP);
    return following(place, "sentence") ?? preceding(place, "sentence");
  };

  const show = () => {
    const [from, to] = reach.fixed < reach.moving ? [reach.fixed, reach.moving] : [reach.moving, reach.fixed];
    const range = passages.live(from, to);
    if (!range) return null;
    CSS.highlights.set("reach", Object.assign(new Highlight(range), { priority: 9 }));
    for (let each = range.startContainer.parentElement.closest("details"); each; each = each.parentElement.closest("details")) {
      each.open = true;
    }
    const edge = passages.live(Math.max(from, reach.moving - 1), Math.max(from + 1, reach.moving)) ?? range;
    const rect = edge.getBoundingClientRect();
    if (rect.top < 56 || rect.bottom > innerHeight - 88) scrollBy(0, rect.top - innerHeight / 3);
    return passage(from, to, range);
  };
  function end() {
    reach = null;
    CSS.highlights.delete("reach");
    return true;
  }

  return {
    // What a mark would be made of: what is selected, else the picture that has the keyboard.
    target: () => selected() ?? (document.activeElement?.matches?.(".ts-body img") ? picture(document.activeElement) : null),
    picture: (name) => {
      const image = [...page.querySelectorAll(".ts-body img")].find((each) => each.src.endsWith(name));
      return image ? picture(image) : null;
    },
    deselect: () => {
      getSelection().removeAllRanges();
      return true;
    },

    // Begin with the first sentence on the screen and return it; null where there is no text.
    begin() {
      const found = firstVisible();
      if (!found) return null;
      reach = { fixed: found[0], moving: found[1] };
      return show();
    },

    // Go to the next sentence or word, back when negative, or, to extend, take what has been reached so far along.
    move(granularity, by, extends_) {
      if (!reach) return null;
      const { fixed, moving } = reach;
      const [from, to] = fixed < moving ? [fixed, moving] : [moving, fixed];
      if (extends_) {
        const next = by > 0 ? following(moving, granularity)?.[1] : preceding(moving, granularity)?.[0];
        if (next !== undefined && next !== fixed) reach.moving = next;
      } else {
        const inside = granularity === "word" && segments(...line(from), "word").find(([begin, stop]) => begin >= from && stop < to);
        const found = by > 0 ? (inside || following(to, granularity)) : preceding(from, granularity);
        if (found) reach = { fixed: found[0], moving: found[1] };
      }
      return show();
    },

    end,
  };
})();
