// Jumps within the article, to its headings and along its own links, each with a way back.
"use strict";

const jumps = (() => {
  const HEADINGS = "h1, h2, h3, h4, h5, h6, p.ts-subhead";
  const page = reader.page;
  let back = [];
  let forward = [];
  let marked = null;

  const headings = () => [...reader.body().querySelectorAll(HEADINGS)].filter((each) => each.textContent.trim());
  const level = (heading) => (heading.tagName === "P" ? 2 : Number(heading.tagName[1]));
  const here = () => reader.place() ?? { offset: 0, of: 0, quote: "", top: 0 };
  const tell = () => reader.tell("jumped", [back.length > 0, forward.length > 0]);

  const mark = (target) => {
    marked?.classList.remove("ts-target");
    marked = target;
    marked?.classList.add("ts-target");
  };

  const go = (target, way) => {
    back.push(here());
    forward = [];
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    reader.move(target.getBoundingClientRect().top - 24);
    if (way === "link") mark(target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    tell();
  };

  const step = (from, to) => {
    const where = from.pop();
    if (!where) return;
    to.push(here());
    mark(null);
    reader.goTo(where.of ? where : null);
    tell();
  };

  const target = (link) => {
    const address = link.getAttribute("href") ?? "";
    return address.startsWith("#") ? page.querySelector(`#${CSS.escape(address.slice(1))}`) : null;
  };

  page.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const to = target(link);
    if (to) go(to, "link");
  });
  reader.on("shown", () => {
    back = [];
    forward = [];
    marked = null;
    tell();
    reader.tell("outlined", headings().length);
  });

  return {
    target,
    go,
    back: () => step(back, forward),
    forward: () => step(forward, back),

    // The headings as [level, words], and which of them is being read; -1 above the first.
    contents() {
      const all = headings();
      const least = Math.min(...all.map(level));
      const read = all.findLastIndex((heading) => heading.getBoundingClientRect().top < 64);
      return [all.map((heading) => [level(heading) - least, heading.textContent.trim().replace(/\s+/g, " ")]), read];
    },

    toHeading(number) {
      const heading = headings()[number];
      if (heading) go(heading);
    },
  };
})();
