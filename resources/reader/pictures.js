// Opens the article's pictures large, one after the other, as large as they fit or as they really are.
"use strict";

const pictures = (() => {
  const LEAST = 120;
  const PICTURE = /\.(?:avif|bmp|gif|jpe?g|png|webp)(?:[?#!@].*)?$/i;
  const page = reader.page;
  const make = (name, kind) => Object.assign(document.createElement(name), { className: kind });
  const shade = make("div", "ts-large");
  const stage = make("div", "ts-stage");
  const image = make("img", "");
  const caption = make("p", "ts-large-caption");
  const count = make("span", "ts-large-count");
  let shown = null;

  const button = (kind, drawing, act) => {
    const made = make("button", `ts-large-button ts-large-${kind}`);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 16 16");
    path.setAttribute("d", drawing);
    svg.append(path);
    made.append(svg);
    made.addEventListener("click", act);
    return made;
  };
  const previous = button("previous", "M10 3 5 8l5 5", () => step(-1));
  const next = button("next", "M6 3l5 5-5 5", () => step(1));
  const closing = button("close", "M3.5 3.5l9 9m0-9-9 9", () => close());

  shade.tabIndex = -1;
  shade.setAttribute("role", "dialog");
  shade.setAttribute("aria-modal", "true");
  caption.setAttribute("aria-live", "polite");
  stage.append(image);
  shade.append(stage, caption, count, previous, next, closing);

  const linksElsewhere = (picture) => {
    const link = picture.closest("a[href]");
    return link !== null && !PICTURE.test(link.getAttribute("href"));
  };
  const opens = (picture) =>
    picture.naturalWidth >= LEAST && picture.naturalHeight >= LEAST / 2 && !linksElsewhere(picture);
  const all = () => [...page.querySelectorAll("img.ts-opens")];

  const offer = (picture) => {
    if (!opens(picture)) return;
    picture.classList.add("ts-opens");
    picture.tabIndex = 0;
  };

  const words = (picture) => {
    const under = picture.closest("figure")?.querySelector("figcaption") ??
      [picture.closest("p")?.nextElementSibling].find((each) => each?.matches(".ts-caption"));
    return (under?.textContent ?? picture.alt).trim().replace(/\s+/g, " ");
  };

  const sort = () => {
    const larger = image.naturalWidth > stage.clientWidth || image.naturalHeight > stage.clientHeight;
    stage.classList.toggle("ts-zooms", larger);
  };

  const show = (picture) => {
    const others = all();
    const number = others.indexOf(picture);
    shown = picture;
    stage.classList.remove("ts-real");
    image.src = picture.currentSrc || picture.src;
    image.alt = picture.alt;
    caption.textContent = words(picture);
    count.textContent = others.length > 1 ? `${number + 1} / ${others.length}` : "";
    previous.disabled = number <= 0;
    next.disabled = number >= others.length - 1;
    previous.hidden = next.hidden = others.length < 2;
    if (!shade.isConnected) document.body.append(shade);
    document.documentElement.classList.add("ts-covered");
    page.inert = true;
    shade.focus({ preventScroll: true });
    sort();
  };

  const step = (by) => {
    const others = all();
    const to = others[others.indexOf(shown) + by];
    if (to) show(to);
  };

  function close() {
    if (!shown) return false;
    page.inert = false;
    document.documentElement.classList.remove("ts-covered");
    shade.remove();
    image.removeAttribute("src");
    if (shown.isConnected) shown.focus({ preventScroll: true });
    shown = null;
    return true;
  }

  // Between as large as it fits and its real size, around the point that was pressed.
  const zoom = (x = 0.5, y = 0.5) => {
    if (!stage.classList.contains("ts-zooms")) return;
    if (!stage.classList.toggle("ts-real")) return;
    stage.scrollTo(x * stage.scrollWidth - stage.clientWidth / 2, y * stage.scrollHeight - stage.clientHeight / 2);
  };

  page.addEventListener("load", (event) => {
    if (event.target.tagName === "IMG") offer(event.target);
  }, { capture: true });
  page.addEventListener("click", (event) => {
    if (!event.target.matches?.("img.ts-opens")) return;
    event.preventDefault();
    show(event.target);
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("img.ts-opens")) return;
    event.preventDefault();
    show(event.target);
  });

  let dragged = false;
  stage.addEventListener("pointerdown", () => { dragged = false; });
  stage.addEventListener("pointermove", (event) => {
    if (!event.buttons || !stage.classList.contains("ts-real")) return;
    dragged ||= Math.abs(event.movementX) + Math.abs(event.movementY) > 2;
    stage.scrollBy(-event.movementX, -event.movementY);
  });
  image.addEventListener("dragstart", (event) => event.preventDefault());
  image.addEventListener("load", sort);
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    if (!dragged) zoom((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  });
  stage.addEventListener("click", (event) => {
    if (event.target === stage && !dragged) close();
  });
  shade.addEventListener("wheel", (event) => {
    if (!stage.classList.contains("ts-real")) event.preventDefault();
  }, { passive: false });
  shade.addEventListener("keydown", (event) => {
    const acts = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), z: () => zoom() };
    const act = stage.classList.contains("ts-real") && event.key.startsWith("Arrow") ? null : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  reader.on("escape", close);
  reader.on("shown", () => {
    close();
    for (const picture of page.querySelectorAll("img")) if (picture.complete) offer(picture);
  });
  addEventListener("resize", () => shown && sort());

  return {
    speak(said) {
      for (const [each, name] of [[previous, "previous"], [next, "next"], [closing, "close"]]) {
        each.title = said[name];
        each.setAttribute("aria-label", said[name]);
      }
      shade.setAttribute("aria-label", said.picture);
    },

    // Open the first picture that is on the screen, or the next one below it.
    open() {
      const first = all().find((picture) => picture.getBoundingClientRect().bottom > 0) ?? all().at(-1);
      if (first) show(first);
    },
  };
})();
