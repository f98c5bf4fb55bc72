// Runs in a world of its own before the page's scripts: says when the page has come to rest, and what it holds then.
(() => {
  const SILENT = new Set(['script', 'style', 'noscript', 'template', 'head', 'textarea', 'select', 'canvas', 'svg']);
  const STILL_LOADING = /^(loading|please wait|just a moment|加载中|正在加载|载入中|请稍[候等后]|読み込み中)[\s.…。!！]*$/i;
  const DEEP = 6;
  const SMALLEST_PICTURE = 100;
  const MOST_SCREENS = 15;
  const MOST_REFUSED = 50;

  const pending = new Map();
  const refused = new Set();
  let textLength = -1;
  let textSince = 0;
  let waking = false;

  document.addEventListener('EVENT', event => {
    const [what, id] = String(event.detail).split(' ');
    if (what === 'begin') pending.set(id, performance.now());
    else if (what === 'end') pending.delete(id);
    else if (refused.size < MOST_REFUSED) refused.add(id);
  });

  // A script that another one adds (JSONP) is a request as well.
  new MutationObserver(records => {
    for (const record of records)
      for (const node of record.addedNodes)
        if (node.localName === 'script' && node.src && document.readyState === 'complete')
          pending.set(node, performance.now());
  }).observe(document, {childList: true, subtree: true});
  const scriptEnded = event => pending.delete(event.target);
  document.addEventListener('load', scriptEnded, true);
  document.addEventListener('error', scriptEnded, true);

  // While the next document is under way, this one says nothing of it.
  let leaving = false;
  navigation.addEventListener('navigate', event => {
    if (event.destination.sameDocument || event.downloadRequest !== null) return;
    const {protocol} = new URL(event.destination.url);
    if (/^(https?|about|blob|data|javascript):$/.test(protocol)) leaving = true;
    else refused.add(`${protocol} address`);
  });

  // The body of a frame's document, null where there is none or it is another site's.
  const frameBody = node =>
    node.localName === 'iframe' || node.localName === 'frame' ? (node.contentDocument?.body ?? null) : null;

  const children = node => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName === 'slot' && node.assignedNodes().length) return node.assignedNodes();
    return frameBody(node)?.childNodes ?? node.childNodes;
  };

  // Whole parts that are hidden say nothing yet; to ask that of every element would cost too much.
  const isHidden = (node, depth) => depth < DEEP && getComputedStyle(node).display === 'none';

  const measure = () => {
    const found = {text: 0, loading: false};
    const waiting = [[document.documentElement, 0]];
    while (waiting.length) {
      const [node, depth] = waiting.pop();
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.data.trim();
        found.text += text.length;
        if (text.length < 20 && STILL_LOADING.test(text) && node.parentElement?.checkVisibility()) found.loading = true;
      } else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.localName) && !isHidden(node, depth)) {
        if (node.getAttribute('aria-busy') === 'true') found.loading = true;
        for (const child of children(node)) waiting.push([child, depth + 1]);
      }
    }
    return found;
  };

  const isAsleep = picture =>
    (!picture.getAttribute('src') || picture.src.startsWith('data:')) &&
    picture.getBoundingClientRect().width >= SMALLEST_PICTURE;

  const status = () => performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0;

  const probe = () => {
    const now = performance.now();
    const found = measure();
    if (Math.abs(found.text - textLength) > 20) {
      textLength = found.text;
      textSince = now;
    }
    const ages = [...pending.values()].map(begun => now - begun);
    return {
      url: location.href,
      status: status(),
      complete: document.readyState === 'complete',
      interactive: document.readyState !== 'loading',
      elapsed: now,
      text: found.text,
      loading: found.loading,
      steady: now - textSince,
      youngest: ages.length ? Math.min(...ages) : -1,
      asleep: [...document.images].some(isAsleep),
      waking,
      leaving,
    };
  };

  // Scrolls through the page once, for pictures that are named only when they come into sight.
  const wake = async () => {
    waking = true;
    for (let screen = 0; screen < MOST_SCREENS; screen++) {
      const top = screen * innerHeight;
      if (top > document.documentElement.scrollHeight) break;
      scrollTo({top, behavior: 'instant'});
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    scrollTo({top: 0, behavior: 'instant'});
    waking = false;
  };

  const flatten = limit => {
    // Without a browsing context of its own nothing is loaded and no custom element wakes in the copy.
    const inert = document.implementation.createHTMLDocument('');
    const link = document.createElement('a');
    // The document's own encoding goes into an address (a query in GBK), so it is resolved here and not by a reader of the copy.
    const absolute = address => {
      link.setAttribute('href', address);
      return link.href;
    };
    const absoluteSet = set =>
      set.replace(/([^\s,]\S*[^\s,])(\s+[\d.]+[wx])?(\s*,\s*|\s*$)/g, (_, address, size, end) =>
        absolute(address) + (size ?? '') + end);

    const resolve = (node, copy) => {
      for (const name of ['href', 'src', 'poster']) {
        const address = node.getAttribute(name);
        if (address && !/^(#|data:)/.test(address)) copy.setAttribute(name, absolute(address));
      }
      const set = node.getAttribute('srcset');
      if (set) copy.setAttribute('srcset', absoluteSet(set));
      if (node.localName === 'img' && node.currentSrc) copy.setAttribute('src', node.currentSrc);
    };

    const isDropped = node => {
      if (node.localName === 'script') return !/json/i.test(node.type);
      if (node.localName === 'noscript') return !/<img/i.test(node.textContent);
      if (node.localName === 'meta') return node.hasAttribute('charset') || /^content-type$/i.test(node.httpEquiv);
      return node.localName === 'canvas';
    };

    const shellOf = node => {
      if (frameBody(node)) return inert.createElement('div');
      if (node.localName === 'frameset') return inert.createElement('body');
      return inert.importNode(node, false);
    };

    const copyOf = node => {
      const copy = shellOf(node);
      if (node.nodeType !== Node.ELEMENT_NODE) return copy;
      if (!frameBody(node)) resolve(node, copy);
      if (node.localName === 'noscript') copy.innerHTML = node.textContent;
      else if (node.localName === 'template') copy.innerHTML = node.innerHTML;
      else for (const child of children(node)) if (!isDropped(child)) copy.append(copyOf(child));
      return copy;
    };

    const root = copyOf(document.documentElement);
    const charset = inert.createElement('meta');
    charset.setAttribute('charset', 'utf-8');
    (root.querySelector('head') ?? root).prepend(charset);
    const html = `<!DOCTYPE html>\n${root.outerHTML}`;
    return {
      url: location.href,
      status: status(),
      text: measure().text,
      html: html.length > limit ? '' : html,
      length: html.length,
      refused: [...refused],
    };
  };

  window.tearsheet = {probe, wake, flatten};
})();
