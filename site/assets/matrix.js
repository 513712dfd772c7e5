/* Filters on a page of the region matrix: only differences, a kind, two regions.

   They narrow the rows of this page; the links above them lead to all rows and to all differences,
   and take the filters along. What is chosen stands in the address, so that it can be sent on. */
(() => {
  "use strict";

  const form = document.querySelector(".filters[data-script='matrix.js']");
  const table = document.querySelector("table.matrix");
  if (!form || !table) return;
  const { only, kind, pair } = form.elements;
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const columns = Array.from(table.tHead.rows[0].cells, (cell) => cell.dataset.regions);
  const rows = Array.from(table.tBodies[0].rows);

  /* Whether a difference sets one region against the other. */
  function isApart(line, [one, other]) {
    return line.dataset.apart.split(";").some((side) => {
      const [some, others] = side.split("|").map((group) => group.split(" "));
      return (
        (some.includes(one) && others.includes(other)) ||
        (some.includes(other) && others.includes(one))
      );
    });
  }

  function says(row, word, region) {
    return row.cells[columns.indexOf(region)].classList.contains(`p-${word}`);
  }

  function differs(row, two) {
    const lines = Array.from(row.querySelectorAll(".diff"));
    if (!two) return lines.length > 0 || row.querySelector(".p-absent") !== null;
    return (
      lines.some((line) => isApart(line, two)) ||
      (two.some((region) => says(row, "absent", region)) &&
        two.some((region) => says(row, "present", region)))
    );
  }

  function fits(row, two) {
    if (kind && kind.value && row.dataset.kind !== kind.value) return false;
    if (two && !two.some((region) => says(row, "present", region))) return false;
    return !only.checked || differs(row, two);
  }

  /* Of two regions only their columns are shown, and what sets these two against each other. */
  function narrow(two) {
    for (const row of table.rows) {
      columns.forEach((region, at) => {
        if (region) row.cells[at].hidden = two !== null && !two.includes(region);
      });
    }
    for (const line of table.querySelectorAll(".diff")) {
      line.hidden = two !== null && !isApart(line, two);
    }
  }

  function tell(shown, two) {
    const all = rows.length.toLocaleString("en");
    const some = shown ? shown.toLocaleString("en") : "None";
    status.textContent =
      shown === rows.length ? `All ${all} rows of this page.` : `${some} of the ${all} rows of this page.`;
    if (!two) return;
    const link = document.createElement("a");
    link.href = pair.selectedOptions[0].dataset.href;
    link.textContent = `Everything in which ${two.join(" and ")} differ`;
    status.append(" ", link);
  }

  function chosen() {
    const found = new URLSearchParams();
    if (only.checked) found.set("only", only.value);
    if (kind && kind.value) found.set("kind", kind.value);
    if (pair && pair.value) found.set("pair", pair.value.replace(" ", "."));
    return found.toString();
  }

  function show() {
    const two = pair && pair.value ? pair.value.split(" ") : null;
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, two);
      if (!row.hidden) shown += 1;
    }
    narrow(two);
    tell(shown, two);
    const query = chosen();
    reset.hidden = query === "";
    for (const link of document.querySelectorAll(".pager a, .switch a, .turn a")) link.search = query;
    return query;
  }

  const remember = () => window.schemadocFilters.remember(show());

  function choose(select, value) {
    if (select) select.value = Array.from(select.options).some((o) => o.value === value) ? value : "";
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    only.checked = asked.get("only") === only.value;
    choose(kind, asked.get("kind") || "");
    choose(pair, (asked.get("pair") || "").replace(".", " "));
    show();
  }

  form.hidden = false;
  form.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      remember();
      only.focus(); // the button is gone
    });
  });
  addEventListener("pageshow", (event) => event.persisted && read());
  read();
})();
