// The support log as a table. A click on a row lights its place on the page beside it. Rows are split, joined and moved
// by keys; each key becomes one event for the desk. Words from paper are shown with textContent.

const STOPS = /[。\n]/;

export default function (component) {
  return heard(at(component, Log));
}

class Log {
  constructor(parent) {
    this.head = make("header", "head");
    this.told = make("p", "told");
    this.told.setAttribute("role", "status");
    this.frame = make("section", "log");
    this.frame.tabIndex = 0; // it scrolls, and the keyboard must reach it
    parent.append(this.head, this.told, this.frame);
    this.cut = null;
    this.busy = false;
  }

  show(data) {
    const moved = !this.data || data.seq !== this.data.seq;
    this.data = data;
    if (!moved) return;
    this.busy = false;
    this.cut = null;
    this.told.textContent = data.told;
    this.told.hidden = !data.told;
    this.build();
  }

  build() {
    const kept = this.frame.scrollTop;
    this.head.replaceChildren(make("h2", "", this.data.title), ...this.tools());
    this.frame.className = `log ${this.data.kind}`;
    this.frame.replaceChildren(this.data.rows.length ? this.table() : make("p", "none", this.data.none));
    this.frame.scrollTop = kept;
    const now = this.frame.querySelector("[aria-selected=true]");
    if (now) now.scrollIntoView({ block: "nearest" });
    if (this.cut !== null) this.frame.querySelector(".cutting")?.focus({ preventScroll: true });
  }

  tools() {
    const { can, texts } = this.data;
    const known = this.data.kind === "members" ? [["N", texts.add, can, () => this.act("add")]] : this.cut === null
      ? [["X", texts.split, can, () => this.open()], ["M", texts.merge, can, () => this.act("merge")],
        ["⇧↑", texts.up, can, () => this.act("shift", { step: -1 })], ["⇧↓", texts.down, can, () => this.act("shift", { step: 1 })]]
      : [["← →", texts.cut_move, true, null], ["↑ ↓", texts.cut_stop, true, null], ["Enter", texts.cut_here, true, () => this.send()],
        ["Esc", texts.cut_leave, true, () => this.close()]];
    return known.map(([key, text, on, run]) => {
      const button = make(run ? "button" : "span", "tool");
      if (run) { button.type = "button"; button.disabled = !on; button.addEventListener("click", () => { button.blur(); run(); }); }
      button.append(make("kbd", "", key), make("span", "", text));
      return button;
    });
  }

  table() {
    const { data } = this;
    const found = make("table");
    const head = make("tr");
    const first = make("th");
    first.style.width = "24px";
    head.append(first);
    data.heads.forEach((text, place) => {
      const cell = make("th", "", text);
      cell.scope = "col";
      if (data.widths[place]) cell.style.width = data.widths[place];
      head.append(cell);
    });
    const top = make("thead");
    top.append(head);
    const body = make("tbody");
    body.append(...data.rows.map((row) => this.line(row)));
    found.append(top, body);
    return found;
  }

  line(row) {
    const found = make("tr");
    const now = row.target === this.data.target;
    found.setAttribute("aria-selected", String(now));
    found.dataset.target = row.target;
    const sign = make("td", `sign ${row.kind}`, row.sign);
    sign.title = row.sign_name;
    found.append(sign);
    row.cells.forEach((text, place) => {
      const dated = place === (this.data.kind === "members" ? 2 : 0);
      const cell = make("td", dated ? "date" : "");
      if (place === 5 && now && this.cut !== null) cell.append(this.cutting(text));
      else cell.append(make("span", dated && row.inferred ? "inferred" : place === 5 ? "text" : "", text));
      if (dated && row.under) cell.append(make("span", "raw", row.under));
      if (place === 0 && row.wrong) cell.append(make("span", "wrong", row.wrong));
      found.append(cell);
    });
    found.addEventListener("click", () => { if (this.cut === null) this.say("pick", { target: row.target, at: Date.now() }); });
    return found;
  }

  // ---- the cut: a mark in the text, moved by the arrows or a click

  cutting(text) {
    const found = make("div", "cutting");
    found.tabIndex = 0;
    found.dataset.keys = "own";
    found.setAttribute("role", "textbox");
    found.setAttribute("aria-label", this.data.texts.split);
    found.append(make("span", "", text.slice(0, this.cut)), make("i", "mark", "┃"), make("span", "", text.slice(this.cut)));
    found.addEventListener("click", (event) => this.clicked(event, found));
    found.addEventListener("blur", () => setTimeout(() => { if (found.isConnected && this.cut !== null) this.close(); }, 120));
    return found;
  }

  clicked(event, holder) {
    event.stopPropagation();
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const inside = range && holder.contains(range.startContainer);
    if (inside) this.put((holder.lastChild.contains(range.startContainer) ? this.cut : 0) + range.startOffset);
  }

  text() {
    return [...(this.data.rows.find((row) => row.target === this.data.target)?.cells[5] ?? "")];
  }

  open() {
    if (!this.data.can || this.busy || this.text().length < 2) return;
    const stop = this.text().slice(0, -1).findIndex((sign) => STOPS.test(sign));
    this.put(stop < 0 ? 1 : this.text().slice(0, stop + 1).join("").length);
  }

  put(place) {
    this.cut = Math.max(1, Math.min(this.text().join("").length - 1, place));
    this.build();
  }

  step(by) {
    const text = this.text().join("");
    let place = this.cut + by;
    if (/[\uDC00-\uDFFF]/.test(text[place] ?? "")) place += by;
    this.put(place);
  }

  stop(by) {
    const text = this.text().join("");
    let place = this.cut + by;
    while (place > 0 && place < text.length && !STOPS.test(text[place - 1])) place += by;
    this.put(place);
  }

  close() {
    this.cut = null;
    this.build();
  }

  send() {
    const at = [...this.text().join("").slice(0, this.cut)].length; // characters, as the desk counts them
    this.act("split", { at });
  }

  act(what, more = {}) {
    if (this.busy || !this.data.can) return;
    this.busy = true;
    setTimeout(() => { this.busy = false; }, 8000);
    this.say("rows", { what, target: this.data.target, revision: this.data.revision, when: Date.now(), ...more });
  }

  key(event) {
    if (!this.frame.isConnected || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    const mine = this.cut !== null;
    if (!mine && source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]")) return;
    const run = mine
      ? { ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1), ArrowUp: () => this.stop(-1), ArrowDown: () => this.stop(1),
        Enter: () => { if (!event.repeat) this.send(); }, Escape: () => this.close() }[event.key] ?? (event.key === "Tab" ? null : () => {})
      : event.shiftKey
        ? this.data.kind === "log" && { ArrowUp: () => this.act("shift", { step: -1 }), ArrowDown: () => this.act("shift", { step: 1 }) }[event.key]
        : this.data.kind === "members"
          ? { KeyN: () => this.act("add") }[event.code]
          : { KeyX: () => this.open(), KeyM: () => this.act("merge") }[event.code];
    if (!run || (event.repeat && !mine)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }
}
