/* What scripts add to pages that work without them: the choice of a region, copy buttons, and the
   keys of the search, whose own code and index are loaded when somebody first turns to it; the
   filters of long lists have files of their own too.

   Plain scripts and not modules, since those do not load from the disk. Nothing here writes HTML:
   texts of sources only ever go through textContent. */
(() => {
  "use strict";

  const root = new URL("../", document.currentScript.src).href;

  /* The region. Every part of a page that belongs to some regions says so in `data-regions`; under
     a choice the others' parts turn quiet and the chosen ones are marked. Nothing is hidden. */

  const KEY = "schemadoc-region";

  function remembered() {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return ""; // a browser may refuse storage; the choice then holds for one page
    }
  }

  function remember(region) {
    try {
      if (region) localStorage.setItem(KEY, region);
      else localStorage.removeItem(KEY);
    } catch {
      // as above
    }
  }

  /* In long tables the head alone says whose column it is. */
  function columnOf(head) {
    const table = head.closest("table.matrix thead") && head.closest("table");
    if (!table) return [];
    return Array.from(table.tBodies[0].rows, (row) => row.cells[head.cellIndex]);
  }

  function mark(region) {
    for (const part of document.querySelectorAll("[data-regions]")) {
      const its = part.dataset.regions.split(" ").includes(region);
      for (const one of [part, ...columnOf(part)]) {
        one.classList.toggle("r-chosen", region !== "" && its);
        one.classList.toggle("r-other", region !== "" && !its);
      }
    }
  }

  /* Marks leave the layout alone, so that the place on the page is kept without any scrolling. */
  function setUpRegions() {
    const field = document.querySelector(".region");
    if (!field) return;
    const select = field.querySelector("select");
    const known = new Set(Array.from(select.options, (option) => option.value));
    const show = (region) => {
      select.value = known.has(region) ? region : "";
      mark(select.value);
    };
    field.hidden = false;
    select.addEventListener("change", () => {
      remember(select.value);
      mark(select.value);
    });
    addEventListener("storage", (event) => event.key === KEY && show(event.newValue || ""));
    addEventListener("pageshow", (event) => event.persisted && show(remembered()));
    show(remembered());
  }

  /* Copy buttons. */

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelection(text); // no clipboard for pages that were served without encryption
    }
  }

  function copyBySelection(text) {
    const field = document.createElement("textarea");
    field.className = "offscreen";
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  function addCopyButton(block) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "copied";
    button.className = "copy";
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await copy(block.textContent);
      button.focus();
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    block.before(box);
    box.append(block, button);
    button.setAttribute("aria-live", "polite");
  }

  /* The search: `/` and Ctrl+K lead to it, Escape leads back to where one came from. */

  const header = document.querySelector("header.top");
  const form = document.createElement("form");
  const input = document.createElement("input");
  let cameFrom = null;
  let loading = false;
  let failed = false;

  function loadSearch() {
    if (loading) return;
    loading = true;
    for (const path of ["assets/search.js", "assets/searchbox.js", "search/names.js"]) {
      const script = document.createElement("script");
      script.src = root + path;
      script.async = false; // loaded at the same time, run in this order
      script.addEventListener("error", () => {
        failed = true;
        if (window.schemadocSearch.goWhenReady) form.submit(); // to the list of all types
      });
      document.head.append(script);
    }
  }

  /* Where the field is out of sight it comes to the reader, who keeps the place on the page. */
  function toSearch() {
    const box = form.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) float(true);
    input.focus({ preventScroll: true });
    input.select();
  }

  function float(on) {
    header.style.height = on ? `${header.offsetHeight}px` : ""; // or the page would move
    form.classList.toggle("floating", on);
  }

  function backFromSearch() {
    const back = cameFrom;
    if (back && back.isConnected && back !== document.body) back.focus({ preventScroll: true });
    input.blur();
  }

  function isTyping(element) {
    return element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !command && !isTyping(event.target);
    const k = event.key.toLowerCase() === "k" && command && !event.shiftKey;
    if (slash || k) {
      event.preventDefault();
      toSearch();
    } else if (event.key === "Escape" && event.target === input) {
      event.preventDefault();
      backFromSearch();
    }
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  /* The field is made here, since without scripts it could do nothing. */
  function addSearch(tools) {
    set(form, { class: "search", role: "search", action: `${root}types/index.html` });
    set(input, {
      type: "search",
      name: "q",
      "aria-label": "Search",
      "aria-keyshortcuts": "/ Control+K",
      placeholder: "Search",
      title: "A name, an error code or words ( / )",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
    });
    form.append(input);
    tools.append(form);
  }

  function setUpSearch() {
    const tools = header && header.querySelector(".tools");
    if (!tools) return;
    addSearch(tools);
    window.schemadocSearch = { root, form, input, goWhenReady: false };
    input.addEventListener("focus", (event) => {
      cameFrom = event.relatedTarget;
      loadSearch();
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) float(false);
    });
    form.addEventListener("submit", (event) => {
      if (failed) return;
      event.preventDefault();
      loadSearch();
      const search = window.schemadocSearch;
      search.goWhenReady = true;
      if (search.go) search.go();
    });
    document.addEventListener("keydown", onKey);
    const asked = new URLSearchParams(location.search).get("q"); // the form, sent without scripts
    if (asked) {
      input.value = asked;
      toSearch();
    }
  }

  /* Where the sections do not fit, they scroll: the current one is to be seen. */
  function showSection() {
    const current = document.querySelector(".top [aria-current]");
    const list = current && current.closest("ul");
    if (list) list.scrollLeft = current.offsetLeft - list.offsetLeft - 24;
  }

  /* Filters, which few pages have, name the file of their script; what they narrow to stands in the
     address, so that it can be sent on. */
  window.schemadocFilters = {
    remember(query) {
      const { pathname, hash } = location;
      try {
        history.replaceState(null, "", `${pathname}${query && `?${query}`}${hash}`);
      } catch {
        // a page from the disk may not change its address everywhere
      }
    },
  };

  function loadFilters() {
    const form = document.querySelector("form.filters[data-script]");
    if (!form) return;
    const script = document.createElement("script");
    script.src = `${root}assets/${form.dataset.script}`;
    document.head.append(script);
  }

  showSection();
  loadFilters();
  setUpRegions();
  for (const block of document.querySelectorAll("main pre")) addCopyButton(block);
  setUpSearch();
})();
