// Draws what is marked in the article that is shown, and the notes on it beside their lines, and tells which is pressed.
// The article itself is never touched: passages are drawn by CSS highlights, all else lies over the page.
"use strict";

const marks = (() => {
  const LEVELS = 3;
  const NOTE = { width: 184, gap: 24, apart: 8, edge: 16 };
  const PAPER_EDGE = 32;
  const root = document.documentElement;
  const page = reader.page;
  const make = (name, kind, words = "") => Object.assign(document.createElement(name), { className: kind, textContent: words });
  const layer = make("aside", "ts-margin");
  const byRange = new Map();
  let drawn = []; // in text order
  let slips = []; // { mark, element, frame }: what lies over the page for a mark
  let current = 0;
  let said = { notes: "", check: "", picture: "" };
  let due = false;

  layer.setAttribute("role", "complementary");
  document.body.append(layer);

  const forget = () => {
    for (const name of CSS.highlights.keys()) if (name.startsWith("mark-")) CSS.highlights.delete(name);
    byRange.clear();
    drawn = [];
    slips = [];
    layer.replaceChildren();
    root.classList.remove("ts-margins");
  };

  const image = (mark) => mark.picture && [...page.querySelectorAll(".ts-body img")].find((each) => each.src.endsWith(mark.picture));

  // What overlaps goes on levels, so that each can be told from the others, and no more of these than can be seen.
  const highlight = () => {
    const made = new Map();
    const full = Array(LEVELS).fill(-1);
    for (const mark of drawn) {
      const range = mark.picture ? null : passages.still(mark.from, mark.to);
      if (!range) continue;
      let level = full.findIndex((end) => end <= mark.from);
      if (level < 0) level = LEVELS - 1;
      full[level] = Math.max(full[level], mark.to);
      const name = mark.unsure ? `mark-${mark.colour}-unsure` : `mark-${mark.colour}-${level}`;
      if (!made.has(name)) made.set(name, Object.assign(new Highlight(), { priority: level + 2 }));
      made.get(name).add(range);
      byRange.set(range, mark);
    }
    for (const [name, each] of made) CSS.highlights.set(name, each);
  };

  const slip = (mark) => {
    const picture = image(mark);
    const words = [mark.unsure && said.check, mark.note].filter(Boolean);
    if (!picture && !words.length && !mark.tags.length) return;
    const element = make("button", `ts-slip ts-${mark.colour}${mark.unsure ? " ts-unsure" : ""}`);
    if (mark.unsure) element.append(make("span", "ts-slip-check", said.check));
    if (mark.note) element.append(make("span", "ts-slip-words", mark.note));
    if (!words.length && !mark.tags.length) element.append(make("span", "ts-slip-words ts-slip-quiet", said.picture));
    const foot = make("span", "ts-slip-foot");
    for (const tag of mark.tags) foot.append(make("span", "ts-slip-tag", `#${tag}`), " ");
    if (mark.tags.length) foot.append("· ");
    foot.append(mark.day);
    element.append(foot);
    element.setAttribute("aria-label", [...words, ...mark.tags.map((tag) => `#${tag}`), mark.quote].join(", "));
    element.title = mark.note;
    element.addEventListener("click", () => tellOpened(mark));
    let frame = null;
    if (picture) {
      frame = make("div", `ts-frame ts-${mark.colour}`);
      layer.append(frame);
      picture.addEventListener("load", layOut, { once: true });
    }
    layer.append(element);
    slips.push({ mark, element, frame, picture });
  };

  const rectOf = (mark) => {
    const picture = image(mark);
    if (picture) return picture.getBoundingClientRect();
    const range = passages.live(mark.from, Math.max(mark.to, mark.from + 1));
    return range ? (range.getClientRects()[0] ?? range.getBoundingClientRect()) : null;
  };

  // Beside the text where there is room for it, which may move to the left for that; else each is a dot there.
  const layOut = () => {
    due = false;
    if (!slips.length) return;
    const widest = parseFloat(getComputedStyle(page).maxWidth) || page.clientWidth;
    const whole = widest - PAPER_EDGE + NOTE.gap + NOTE.width + NOTE.edge;
    const wide = root.clientWidth >= whole;
    root.classList.toggle("ts-margins", wide);
    root.style.setProperty("--shift", `${Math.max(0, (root.clientWidth - whole) / 2)}px`);
    const column = reader.body().getBoundingClientRect();
    const places = slips.map(({ mark }) => rectOf(mark));
    const top = (box) => box.top + scrollY;
    let free = 0;
    let line = -99;
    let beside = 0;
    slips.forEach(({ mark, element, frame, picture }, n) => {
      const box = places[n];
      element.hidden = !box || (box.width === 0 && box.height === 0);
      if (element.hidden) return;
      if (frame) put(frame, box.left + scrollX, top(box), box.width, box.height);
      if (wide) {
        put(element, column.right + NOTE.gap, Math.max(free, top(box) - (picture ? 0 : 4)), NOTE.width);
        free = element.offsetTop + element.offsetHeight + NOTE.apart;
      } else {
        beside = Math.abs(top(box) - line) < 10 ? beside + 1 : 0;
        line = top(box);
        const left = Math.min(column.right + 6, root.clientWidth - 18);
        put(element, left, line + (box.height > 40 ? 4 : box.height / 2 - 8) + beside * 18, 16);
      }
      element.classList.toggle("ts-on", mark.id === current);
    });
  };
  const layOutSoon = () => {
    if (!due && slips.length) {
      due = true;
      requestAnimationFrame(layOut);
    }
  };

  const put = (element, left, top, width, height) => {
    for (const [name, value] of Object.entries({ left, top, width, height })) {
      if (value !== undefined) element.style.setProperty(name, `${value}px`);
    }
  };

  const boxOf = (mark) => {
    const picture = image(mark);
    const box = (picture || passages.live(mark.from, Math.max(mark.to, mark.from + 1)))?.getBoundingClientRect();
    return box ? [box.left, box.top, box.right, box.bottom] : [0, 0, 0, 0];
  };
  const tellOpened = (mark) => {
    point(mark.id);
    reader.tell("opened", { id: mark.id, box: boxOf(mark) });
  };

  const at = (x, y) => {
    const hits = CSS.highlights.highlightsFromPoint(x, y)
      .flatMap(({ highlight: { priority }, ranges }) => ranges.map((range) => [priority, byRange.get(range)]));
    return hits.filter(([, mark]) => mark).sort(([one], [other]) => other - one)[0]?.[1] ?? null;
  };

  const point = (id) => {
    current = id;
    const mark = drawn.find((each) => each.id === id);
    const range = mark && !mark.picture && passages.still(mark.from, mark.to);
    CSS.highlights.delete("mark-current");
    if (range) CSS.highlights.set("mark-current", Object.assign(new Highlight(range), { priority: LEVELS + 3 }));
    for (const each of slips) each.element.classList.toggle("ts-on", each.mark.id === id);
    return mark;
  };

  const goTo = (mark) => {
    const range = passages.live(mark.from, Math.max(mark.to, mark.from + 1));
    const target = image(mark) || range?.startContainer.parentElement;
    for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    const [, top, , bottom] = boxOf(mark);
    if (top < 48 || bottom > innerHeight - 48) scrollBy(0, top - innerHeight / 3);
    requestAnimationFrame(() => reader.tell("reached", { id: mark.id, box: boxOf(mark) }));
  };

  let pressed = null;
  page.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY]; });
  page.addEventListener("click", (event) => {
    const moved = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4;
    if (event.defaultPrevented || moved || !getSelection().isCollapsed || event.target.closest("a[href], summary, img.ts-opens")) return;
    const mark = at(event.clientX, event.clientY);
    if (mark) tellOpened(mark);
    else if (current) {
      point(0);
      reader.tell("unpointed", true);
    }
  });
  let looking = false;
  page.addEventListener("mousemove", (event) => {
    if (looking || !byRange.size || event.buttons) return;
    looking = true;
    requestAnimationFrame(() => {
      looking = false;
      root.classList.toggle("ts-over-mark", at(event.clientX, event.clientY) !== null);
    });
  }, { passive: true });

  reader.on("shown", () => {
    current = 0;
    forget();
  });
  reader.on("restyled", layOutSoon);
  new ResizeObserver(layOutSoon).observe(page);

  return {
    speak(words) {
      said = words;
      layer.setAttribute("aria-label", words.notes);
    },

    // Draw these and nothing else: { id, start, end, colour, unsure, note, tags, day, quote, picture }.
    draw(listed) {
      forget();
      drawn = listed.map((mark) => ({ ...mark, from: passages.toUnits(mark.start), to: passages.toUnits(mark.end) }));
      drawn.sort((one, other) => one.from - other.from || other.to - one.to);
      highlight();
      for (const mark of drawn) slip(mark);
      point(current);
      layOut();
    },

    // Have the text told that the page was made of, once there is time for it.
    tellText(key) {
      requestAnimationFrame(() => requestAnimationFrame(async () => {
        const [length, sha256] = await passages.known();
        reader.tell("known", { key, length, sha256 });
      }));
    },

    point: (id) => Boolean(point(id)),

    goTo(id) {
      const mark = point(id);
      if (mark) goTo(mark);
    },

    // Go to the next one, or back, and round at the ends; return its id, 0 for none.
    step(by) {
      const now = drawn.findIndex((mark) => mark.id === current);
      const below = drawn.findIndex((mark) => boxOf(mark)[1] >= 0);
      const begin = by > 0 ? (below < 0 ? 0 : below) : (below < 0 ? drawn.length : below) - 1;
      const next = now < 0 ? begin : now + by;
      const mark = drawn.length ? drawn[(next + drawn.length) % drawn.length] : null;
      if (mark) {
        point(mark.id);
        goTo(mark);
      }
      return mark?.id ?? 0;
    },
  };
})();
