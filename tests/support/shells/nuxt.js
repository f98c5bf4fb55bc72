const [{title, body}] = window.__NUXT__.data;
Promise.resolve().then(() => {
  document.querySelector('#__nuxt').innerHTML = `<h1>${title}</h1><section>${body}</section>`;
});
