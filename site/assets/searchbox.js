/* The search field as a combobox: what is typed is looked up at once, arrows choose, Enter goes
   there. What leads to the field and away from it is in `site.js`, what is found in `search.js`.

   A file of its own because this is all that the search does to the page. Names and texts of
   sources go through textContent alone, addresses are joined to the site's root. */
(() => {
  "use strict";

  const search = window.schemadocSearch;
  const { root, form, input } = search;
  const SHOWN = 30;
  const PAUSE = 200; // milliseconds without a key, in which the words can be loaded unnoticed

  let options = [];
  let active = -1;
  let asked = null; // what the options answer
  let askedForWords = false;
  let pause = 0;

  const panel = make("div", "results");
  const status = make("p", "status");
  const list = make("div", "options");

  function make(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /* What is shown. */

  function option(hit, at, all) {
    const made = make("a", "option");
    made.id = `s-option-${at}`;
    made.href = root + hit.href;
    made.tabIndex = -1; // the field keeps the focus
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(make("span", "name", hit.label), " ", make("span", "what", hit.kind));
    const regions = hit.regions.join(", ");
    if (regions && regions !== all) made.append(" ", make("span", "said", regions));
    return made;
  }

  function counted({ total, hits }) {
    if (!total) return "No results.";
    const results = total === 1 ? "1 result" : `${total.toLocaleString("en")} results`;
    return hits.length < total ? `${results}, the first ${hits.length} shown` : results;
  }

  function update() {
    if (!search.isReady()) return; // answered when the index has come
    asked = input.value;
    if (!asked.trim()) {
      close();
      return;
    }
    const found = search.find(asked, SHOWN);
    options = found.hits.map((hit, at) => option(hit, at, search.regions()));
    list.replaceChildren(...options);
    list.hidden = !options.length;
    status.textContent = counted(found);
    panel.hidden = false;
    panel.scrollTop = 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    activate(options.length ? 0 : -1);
    clearTimeout(pause);
    pause = setTimeout(loadWords, options.length ? PAUSE : 0);
  }

  function close() {
    panel.hidden = true;
    asked = null;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(at) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = at;
    const chosen = options[at];
    if (!chosen) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    chosen.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  /* The words of descriptions come when the first look-up by names has found nothing, or when the
     reader rests: unpacking them would keep the next letter waiting. */
  function loadWords() {
    if (askedForWords) return;
    askedForWords = true;
    const script = document.createElement("script");
    script.src = root + search.wordsPath();
    document.head.append(script);
  }

  /* What the keys do. */

  /* Enter; what is pressed before the index has come is made up for when it has. */
  search.go = () => {
    if (!search.isReady()) return;
    search.goWhenReady = false;
    if (asked !== input.value) update();
    const chosen = options[active];
    if (panel.hidden) return;
    if (!chosen) {
      loadWords();
      search.goWhenReady = !search.hasWords();
      return;
    }
    close();
    input.blur();
    chosen.click();
  };

  function step(by) {
    if (panel.hidden) update();
    else if (options.length) activate((active + by + options.length) % options.length);
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      close();
    }
  }

  function setUp() {
    list.id = "s-results";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Results");
    status.setAttribute("role", "status");
    panel.append(status, list);
    panel.hidden = true;
    form.append(panel);
    const said = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
  }

  setUp();
  input.addEventListener("input", () => {
    search.goWhenReady = false; // who goes on typing does not want to leave yet
    update();
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("focus", () => panel.hidden && update());
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  panel.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", () => {
    close();
    input.blur();
  });

  /* Called when a part of the index has come: answers what was typed meanwhile. */
  search.ready = () => {
    if (document.activeElement !== input) return;
    const chosen = active;
    update();
    if (chosen > 0 && chosen < options.length) activate(chosen);
    if (search.goWhenReady) search.go();
  };
})();
