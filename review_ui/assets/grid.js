// A grid of crops that were read alike. Arrows move, Space marks the odd one, Enter accepts the rest.

export default function (component) {
  return heard(at(component, Grid));
}

class Grid {
  constructor(parent) {
    this.root = make("section", "grid");
    parent.appendChild(this.root);
  }

  show(data) {
    if (this.data && this.data.seq === data.seq) return;
    this.data = data;
    this.busy = false;
    this.at = 0;
    this.odd = new Set();
    this.since = performance.now();
    this.build();
  }

  build() {
    const { data } = this;
    const { texts } = data;
    const parts = [];
    if (data.cells.length) {
      parts.push(make("h2", "", data.title), make("p", "hint", texts.grid_hint));
      const list = make("ol", "cells");
      this.cells = data.cells.map((url, index) => this.cell(url, index));
      list.append(...this.cells);
      parts.push(list);
    }
    const footer = make("footer", "keys");
    const known = [
      ["Enter", texts.grid_accept, data.cells.length, () => this.settle(), "main"],
      ["Space", texts.grid_mark, data.cells.length, () => this.mark(this.at)],
      ["← → ↑ ↓", texts.grid_move, data.cells.length, () => this.move(1)],
      ["L", texts.grid_skip, data.cells.length, () => this.send("later")],
      ["U", texts.undo, data.undo, () => this.send("undo")],
    ];
    for (const [key, text, on, run, kind] of known) {
      const button = make("button", kind || "");
      button.type = "button";
      button.disabled = !on;
      button.append(make("kbd", "", key), make("span", "", text));
      button.addEventListener("click", () => { button.blur(); run(); });
      footer.append(button);
    }
    const said = make("span", "said", data.said);
    said.setAttribute("role", "status");
    footer.append(said);
    parts.push(footer);
    this.root.replaceChildren(...parts);
    this.root.dataset.seq = data.seq;
    this.draw();
  }

  cell(url, index) {
    const item = make("li");
    const image = make("img");
    image.src = url;
    image.alt = String(index + 1);
    item.append(image, make("span", "mark", `✕ ${this.data.texts.grid_odd}`));
    item.addEventListener("click", () => { this.at = index; this.mark(index); });
    return item;
  }

  draw() {
    (this.cells || []).forEach((cell, index) => {
      cell.classList.toggle("now", index === this.at);
      cell.classList.toggle("odd", this.odd.has(index));
    });
  }

  mark(index) {
    if (this.odd.has(index)) this.odd.delete(index);
    else this.odd.add(index);
    this.draw();
  }

  columns() {
    const top = this.cells[0].offsetTop;
    const next = this.cells.findIndex((cell) => cell.offsetTop > top);
    return next < 0 ? this.cells.length : next;
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.cells.length - 1, this.at + by));
    this.draw();
    this.cells[this.at].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (!this.root.isConnected || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]")) return;
    const some = this.data.cells.length > 0;
    const letter = event.code.startsWith("Key") ? event.code.slice(3) : event.key;
    const run = {
      ArrowRight: some && (() => this.move(1)),
      ArrowLeft: some && (() => this.move(-1)),
      ArrowDown: some && (() => this.move(this.columns())),
      ArrowUp: some && (() => this.move(-this.columns())),
      " ": some && (() => this.mark(this.at)),
      Enter: some && !event.repeat && (() => this.settle()),
      L: some && (() => this.send("later")),
      U: this.data.undo && (() => this.send("undo")),
    }[letter];
    if (!run) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  settle() {
    this.send("settle", { odd: [...this.odd], ms: Math.round(performance.now() - this.since) });
  }

  send(what, more = {}) {
    if (this.busy) return;
    this.busy = true;
    setTimeout(() => { this.busy = false; }, 8000);
    this.say(what, { seq: this.data.seq, at: Date.now(), ...more });
  }
}
