/* The explorer: all claims and events, filtered by facets, words and dates. The view lives in the address. */

const box = document.getElementById("evidence-explorer");
const PAGE = 50; /* results shown at once */
const GRADES = { A: "A reliable", B: "B usually reliable", C: "C fairly reliable", D: "D not usually reliable", E: "E unreliable", F: "F cannot be judged" };
const CREDIBILITY = { 1: "1 confirmed", 2: "2 probably true", 3: "3 possibly true", 4: "4 doubtful", 5: "5 improbable", 6: "6 cannot be judged" };

const make = (tag, text = "", set = {}) => Object.assign(document.createElement(tag), { textContent: text }, set);
const load = async (name) => {
  const answer = await fetch(`${box.dataset.folder}${name}.json`);
  if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`);
  return answer.json();
};
const inWords = (key) => key.replaceAll("_", " ").replaceAll("-", " ");

/* A row of the file, in names. Of an event, `metric` is its kind and `figure` its title. */
function read([id, chapter, metric, date, said, claimant, basis, grade, figure, statement, origin], data) {
  const type = basis ? "claim" : "event";
  const [name, side] = data.claimants[claimant] ?? ["", ""];
  const title = type === "claim" ? data.metrics[metric] : inWords(metric);
  const row = { id, type, chapter, metric, title, date, said, claimant, name, side, basis, grade, figure, statement, origin, year: date.slice(0, 4) };
  row.reliability = type === "claim" ? grade[0] : "";
  row.credibility = grade.at(-1);
  row.words = [id, title, name, figure, statement].join(" ").toLowerCase();
  return row;
}

/* What can be chosen: the field, its label, and how a value is named. */
const facets = (data) => [
  ["type", "Kind", (value) => `${value}s`],
  ["chapter", "Chapter", inWords],
  ["metric", "Quantity or kind of event", (value) => data.metrics[value] ?? `${inWords(value)} (event)`],
  ["claimant", "Who says so", (value) => data.claimants[value][0]],
  ["side", "Side", (value) => ({ rok: "South Korea", us: "United States", dprk: "North Korea", un: "United Nations" })[value] ?? value],
  ["basis", "Basis", inWords],
  ["reliability", "Reliability of the source", (value) => GRADES[value]],
  ["credibility", "Credibility", (value) => CREDIBILITY[value]],
  ["year", "Year", (value) => value],
];

/* Which rows pass, and how many each choice would leave if its own facet were set to it. */
function filter(rows, chosen, fields) {
  const found = [];
  const counts = new Map(fields.map((field) => [field, new Map()]));
  const tests = fields.map((field) => [field, chosen[field]]);
  const sought = (chosen.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    if (!sought.every((word) => row.words.includes(word))) continue;
    if (chosen.from && `${row.date}~` < chosen.from) continue;
    if (chosen.to && row.date > chosen.to) continue;
    let missed = null;
    let misses = 0;
    for (const [field, value] of tests) {
      if (value && row[field] !== value) { missed = field; misses += 1; }
    }
    if (misses === 0) found.push(row);
    if (misses > 1) continue;
    for (const field of misses ? [missed] : fields) {
      if (row[field]) counts.get(field).set(row[field], (counts.get(field).get(row[field]) ?? 0) + 1);
    }
  }
  return { found, counts };
}

function fill(select, count, name, value) {
  const options = [...count].map(([key, n]) => [key, `${name(key)} (${n})`]);
  if (value && !count.has(value)) options.push([value, `${name(value)} (0)`]);
  options.sort((a, b) => a[1].localeCompare(b[1], "en"));
  select.replaceChildren(new Option("all", ""), ...options.map(([key, text]) => new Option(text, key, false, key === value)));
}

const details = new Map(); /* chapter: its sources and notes, once asked for */
const detailsOf = (chapter) => {
  if (!details.has(chapter)) details.set(chapter, load(`explorer-${chapter}`));
  return details.get(chapter);
};

/* The claim that a claim repeats, the one that this repeats, and so on. */
function chain(row, byId) {
  const steps = [];
  for (let next = byId.get(row.origin); next && !steps.includes(next); next = byId.get(next.origin)) steps.push(next);
  return steps;
}

async function open(item, row, byId) {
  const inside = item.querySelector("div");
  if (inside.childElementCount) return;
  const { notes, sources, pages } = await detailsOf(row.chapter);
  const facts = make("dl");
  const fact = (term, ...content) => {
    const value = make("dd");
    value.append(...content);
    facts.append(make("dt", term), value);
  };
  fact(row.type === "claim" ? "Statement" : "What happened", row.statement);
  if (row.type === "claim") {
    fact("Said by", `${row.name}, ${row.said}`);
    fact("Rests on", inWords(row.basis));
    fact("Grades", `source ${GRADES[row.reliability]}; claim ${CREDIBILITY[row.credibility]}`);
  } else {
    fact("Credibility", CREDIBILITY[row.credibility]);
    if (row.said) fact("Until", row.said);
  }
  const steps = chain(row, byId);
  if (steps.length) {
    const list = make("ol");
    for (const step of steps) {
      const line = make("li");
      line.append(make("a", step.id, { href: `?id=${step.id}` }), ` ${step.name} ${step.date}: ${step.type === "claim" ? step.figure : step.figure}`);
      list.append(line);
    }
    fact(row.type === "claim" ? "Repeats" : "Answers", list);
  }
  if (notes[row.id]) fact("Notes", notes[row.id]);
  const list = make("ul");
  for (const key of sources[row.id].split(";")) {
    const [author, title, date, url] = pages[key];
    const line = make("li");
    line.append(`${author}. `, make("a", title, { href: url }), `${date ? `. ${date}` : ""}.`);
    list.append(line);
  }
  fact("Sources", list);
  fact("Permalink", make("a", row.id, { href: `?id=${row.id}` }));
  inside.append(facts);
}

function result(row, byId, isOpen) {
  const item = make("li");
  const fold = make("details", "", { id: row.id });
  const summary = make("summary");
  const grade = row.type === "claim" ? `${row.name} · ${row.grade}` : `${row.title} · ${row.grade}`;
  summary.append(make("span", row.date, { className: "when" }), " ", make("strong", row.figure), " ", make("span", grade, { className: "who" }), " ");
  summary.append(make("span", row.type === "claim" ? row.title : row.statement, { className: "what" }));
  fold.append(summary, make("div"));
  fold.addEventListener("toggle", () => fold.open && open(fold, row, byId));
  if (isOpen) fold.open = true;
  item.append(fold);
  return item;
}

async function save(rows) {
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const columns = ["id", "type", "chapter", "metric", "date", "said", "claimant", "side", "basis", "reliability", "credibility", "figure", "statement", "origin"];
  const lines = [[...columns, "sources", "notes"].join(",")];
  for (const row of rows) {
    const { sources, notes } = await detailsOf(row.chapter);
    lines.push([...columns.map((name) => row[name]), sources[row.id], notes[row.id] ?? ""].map(quote).join(","));
  }
  const href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
  make("a", "", { href, download: "evidence.csv" }).click();
  URL.revokeObjectURL(href);
}

function field(text, control) {
  const label = make("label", text);
  label.append(control);
  return label;
}

function start(data) {
  const rows = data.rows.map((row) => read(row, data));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kinds = facets(data);
  const names = kinds.map(([name]) => name);
  const form = make("form", "", { className: "facets" });
  const input = (name, text, set) => {
    const control = make("input", "", { name, ...set });
    form.append(field(text, control));
    return control;
  };
  input("q", "Words", { type: "search" });
  input("from", "From", { type: "date" });
  input("to", "Until", { type: "date" });
  for (const [name, text] of kinds) form.append(field(text, make("select", "", { name })));
  const order = make("select", "", { name: "order" });
  order.append(new Option("newest first", ""), new Option("oldest first", "old"));
  form.append(field("Order", order));
  const bar = make("div", "", { className: "tools" });
  const count = make("output");
  const csv = make("button", "Download these rows (CSV)", { type: "button" });
  const clear = make("button", "Show all", { type: "button" });
  const list = make("ul", "", { className: "results" });
  const more = make("button", `Show ${PAGE} more`, { type: "button" });
  bar.append(count, csv, clear);
  box.replaceChildren(form, bar, list, more);

  let found = rows;
  let shown = 0;
  const asked = new URLSearchParams(location.search);
  let single = asked.get("id");
  const controls = [...form.elements];

  const showMore = () => {
    const next = found.slice(shown, shown + PAGE);
    list.append(...next.map((row) => result(row, byId, row.id === single)));
    shown += next.length;
    more.hidden = shown >= found.length;
  };
  const chosen = () => Object.fromEntries(controls.filter((control) => control.value).map((control) => [control.name, control.value]));
  const show = () => {
    const wanted = chosen();
    const filtered = filter(single ? rows.filter((row) => row.id === single) : rows, wanted, names);
    found = filtered.found.sort((a, b) => (wanted.order ? 1 : -1) * (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    for (const [name, , inName] of kinds) fill(form.elements[name], filtered.counts.get(name), inName, wanted[name]);
    count.textContent = `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    list.replaceChildren();
    shown = 0;
    showMore();
  };
  const remember = () => {
    const view = new URLSearchParams(single ? { id: single } : chosen()).toString();
    history.replaceState(null, "", view ? `?${view}` : location.pathname);
  };
  const change = () => {
    single = null;
    const before = performance.now();
    show();
    box.dataset.milliseconds = (performance.now() - before).toFixed(1);
    remember();
  };

  for (const [name, value] of asked) {
    const control = form.elements[name];
    if (!control) continue;
    if (control.tagName === "SELECT" && name !== "order") control.append(new Option(value, value));
    control.value = value;
  }
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  csv.addEventListener("click", () => save(found));
  clear.addEventListener("click", () => { form.reset(); for (const control of controls) control.value = ""; change(); });
  more.addEventListener("click", () => {
    const first = shown;
    showMore();
    list.children[first]?.querySelector("summary").focus();
  });
  show();
  box.dataset.ready = "";
}

try {
  start(await load("explorer"));
} catch (error) {
  box.querySelector("[role=status]").textContent = `The explorer could not read its data (${error.message}). It needs the pages to come from a web server; the tables can be downloaded from the data page.`;
}
