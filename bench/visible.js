// Puts a mark before the first letter of every element that begins a part of a section.
// `marks` are letters that no text has; the text stays as it is, so that they can be taken out.
const text = (element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node;
  while ((node = walker.nextNode())) if (node.data.trim()) return node;
};
const mark = (selector, sign, may = () => true) => {
  for (const element of document.querySelectorAll(selector)) {
    const node = may(element) && text(element);
    if (node) node.data = node.data.replace(/\S/, (letter) => sign + letter);
  }
};
const isError = (item) =>
  /possible errors/i.test(item.parentElement.previousElementSibling?.textContent ?? "");
const isProse = (element) =>
  !element.closest("pre, .deprecation-reason, h6") &&
  !/Default = $/.test(element.previousSibling?.textContent ?? "") &&
  !(element.closest("li") && isError(element.closest("li")));
const prose = ".operation-description, .definition-description, td:nth-child(2), .field-argument";
const within = (tag) => prose.split(", ").map((part) => `${part} ${tag}`).join(", ");
for (const code of document.querySelectorAll(within("code")))
  if (isProse(code) && text(code)) code.textContent = marks.code + code.textContent + marks.end;
mark(within("li"), marks.item, isProse);
mark("h1.group-heading, .operation-group-name, .definition-group-name", marks.group);
mark(".operation-heading, .definition-heading", marks.name);
mark(".operation > .doc-row .deprecation-reason", marks.reason, (e) => !e.closest("td"));
mark(".operation-description h5, .definition-description > h5", marks.about);
mark(".operation-response > h5", marks.returns);
mark(".operation-arguments > h5, .definition-properties > h5", marks.table);
mark("th:first-child", marks.heads);
mark("tr:not(.row-field-arguments) > td:first-child", marks.row);
mark("td .deprecation-reason", marks.cell);
mark(".field-argument-name", marks.inner);
mark(".example-heading, .definition .doc-examples h5", marks.example);
