// A table for the keyboard: arrows choose a row, Enter opens it. Tabs above change the lane. Urgent cases stand in a lane
// of their own beside the table: left and right go from one to the other, Q moves a case across.

export default function (component) {
  return heard(at(component, Rows));
}

class Rows {
  constructor(parent) {
    this.root = make("section", "rows");
    parent.appendChild(this.root);
    this.at = 0;
    this.beside = false; // the choice is in the urgent lane
  }

  show(data) {
    const fresh = !this.data || this.data.lane !== data.lane;
    if (fresh) { this.at = 0; this.beside = Boolean(data.urgent); }
    this.data = data;
    if (!data.urgent) this.beside = false;
    else if (!data.rows.length) this.beside = true;
    this.at = Math.min(this.at, Math.max(0, this.list().length - 1));
    this.build();
  }

  list() {
    return this.beside ? this.data.urgent.rows : this.data.rows;
  }

  build() {
    const { data } = this;
    const body = make("div", "bulk");
    body.append(data.rows.length ? this.table() : make("p", "none", data.none));
    if (data.more) body.append(make("div", "more", data.more));
    const both = make("div", data.urgent ? "both" : "");
    if (data.urgent) both.append(this.lane());
    both.append(body);
    this.root.replaceChildren(...(data.tabs.length ? [this.tabs(), both] : [both]));
  }

  lane() {
    const { urgent } = this.data;
    const lane = make("aside", "lane");
    const title = make("h2", "", urgent.title);
    title.append(make("span", "count", String(urgent.count)));
    const list = make("ol");
    urgent.rows.forEach((row, index) => {
      const item = make("li");
      if (this.beside && index === this.at) item.className = "now";
      const button = make("button");
      button.type = "button";
      button.append(make("b", "", row.name), make("span", "", row.facts));
      button.addEventListener("click", () => { this.beside = true; this.at = index; this.open(); });
      item.append(button);
      list.append(item);
    });
    lane.append(title, list);
    if (urgent.more) lane.append(make("div", "more", urgent.more));
    return lane;
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
    if (!this.beside && index === this.at) line.className = "now";
    row.cells.forEach((text, place) => {
      const { kind } = this.data.columns[place];
      const cell = make("td", kind === "tag" ? "" : kind);
      if (kind === "tag" && text) cell.append(make("span", "tag", text));
      else cell.textContent = text;
      if (kind !== "number") cell.title = text;
      line.append(cell);
    });
    line.addEventListener("click", () => { this.beside = false; this.at = index; this.open(); });
    return line;
  }

  key(event) {
    if (!this.root.isConnected || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]")) return;
    const run = {
      ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1),
      ArrowLeft: () => this.cross(true), ArrowRight: () => this.cross(false),
      Enter: () => { if (!event.repeat) this.open(); }, q: () => this.hurry(event), Q: () => this.hurry(event),
    }[event.key];
    if (!run || !this.list().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.list().length - 1, this.at + by));
    this.build();
    this.root.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  }

  cross(beside) {
    if (!this.data.urgent || !(beside ? this.data.urgent.rows : this.data.rows).length) return;
    if (beside !== this.beside) this.at = 0;
    this.beside = beside;
    this.build();
  }

  hurry(event) {
    if (this.data.lane !== "todo" || event.repeat) return;
    this.say("hurry", { id: this.list()[this.at].id, on: !this.beside, at: Date.now() });
  }

  open() {
    this.say("open", { id: this.list()[this.at].id, at: Date.now() });
  }
}
