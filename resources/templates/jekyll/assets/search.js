/* tearsheet:unsigned */
// Searches the site's articles in the browser: parts of the index come newest month first, and are searched as they come.
"use strict";
(() => {
  const MOST = 100;
  const AROUND = 40;
  const ask = document.getElementById("ask");
  const said = document.getElementById("said");
  const list = document.getElementById("found");
  const posts = [];
  let loading = true;
  let failed = false;

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const plain = (markup) =>
    markup.includes("&") ? new DOMParser().parseFromString(markup, "text/html").body.textContent : markup;
  const terms = () => fold(ask.value).split(/\s+/u).filter(Boolean);

  function keep(post) {
    post.text = plain(post.text);
    post.title = post.title || said.dataset.untitled;
    post.head = fold([post.title, post.author, ...post.tags].join("\n"));
    post.body = fold(post.text);
    posts.push(post);
  }

  function search() {
    const wanted = terms();
    if (!wanted.length) {
      list.replaceChildren();
      said.textContent = loading ? said.dataset.loading : "";
      return;
    }
    const fits = posts.filter((post) => wanted.every((term) => post.head.includes(term) || post.body.includes(term)));
    const inHead = (post) => wanted.filter((term) => post.head.includes(term)).length;
    fits.sort((one, other) => inHead(other) - inHead(one) || other.date.localeCompare(one.date));
    list.replaceChildren(...fits.slice(0, MOST).map((post) => entry(post, wanted)));
    said.textContent = [
      fits.length || loading ? said.dataset.found.replace("COUNT", fits.length) : said.dataset.nothing,
      fits.length > MOST ? said.dataset.first : "",
      loading ? said.dataset.loading : "",
      failed ? said.dataset.failed : "",
    ].filter(Boolean).join(" ");
  }

  function entry(post, wanted) {
    const link = document.createElement("a");
    link.href = post.url;
    link.className = "entry-title";
    link.dir = "auto";
    link.append(...marked(post.title, wanted));
    const time = document.createElement("time");
    time.className = "entry-date";
    time.textContent = post.date;
    const text = document.createElement("p");
    text.dir = "auto";
    text.append(...marked(around(post, wanted), wanted));
    const item = document.createElement("li");
    item.append(link, time, text);
    return item;
  }

  // Folds what keeps its length by it, so that places in it are places in the text.
  const inPlace = (text) => {
    const folded = fold(text);
    if (folded.length === text.length) return folded;
    return Array.from(text, (letter) => (fold(letter).length === letter.length ? fold(letter) : letter)).join("");
  };

  function around(post, wanted) {
    const body = inPlace(post.text);
    const places = wanted.map((term) => body.indexOf(term)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...places, post.text.length) - AROUND);
    const begin = places.length ? start : 0;
    const words = post.text.slice(begin, begin + 4 * AROUND);
    return (begin ? "…" : "") + words + (begin + words.length < post.text.length ? "…" : "");
  }

  function marked(text, wanted) {
    const folded = inPlace(text);
    const parts = [];
    let place = 0;
    while (place < text.length) {
      let begin = text.length;
      let length = 0;
      for (const term of wanted) {
        const found = folded.indexOf(term, place);
        if (found >= 0 && (found < begin || (found === begin && term.length > length))) {
          begin = found;
          length = term.length;
        }
      }
      parts.push(text.slice(place, begin));
      if (length) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(begin, begin + length);
        parts.push(mark);
      }
      place = begin + length;
    }
    return parts;
  }

  async function load() {
    try {
      const parts = await (await fetch(list.dataset.index)).json();
      for (const part of parts) {
        try {
          (await (await fetch(part)).json()).forEach(keep);
        } catch {
          failed = true;
        }
        search();
      }
    } catch {
      failed = true;
    }
    loading = false;
    search();
  }

  let waiting = 0;
  ask.form.addEventListener("submit", (event) => event.preventDefault());
  ask.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const address = new URL(location.href);
      address.searchParams.set("q", ask.value);
      history.replaceState(null, "", address);
      search();
    }, 120);
  });
  ask.value = new URL(location.href).searchParams.get("q") || "";
  search();
  load();
})();
