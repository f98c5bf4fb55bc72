const {story} = JSON.parse(document.getElementById('__NEXT_DATA__').textContent).props.pageProps;
requestAnimationFrame(() => {
  document.getElementById('__next').innerHTML = `<article><h1>${story.title}</h1>${story.html}</article>`;
});
