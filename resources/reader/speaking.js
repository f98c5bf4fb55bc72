// Goes through the article sentence by sentence while it is read aloud, and marks the one that is spoken.
"use strict";

const speaking = (() => {
  const STRETCH = 20000; // so much of a line is cut into sentences at once
  const MOST = 400; // what has no end is spoken in pieces: voices choke on more
  const TOP = 24; // a line that is cut off there is not in view
  const LETTER = /[\p{L}\p{N}]/gu;
  const UNSPOKEN = /(?![\u200c\u200d])\p{C}/gu; // all but what joins letters
  const PAUSE = /.*[\s,;:，、；：—]/su;
  const root = document.documentElement;
  let now = null; // where what is spoken begins and ends, in UTF-16
  let segmenter = null;
  let of = null;

  const sentences = (text) => {
    if (of !== root.lang) {
      of = root.lang;
      segmenter = new Intl.Segmenter(Intl.Segmenter.supportedLocalesOf([of || "und"]), { granularity: "sentence" });
    }
    return segmenter.segment(text);
  };
  const whole = (text, at) => /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at; // not within a character

  const stretch = (text, at) => {
    const begin = Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\t", at - 1)) + 1;
    const ends = ["\n", "\t"].map((end) => text.indexOf(end, at)).filter((end) => end >= 0);
    const from = begin + Math.floor((at - begin) / STRETCH) * STRETCH;
    return [whole(text, from), Math.min(...ends, text.length, whole(text, from + STRETCH))];
  };
  const piece = (text, from, to, at) => {
    while (to - from > MOST) {
      const pause = PAUSE.exec(text.slice(from, from + MOST))?.[0].length ?? 0;
      const end = pause > MOST / 2 ? from + pause : whole(text, from + MOST);
      if (at < end) return [from, end];
      from = end;
    }
    return [from, to];
  };

  // The sentence, or the piece of one, that a letter stands in.
  const around = (at) => {
    const text = passages.text();
    const [from, to] = stretch(text, at);
    const { index, segment } = sentences(text.slice(from, to)).containing(at - from);
    return piece(text, from + index, from + index + segment.trimEnd().length, at);
  };
  const following = (place) => {
    LETTER.lastIndex = place;
    const letter = LETTER.exec(passages.text());
    return letter && around(letter.index);
  };
  const preceding = (place) => {
    const text = passages.text();
    for (let at = place - 1; at >= 0; at--) {
      LETTER.lastIndex = 0;
      if (LETTER.test(String.fromCodePoint(text.codePointAt(at)))) return around(at);
    }
    return null;
  };

  const selected = () => {
    const selection = getSelection();
    const range = selection.isCollapsed || !selection.rangeCount ? null : selection.getRangeAt(0);
    return range?.intersectsNode(reader.body()) ? passages.within(range)?.[0] : undefined;
  };
  const inView = () => {
    const place = passages.below(TOP);
    const found = following(place);
    return (found && found[0] < place ? following(found[1]) : found) ?? found ?? preceding(place);
  };

  const show = (found) => {
    now = found;
    const range = now && passages.live(...now);
    if (!range) return forget();
    CSS.highlights.set("spoken", Object.assign(new Highlight(range), { priority: 8 }));
    for (let each = range.startContainer.parentElement.closest("details"); each; each = each.parentElement.closest("details")) {
      each.open = true;
    }
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) reader.move(box.top - innerHeight / 3);
    return passages.text().slice(...now).replace(UNSPOKEN, "").trim();
  };
  function forget() {
    now = null;
    CSS.highlights.delete("spoken");
    return null;
  }

  reader.on("shown", forget);

  return {
    // Begin with the sentence that is selected, or else the first one on the screen, and return its words, null for none.
    begin() {
      const place = selected();
      getSelection().removeAllRanges();
      return show(place === undefined ? inView() : following(place));
    },

    // Go on to another sentence, back when negative, though not beyond the first one, and return its words, null for none.
    step: (by) => now && show(by > 0 ? following(now[1]) : by < 0 ? (preceding(now[0]) ?? now) : now),

    forget,
  };
})();
