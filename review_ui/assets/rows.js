// A table for the keyboard: arrows choose a row, Enter opens it. Tabs above change the lane.

const tables = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!tables.has(parentElement)) tables.set(parentElement, new Rows(parentElement));
  const rows = tables.get(parentElement);
  rows.say = setTriggerValue;
  rows.show(data);
  const onKey = (event) => rows.key(event);
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}

function make(tag, className = "", text = "") {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text) found.textContent = text;
  return found;
}

class Rows {
  constructor(parent) {
    this.root = make("section", "rows");
    parent.appendChild(this.root);
    this.at = 0;
  }

  show(data) {
    if (!this.data || this.data.lane !== data.lane) this.at = 0;
    this.data = data;
    this.at = Math.min(this.at, Math.max(0, data.rows.length - 1));
    this.build();
  }

  build() {
    const { data } = this;
    const body = data.rows.length ? this.table() : make("p", "none", data.none);
    const parts = data.tabs.length ? [this.tabs(), body] : [body];
    if (data.more) parts.push(make("div", "more", data.more));
    this.root.replaceChildren(...parts);
  }

  tabs() {
    const list = make("div", "tabs");
    list.setAttribute("role", "tablist");
    for (const tab of this.data.tabs) {
      const button = make("button", "", tab.label);
      button.type = "button";
      button.setAttribute("role", "tab");
      button.setAttribute("aria-selected", String(tab.name === this.data.lane));
      button.addEventListener("click", () => { button.blur(); this.say("lane", { lane: tab.name, at: Date.now() }); });
      list.append(button);
    }
    list.append(make("span", "hint", this.data.hint));
    return list;
  }

  table() {
    const table = make("table");
    const head = make("tr");
    for (const column of this.data.columns) {
      const cell = make("th", column.kind === "number" ? "number" : "", column.label);
      if (column.width) cell.style.width = column.width;
      cell.scope = "col";
      head.append(cell);
    }
    const top = make("thead");
    top.append(head);
    const body = make("tbody");
    body.append(...this.data.rows.map((row, index) => this.row(row, index)));
    table.append(top, body);
    return table;
  }

  row(row, index) {
    const line = make("tr");
    line.setAttribute("aria-selected", String(index === this.at));
    row.cells.forEach((text, place) => {
      const { kind } = this.data.columns[place];
      const cell = make("td", kind === "tag" ? "" : kind);
      if (kind === "tag" && text) cell.append(make("span", "tag", text));
      else cell.textContent = text;
      if (kind !== "number") cell.title = text;
      line.append(cell);
    });
    line.addEventListener("click", () => { this.at = index; this.open(); });
    return line;
  }

  key(event) {
    if (!this.root.isConnected || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]")) return;
    const run = { ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Enter: () => { if (!event.repeat) this.open(); } }[event.key];
    if (!run || !this.data.rows.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.data.rows.length - 1, this.at + by));
    this.build();
    this.root.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  open() {
    this.say("open", { id: this.data.rows[this.at].id, at: Date.now() });
  }
}
