/* Filters of a list of deprecations: words, status, kind, region.

   They narrow the lines of this page; what is chosen stands in the address, so that it can be sent
   on, and goes along to the list's other pages. */
(() => {
  "use strict";

  const form = document.querySelector(".filters[data-script='deprecations.js']");
  if (!form) return;
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const fields = Array.from(form.querySelectorAll("[name]"));
  const sections = Array.from(document.querySelectorAll("section[data-status]"), (section) => ({
    section,
    rows: Array.from(section.querySelectorAll("tbody tr"), (row) => ({
      row,
      text: row.textContent.toLowerCase(),
      status: section.dataset.status,
      kind: row.dataset.kind,
      regions: row.dataset.regions.split(" "),
    })),
  }));
  const all = sections.reduce((sum, { rows }) => sum + rows.length, 0);

  function fits(line, wanted) {
    const words = (wanted.text || "").toLowerCase().split(/\s+/);
    return (
      (!wanted.status || line.status === wanted.status) &&
      (!wanted.kind || line.kind === wanted.kind) &&
      (!wanted.region || line.regions.includes(wanted.region)) &&
      words.every((word) => line.text.includes(word))
    );
  }

  function tell(shown) {
    const here = document.querySelector(".pager") ? " of this page" : "";
    const one = all === 1 ? "deprecation" : "deprecations";
    const number = (count) => count.toLocaleString("en");
    if (shown === all) status.textContent = `All ${number(all)} ${one}${here}.`;
    else status.textContent = `${shown ? number(shown) : "None"} of the ${number(all)} ${one}${here}.`;
  }

  function chosen() {
    const found = fields.filter((field) => field.value.trim());
    return Object.fromEntries(found.map((field) => [field.name, field.value.trim()]));
  }

  function show() {
    const wanted = chosen();
    let shown = 0;
    for (const { section, rows } of sections) {
      const fitting = rows.filter((line) => fits(line, wanted));
      for (const line of rows) line.row.hidden = true;
      for (const line of fitting) line.row.hidden = false;
      section.hidden = fitting.length === 0;
      shown += fitting.length;
    }
    tell(shown);
    const query = new URLSearchParams(wanted).toString();
    reset.hidden = query === "";
    for (const link of document.querySelectorAll(".pager a, .turn a")) link.search = query;
    return query;
  }

  const remember = () => window.schemadocFilters.remember(show());

  /* What the address asks for; a status or a kind that this page does not have stays out. */
  function read() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = asked.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    show();
  }

  /* A mark of the picture leads to a day's lines: they are shown whatever is filtered. */
  function reveal() {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!row || !row.closest("section[data-status]") || row.offsetParent) return;
    for (const field of fields) field.value = "";
    remember();
    row.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      remember();
      fields[0].focus(); // the button is gone
    });
  });
  addEventListener("pageshow", (event) => event.persisted && read());
  addEventListener("hashchange", reveal);
  read();
  reveal();
})();
