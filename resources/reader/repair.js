// Points at the parts of a kept page and tells which one is meant. Runs beside reader.js, in the same world of its own.
"use strict";

const repair = (() => {
  const PARTS = '[id^="in-part-"]';
  const page = document.querySelector(".ts-page");
  const all = page.querySelectorAll.bind(page);
  const label = document.createElement("div");
  const messenger = document.createElement("a");
  const sheet = document.createElement("link");
  let press = "";
  let words = [];
  let pointed = null;
  let under = null;
  let inner = [];
  let at = null;

  label.className = "ts-label";
  messenger.hidden = true;
  sheet.rel = "stylesheet";
  sheet.href = "repair.css";
  document.head.append(sheet);
  document.body.append(label, messenger);

  const number = (part) => Number(part.id.slice("in-part-".length));
  const around = (part) => part.parentElement?.closest(PARTS) ?? null;
  const leaves = () => [...all(PARTS)].filter((part) => !part.querySelector(PARTS));

  const chain = () => {
    const found = [];
    for (let part = pointed; part && page.contains(part); part = around(part)) found.push(part);
    return found;
  };

  const tell = (name) => {
    messenger.href = press + name;
    messenger.click();
  };

  const point = (part) => {
    if (part === pointed) return;
    pointed?.classList.remove("ts-pointed");
    pointed = part;
    pointed?.classList.add("ts-pointed");
    label.textContent = chain().slice(0, 5).map((each) => words[number(each)]).reverse().join(" › ");
    label.dataset.shown = pointed ? "yes" : "";
  };

  const larger = () => {
    const outer = pointed && around(pointed);
    if (!outer || !page.contains(outer)) return;
    inner.push(pointed);
    point(outer);
  };

  const smaller = () => {
    if (!pointed) return;
    const before = inner.pop();
    point(before && pointed.contains(before) ? before : pointed.querySelector(PARTS) ?? pointed);
  };

  const step = (by) => {
    const order = leaves();
    const after = (part) => pointed.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING;
    inner = [];
    let next = null;
    if (!pointed) next = order.find((part) => part.getBoundingClientRect().top >= 0);
    else if (by > 0) next = order.find((part) => after(part) && !pointed.contains(part));
    else next = order.findLast((part) => !after(part) && part !== pointed);
    if (next) point(next);
  };

  page.addEventListener("mousemove", (event) => {
    // Chromium tells of a move when the page has moved under a pointer that rests: nobody points at anything else then.
    if (event.screenX === at?.x && event.screenY === at.y) return;
    // Of a pointer that rested from the start it tells late: what the keys have pointed at by then stays.
    const rested = !at && pointed;
    at = { x: event.screenX, y: event.screenY };
    const part = event.target.closest(PARTS);
    if (rested) under = part;
    // A part that was made larger stays so while the pointer is on the same spot of it.
    if (part === under) return;
    under = part;
    inner = [];
    point(part && page.contains(part) ? part : null);
  });

  addEventListener("click", (event) => {
    if (event.target === messenger) return;
    event.preventDefault();
    if (pointed && event.isTrusted) tell(`part-${number(pointed)}`);
  }, true);
  addEventListener("auxclick", (event) => event.preventDefault(), true);

  const keys = {
    ArrowUp: larger,
    ArrowDown: smaller,
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Enter: () => pointed && tell(`part-${number(pointed)}`),
    " ": () => pointed && tell(`part-${number(pointed)}`),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
    pointed?.scrollIntoView({ block: "nearest" });
  }, true);

  return {
    // Take the page that is shown: `called` are what its parts are called, by number.
    begin(address, called) {
      press = address;
      words = called;
      page.classList.add("ts-repair");
      point(null);
    },

    // Show where each part stands, and what was chosen. Only the outermost of parts that stand alike is marked.
    mark(places, removed, added) {
      for (const part of all("[data-place]")) delete part.dataset.place;
      for (const part of all(PARTS)) {
        const at = number(part);
        const chosen = removed.includes(at) ? "removed" : added.includes(at) ? "added" : "";
        const outer = part.parentElement.closest("[data-place]")?.dataset.place ?? "";
        const inherited = { removed: "out", added: "in" }[outer] ?? outer;
        if (chosen || (places[at] !== "partly" && places[at] !== inherited)) part.dataset.place = chosen || places[at];
      }
    },

    // Go to where the article begins.
    home() {
      page.querySelector('[data-place="in"], [data-place="removed"], [data-place="added"]')?.scrollIntoView();
    },

    chain: () => chain().map(number),
    find: (at) => page.querySelector(`#in-part-${at}`)?.scrollIntoView({ block: "center" }),
  };
})();
