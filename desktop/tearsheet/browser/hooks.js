// Runs in the page's own world before any of its scripts: tells watch.js what they are waiting for, opens closed shadow
// roots (their text is text of the page), and opens no windows.
(() => {
  const tell = document.dispatchEvent.bind(document);
  const Told = CustomEvent;
  let last = 0;

  const begin = () => {
    const id = ++last;
    tell(new Told('EVENT', {detail: `begin ${id}`}));
    return () => tell(new Told('EVENT', {detail: `end ${id}`}));
  };

  const counted = (owner, name) => {
    const original = owner[name];
    owner[name] = function (...args) {
      const answer = original.apply(this, args);
      const end = begin();
      answer.then(end, end);
      return answer;
    };
  };
  counted(window, 'fetch');
  for (const name of ['arrayBuffer', 'blob', 'formData', 'json', 'text']) counted(Response.prototype, name);

  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...args) {
    send.apply(this, args);
    if (this.readyState !== XMLHttpRequest.DONE) this.addEventListener('loadend', begin(), {once: true});
  };

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, init && {...init, mode: 'open'});
  };

  window.open = () => {
    tell(new Told('EVENT', {detail: 'refused window.open'}));
    return null;
  };
})();
