/* Search in the index that Pagefind made of the built pages. Nothing here is loaded until the reader searches. */

const SHOWN = 8; /* pages, with up to three sections each */
let parts;

const make = (tag, text = "", set = {}) => Object.assign(document.createElement(tag), { textContent: text }, set);

/* An excerpt: Pagefind marks what it found by <mark>, everything else is text. */
const excerpt = (html) => {
  const line = make("p");
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of parsed.childNodes) line.append(node.nodeName === "MARK" ? make("mark", node.textContent) : node.textContent);
  return line;
};

const hit = (section) => {
  const item = make("li");
  item.append(make("a", section.title, { href: section.url }), excerpt(section.excerpt));
  return item;
};

/* The three sections of a page that hold most of what is sought, under the page's name. */
const weight = (section) => section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
const best = (page) =>
  page.sub_results
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, 3)
    .map((section) => ({ ...section, title: section.title === page.meta.title ? section.title : `${page.meta.title}: ${section.title}` }));

/* How many letters must be changed, added or left out to turn one word into the other. */
function distance(from, to) {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = above[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      line.push(Math.min(same, above[column] + 1, line[column - 1] + 1));
    }
    above = line;
  }
  return above[to.length];
}

/* A word that the book does not hold is taken for the nearest that it does; `known` lists frequent words first. */
const corrected = (query, known) =>
  query.replace(/\p{L}{4,}/gu, (typed) => {
    const word = typed.toLowerCase();
    if (known.some((other) => other.startsWith(word))) return typed;
    const near = known.filter((other) => Math.abs(other.length - word.length) <= 2);
    const ranked = near.map((other) => [distance(word, other), other]).sort((a, b) => a[0] - b[0]);
    return ranked.length && ranked[0][0] <= (word.length < 6 ? 1 : 2) ? ranked[0][1] : typed;
  });

async function build(root) {
  const dialog = document.getElementById("search");
  const form = make("form", "", { method: "dialog" });
  const label = make("label", "Search the book ");
  const input = make("input", "", { type: "search", autocomplete: "off", spellcheck: false });
  const close = make("button", "Close", { type: "button" });
  const said = make("output");
  const list = make("ol");
  label.append(input);
  form.append(label, close);
  dialog.append(form, said, list);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a, button")) dialog.close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  const find = async (pagefind, known) => {
    const sought = corrected(input.value, known);
    const found = await pagefind.debouncedSearch(sought, {}, 150);
    if (!found) return; /* the reader typed on */
    const pages = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
    const sections = pages.flatMap(best);
    list.replaceChildren(...sections.map(hit));
    said.textContent = input.value ? `${sections.length || "No"} ${sections.length === 1 ? "section" : "sections"} found${sought === input.value ? "" : ` for “${sought}”`}` : "";
  };
  try {
    const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, document.baseURI));
    await pagefind.options({ excerptLength: 24, ranking: { termSimilarity: 1 } });
    await pagefind.init();
    const known = await (await fetch(`${root}pagefind/words.json`)).json();
    input.addEventListener("input", () => find(pagefind, known));
  } catch {
    said.textContent = "The search needs the pages to come from a web server.";
  }
  return { dialog, input };
}

/* Open the search; `root` leads from this page to the top of the site. */
export async function open(root) {
  parts ??= build(root);
  const { dialog, input } = await parts;
  if (!dialog.open) dialog.showModal();
  input.select();
  input.focus();
}
