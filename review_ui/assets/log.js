// The support log as a table. A click on a row lights its place on the page beside it.

const logs = new WeakMap();
const WIDTHS = ["118px", "30px", "52px", "74px", "96px", ""];

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!logs.has(parentElement)) {
    const title = make("h2"), made = make("section", "log");
    parentElement.append(title, made);
    logs.set(parentElement, { title, made });
  }
  const { title, made: log } = logs.get(parentElement);
  title.textContent = data.title;
  const kept = log.scrollTop;
  log.replaceChildren(table(data, setTriggerValue));
  log.scrollTop = kept;
  const now = log.querySelector("[aria-selected=true]");
  if (now) now.scrollIntoView({ block: "nearest" });
}

function make(tag, className = "", text = "") {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text) found.textContent = text;
  return found;
}

function table(data, say) {
  const found = make("table");
  const head = make("tr");
  const first = make("th");
  first.style.width = "24px";
  head.append(first);
  data.heads.forEach((text, place) => {
    const cell = make("th", "", text);
    cell.scope = "col";
    if (WIDTHS[place]) cell.style.width = WIDTHS[place];
    head.append(cell);
  });
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  body.append(...data.rows.map((row) => line(row, data.target, say)));
  found.append(top, body);
  return found;
}

function line(row, target, say) {
  const found = make("tr");
  found.setAttribute("aria-selected", String(row.target === target));
  const sign = make("td", `sign ${row.kind}`, row.sign);
  sign.title = row.sign_name;
  found.append(sign);
  row.cells.forEach((text, place) => {
    const cell = make("td", place === 0 ? "date" : "");
    cell.append(make("span", place === 0 && row.inferred ? "inferred" : place === 5 ? "text" : "", text));
    if (place === 0) cell.append(make("span", "raw", row.raw ? `「${row.raw}」` : row.page));
    if (place === 0 && row.wrong) cell.append(make("span", "wrong", row.wrong));
    found.append(cell);
  });
  found.addEventListener("click", () => say("pick", { target: row.target, at: Date.now() }));
  return found;
}
