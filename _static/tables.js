/* Sort, filter and download the tables of a page. Without this script they are plain tables with all rows. */
{
  const LONG = 8; /* rows from which a table has a filter */
  const SIZES = { million: 1e6, billion: 1e9 };

  /* What a cell is sorted by: its first number, its day, or its text. */
  const figure = (text) => {
    const match = /^(?:[a-z ]+ )?(?:US\$|\$)?([−-]?\d[\d,]*\.?\d*)/i.exec(text);
    const size = /\b(million|billion)\b/.exec(text);
    return match ? parseFloat(match[1].replaceAll(",", "").replace("−", "-")) * (size ? SIZES[size[1]] : 1) : NaN;
  };
  const day = (text) => (/^(\d{1,2} )?([A-Z][a-z]+ )?(19|20)\d\d$/.test(text) ? Date.parse(`${text} UTC`) : NaN);
  const order = (texts) => {
    const said = texts.filter(Boolean);
    const kind = [day, figure].find((read) => said.every((text) => !Number.isNaN(read(text))));
    if (!kind) return (a, b) => a.localeCompare(b, "en");
    return (a, b) => (a ? kind(a) : Infinity) - (b ? kind(b) : Infinity);
  };
  const textOf = (cell) => cell.textContent.trim();
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const make = (tag, text = "", set = {}) => Object.assign(document.createElement(tag), { textContent: text }, set);

  const sortable = (table, rows) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", textOf(head), { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const way = head.ariaSort === "ascending" ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.ariaSort = way;
        const texts = new Map(rows.map((row) => [row, textOf(row.cells[column])]));
        const compare = order([...texts.values()]);
        const sign = way === "ascending" ? 1 : -1;
        rows.sort((a, b) => sign * compare(texts.get(a), texts.get(b)));
        table.tBodies[0].append(...rows);
      });
    });
  };

  const filtered = (table, rows) => {
    const input = make("input", "", { type: "search" });
    const label = make("label", "Filter rows ");
    const count = make("output");
    const save = make("button", "Download these rows (CSV)", { type: "button" });
    const bar = make("div", "", { className: "tools" });
    label.append(input);
    bar.append(label, count, save);
    (table.closest(".scroll") ?? table).before(bar);
    const show = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    };
    input.addEventListener("input", show);
    save.addEventListener("click", () => {
      const lines = [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(textOf).map(quote).join(","));
      const href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
      make("a", "", { href, download: `${table.id || "table"}.csv` }).click();
      URL.revokeObjectURL(href);
    });
    show();
  };

  for (const table of document.querySelectorAll("table.data-table")) {
    const rows = [...table.tBodies[0].rows];
    sortable(table, rows);
    if (rows.length >= LONG) filtered(table, rows);
  }
}
