// Gives out what is selected as markup, with the block it was cut out of where that says what it is.
"use strict";

const quoting = (() => {
  const KINDS = "pre, table, h1, h2, h3, h4, h5, h6";

  return {
    selected() {
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return "";
      const cut = selection.getRangeAt(0);
      const within = cut.commonAncestorContainer;
      const around = (within.nodeType === 1 ? within : within.parentElement)?.closest(`${KINDS}, td, th`);
      const kind = around?.matches(KINDS) && reader.body().contains(around) ? around : null;
      const box = document.createElement("div");
      const inner = kind ? box.appendChild(kind.cloneNode(false)) : box;
      inner.append(cut.cloneContents());
      for (const hidden of box.querySelectorAll(".ts-indent, .ts-dot")) hidden.remove();
      return box.innerHTML;
    },
  };
})();
