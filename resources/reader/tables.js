// Tells tables that fit their page from those that scroll in a box of their own, so that either kind of first row stays
// in view.
"use strict";

(() => {
  const sort = () => {
    const frames = [...reader.page.querySelectorAll(".ts-wide")];
    for (const frame of frames) frame.classList.remove("ts-fits");
    const fits = frames.map((frame) => frame.scrollWidth <= frame.clientWidth);
    frames.forEach((frame, n) => {
      frame.classList.toggle("ts-fits", fits[n]);
      frame.tabIndex = fits[n] ? -1 : 0;
    });
  };

  reader.on("shown", sort);
  reader.on("restyled", sort);
})();
