const element = (tag, ...children) => {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
};
fetch('/story.json').then(answer => answer.json()).then(story => {
  document.title = story.title;
  const paragraphs = story.paragraphs.map(text => element('p', text));
  document.getElementById('root').append(element('main', element('h1', story.title), ...paragraphs));
});
