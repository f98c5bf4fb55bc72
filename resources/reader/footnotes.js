// Shows a footnote beside its mark: for a moment while the pointer or the keyboard is on the mark, for good when it is
// pressed.
"use strict";

const footnotes = (() => {
  const LATER = 240;
  const LONGEST = 3000;
  const MARK = /^[\s\u00a0]*(?:[[(（【〔]?\s*(?:注|註|note)?\s*\d{1,3}\s*[\])）】〕]?|[*†‡§¶#①-⑳㈠-㈩]+|\[[a-z]\])[\s\u00a0]*$/i;
  const BACK = /^[\s\u00a0]*(?:[↩↑^⤴⬆△▲↵⏎]\ufe0e?|\[?(?:back|return|返回|回到正文)\]?)[\s\u00a0]*$/i;
  const page = reader.page;
  const card = document.createElement("aside");
  const clock = document.createElement("i");
  let mark = null;
  let pinned = false;
  let asked = 0;

  card.className = "ts-pop";
  card.hidden = true;
  card.setAttribute("role", "note");
  clock.hidden = true;
  document.body.append(card, clock);

  // A timer of this world never fires while the page's own scripts are off; an animation does end.
  const later = (act) => {
    const turn = ++asked;
    clock.animate([], LATER).finished.then(() => turn === asked && act());
  };

  const note = (link) => {
    const to = jumps.target(link);
    if (!to || !reader.body().contains(to) || BACK.test(link.textContent)) return null;
    const isMark = link.closest("sup") || link.querySelector("sup") || MARK.test(link.textContent);
    return isMark || /footnote-ref/.test(link.className) ? block(to) : null;
  };

  // The block a note is, where its anchor stands at its beginning.
  const block = (to) => {
    const whole = to.closest("li, dd, p, div, td, section");
    const found = /^(?:A|SPAN|SUP|B|I|STRONG|EM)$/.test(to.tagName) && whole !== reader.body() ? whole : to;
    const length = found?.textContent.trim().length ?? 0;
    return length > 0 && length <= LONGEST && !/^H[1-6]$/.test(found.tagName) ? found : null;
  };

  const fill = (from) => {
    const copy = from.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("*")]) each.removeAttribute("id");
    for (const link of copy.querySelectorAll("a")) {
      const text = link.textContent;
      if (BACK.test(text) || /footnote-back/.test(link.className)) link.remove();
      else if (link.getAttribute("href")?.startsWith("#") && (MARK.test(text) || !text.trim())) link.replaceWith(text);
    }
    card.replaceChildren(...copy.childNodes);
    card.lang = from.closest("[lang]")?.lang ?? "";
  };

  const put = () => {
    const at = mark.getBoundingClientRect();
    const around = page.getBoundingClientRect();
    const width = Math.min(card.offsetWidth, innerWidth - 32);
    const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, Math.max(16, around.left)), innerWidth - width - 16);
    const below = at.bottom + 8 + card.offsetHeight < innerHeight || at.top < card.offsetHeight + 16;
    card.style.setProperty("left", `${left}px`);
    card.style.setProperty("top", `${below ? at.bottom + 8 : at.top - card.offsetHeight - 8}px`);
  };

  const open = (link, from, stay) => {
    asked++;
    mark?.removeAttribute("aria-describedby");
    mark = link;
    pinned = stay;
    fill(from);
    card.id = "ts-pop";
    card.hidden = false;
    card.scrollTop = 0;
    mark.setAttribute("aria-describedby", card.id);
    put();
  };

  const close = () => {
    asked++;
    if (card.hidden) return false;
    card.hidden = true;
    mark?.removeAttribute("aria-describedby");
    mark = null;
    pinned = false;
    return true;
  };

  const linkOf = (event) => event.target.closest?.("a[href^='#']") ?? null;

  // Before the jump that such a link would be otherwise.
  page.addEventListener("click", (event) => {
    const link = linkOf(event);
    const from = link && note(link);
    if (!from || (link === mark && pinned)) return close();
    event.preventDefault();
    open(link, from, true);
  }, { capture: true });
  page.addEventListener("mouseover", (event) => {
    const link = linkOf(event);
    const from = link && note(link);
    if (pinned || link === mark) return;
    if (from) later(() => open(link, from, false));
    else if (mark) later(close);
    else asked++;
  });
  page.addEventListener("focusin", (event) => {
    const link = event.target.matches(":focus-visible") ? linkOf(event) : null;
    const from = link && note(link);
    if (from) open(link, from, false);
    else if (!pinned) close();
  });
  card.addEventListener("mouseover", () => asked++);
  card.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    const to = jumps.target(link);
    close();
    if (to) jumps.go(to, "link");
  });
  document.addEventListener("mousedown", (event) => {
    if (!card.contains(event.target) && linkOf(event) !== mark) close();
  });
  addEventListener("scroll", () => {
    if (mark && !mark.matches(":focus")) close();
    else if (mark) put();
  }, { passive: true });
  reader.on("escape", close);
  reader.on("restyled", close);
  reader.on("shown", close);

  return { close };
})();
