// Turn lines of {peer, html, url} into lines of what Readability.js or defuddle reads: node read.mjs FOLDER.
// FOLDER is the one that has node_modules. Each answer has the CPU seconds used so far.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const require = createRequire(join(folder, "package.json"));
const { parseHTML } = require("linkedom");
const { Readability } = require("@mozilla/readability");
const { Defuddle } = await import(pathToFileURL(join(folder, "node_modules", "defuddle", "dist", "node.js")));

const answer = (value) => process.stdout.write(JSON.stringify(value) + "\n");
for (const name of ["log", "info", "warn", "error", "debug"]) console[name] = () => {};

function documentOf(html, url) {
  const { document } = parseHTML(html);
  for (const name of ["baseURI", "documentURI", "URL"])
    Object.defineProperty(document, name, { value: url, configurable: true });
  return document;
}

const peers = {
  readability(html, url) {
    const found = new Readability(documentOf(html, url)).parse() ?? {};
    const { content, title, byline, publishedTime, siteName, lang } = found;
    return { html: content, title, author: byline, date: publishedTime, site: siteName, lang };
  },
  async defuddle(html, url) {
    const { content, title, author, published, site, language } = await Defuddle(documentOf(html, url), url);
    return { html: content, title, author, date: published, site, lang: language };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { peer, html, url } = JSON.parse(line);
  let found;
  try {
    found = peer ? await peers[peer](html, url) : {};
  } catch (error) {
    found = { error: String(error) };
  }
  const { user, system } = process.cpuUsage();
  answer({ ...found, cpu: (user + system) / 1e6 });
}
