/* The page that searches the full text: Pagefind's index is asked while one types. Where it cannot
   be loaded, the page keeps what it says of that.

   What Pagefind gives back of a source's text goes through textContent alone. */
const form = document.querySelector("form.fulltext");
const input = form.querySelector("input");
const status = document.getElementById("s-found");
const list = document.getElementById("s-hits");
const SHOWN = 20;
const WAIT = 150;

let asked = 0;

function shown(hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = hit.url;
  link.textContent = hit.meta.title || hit.url;
  const text = document.createElement("p");
  text.className = "fine";
  // An excerpt is HTML with <mark>; parsed apart, nothing of it runs, and its text alone is taken.
  text.textContent = new DOMParser().parseFromString(hit.excerpt, "text/html").body.textContent;
  item.append(link, text);
  return item;
}

async function look(pagefind) {
  const mine = ++asked;
  const words = input.value.trim();
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  const { results } = words ? await pagefind.search(words) : { results: [] };
  const hits = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  if (mine !== asked) return; // another letter came meanwhile
  list.replaceChildren(...hits.map(shown));
  const pages = results.length === 1 ? "1 page" : `${results.length.toLocaleString("en")} pages`;
  const first = results.length > SHOWN ? `, the first ${SHOWN} shown` : "";
  status.textContent = words ? `${results.length ? pages : "No page"}${first}.` : "";
}

const pagefind = await import("../fulltext/pagefind/pagefind.js");
await pagefind.options({ baseUrl: new URL("..", import.meta.url).pathname });
await pagefind.init();
let waiting = 0;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => look(pagefind), WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look(pagefind);
});
form.hidden = false;
status.textContent = "";
input.value = new URL(location.href).searchParams.get("q") || "";
input.focus();
if (input.value) await look(pagefind);
