// Turn lines of a page's text in JSON into lines of its blocks as Logseq shows them: node read.mjs FOLDER.
// FOLDER is the one that has node_modules. Logseq parses a file to find its blocks, takes the indent off each, and parses
// that by itself to show it.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const { Mldoc } = createRequire(join(resolve(process.argv[2]), "package.json"))("mldoc");
const settings = (positions) =>
  JSON.stringify({
    toc: false,
    parse_outline_only: false,
    heading_number: false,
    keep_line_break: true,
    format: "Markdown",
    heading_to_list: false,
    exporting_keep_properties: false,
    inline_type_with_pos: positions,
    export_md_remove_options: [],
    hiccup_in_block: true,
  });
const print = (value) => process.stdout.write(JSON.stringify(value) + "\n");
for (const name of ["log", "info", "warn", "error", "debug"]) console[name] = () => {};

function blocksOf(page) {
  const bytes = Buffer.from(page);
  const found = JSON.parse(Mldoc.parseJson(page, settings(true)));
  const heads = found.filter(([node]) => node[0] === "Heading");
  const first = heads.length ? heads[0][1].start_pos : bytes.length;
  const blocks = heads.map(([node, place], number) => {
    const end = heads[number + 1]?.[1].start_pos ?? bytes.length;
    return shown(bytes.subarray(place.start_pos, end).toString(), node[1].level);
  });
  const above = bytes.subarray(0, first).toString();
  return { above: above.trim() ? parsed(above) : [], blocks };
}

function shown(source, level) {
  const [line, ...others] = source.trimStart().replace(/^-+\s?/, "").split(/\r?\n/);
  while (others.length && others.at(-1) === "") others.pop();
  const indent = level + 1;
  const bare = others.map((each) => (each.slice(0, indent).trim() ? each.trimStart() : each.slice(indent)));
  return { level, nodes: parsed(`- ${[line, ...bare].join("\n").trimStart()}`) };
}

function parsed(text) {
  return JSON.parse(Mldoc.parseJson(text, settings(false))).map(([node]) => node);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = blocksOf(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  print(answer);
}
