// What can be said of a page as paper, each on one key. A form, a case and a 付箋 are typed into one line; while a word is
// composed no key means anything. Everything from paper or from a person is shown with textContent.

const AGAIN_MS = 250;

export default function (component) {
  return heard(at(component, Paper));
}

class Paper {
  constructor(parent) {
    this.root = make("section", "paper");
    parent.append(this.root);
    this.mode = "";
    this.text = "";
    this.at = 0;
    this.busy = false;
  }

  show(data) {
    const moved = !this.data || data.seq !== this.data.seq;
    const page = this.data && (data.page !== this.data.page || data.revision !== this.data.revision);
    this.data = data;
    if (!moved) return;
    this.busy = false;
    if (page && !(data.told && this.mode)) this.mode = "";
    if (this.mode === "move" && this.line) return this.refill();
    this.build();
  }

  build() {
    const { data } = this;
    const head = make("header");
    head.append(make("h2", "", data.title), make("span", "form", data.form));
    const told = make("p", "told", data.told);
    told.setAttribute("role", "status");
    told.hidden = !data.told;
    this.line = null;
    const body = make("div", "body");
    if (data.moved) body.append(this.away());
    else if (this.mode) body.append(this.asking());
    else body.append(...this.blocks());
    this.root.replaceChildren(head, told, body, this.keys());
    this.root.dataset.seq = data.seq;
    this.root.dataset.page = data.page;
    if (this.line) {
      this.line.focus({ preventScroll: true });
      this.line.setSelectionRange(this.line.value.length, this.line.value.length);
    } else if (this.mode) this.options.focus({ preventScroll: true });
  }

  away() {
    const { data } = this;
    const block = make("div", "block");
    block.append(make("p", "", data.texts.away));
    if (data.other) block.append(this.button("O", `${data.texts.open_other}　${data.other.label}`, () => this.act("other", data.other.case), "wide"));
    return block;
  }

  blocks() {
    const { data } = this;
    const found = [];
    const block = (title, ...parts) => { const made = make("div", "block"); made.append(make("h3", "", title), ...parts); found.push(made); };
    if (data.notices.length || data.aside) {
      const list = make("ul", "notices");
      for (const text of data.notices) list.append(make("li", "", text));
      block(data.texts.notices, list);
    }
    const row = make("div", "row");
    for (const [key, mark] of [["1", "blank"], ["2", "backside"], ["3", "duplicate"]])
      row.append(this.button(key, data.texts[mark], () => this.act("mark", mark), data.mark === mark ? "on" : "", data.can));
    const marks = [row];
    if (data.aside) marks.push(this.button("4", data.texts.take_in, () => this.act("mark", ""), "wide", data.can));
    block(data.texts.marks, ...marks);
    const form = make("div", "row two");
    form.append(this.button("N", data.texts.name_it, () => this.open("name"), "", data.can), this.button("G", data.texts.turn, () => this.act("turn"), "", data.can));
    form.append(this.button("⇧↑", data.texts.earlier, () => this.act("shift", "-1"), "", data.can), this.button("⇧↓", data.texts.later, () => this.act("shift", "1"), "", data.can));
    form.append(this.button("M", data.texts.move, () => this.open("move"), "", data.can), this.button("K", data.texts.begin, () => this.open("begin"), "", this.mayBegin()));
    form.append(this.button("R", data.texts.rescan, () => this.act("rescan"), "", data.can), this.button("P", data.texts.note, () => this.open("note"), "", data.can));
    block(data.texts.form, form);
    const notes = make("ul", "notes");
    data.notes.forEach((note, place) => {
      const item = make("li");
      item.append(make("span", "", note.text), make("small", "", note.by));
      if (data.can) {
        const off = make("button", "off", data.texts.take_off);
        off.type = "button";
        off.addEventListener("click", () => this.act("unnote", String(place)));
        item.append(off);
      }
      notes.append(item);
    });
    if (data.notes.length) block(data.texts.notes, notes);
    if (data.other) found.push(make("p", "came", `${data.texts.came_from}　${data.other.label}`));
    return found;
  }

  button(key, text, run, kind = "", on = true) {
    const button = make("button", `act ${kind}`);
    button.type = "button";
    button.disabled = !on;
    if (kind === "on") button.setAttribute("aria-pressed", "true");
    button.append(make("kbd", "", key), make("span", "", text));
    button.addEventListener("click", () => { button.blur(); run(); });
    return button;
  }

  keys() {
    const { data } = this;
    const footer = make("footer");
    if (this.mode) {
      footer.append(this.button("Enter", data.texts[this.mode === "name" ? "name_it" : this.mode], () => this.send(), "main"), this.button("Esc", data.texts.leave, () => this.close()));
      return footer;
    }
    footer.append(
      this.button("Enter", data.texts.seen, () => this.act("accept"), "main", data.can && data.doubted),
      this.button("U", data.texts.undo, () => this.act("undo"), "", data.undo),
      this.button("H", data.texts.hold, () => this.act("hold"), "", data.can),
      this.button("L", data.texts.rescan_print, () => this.act("list")),
      this.button("C", data.texts.to_review, () => this.act("case")),
    );
    return footer;
  }

  mayBegin() {
    return this.data.can && this.data.starts.length > 0;
  }

  // ---- one line for a form, a case, a 付箋; a new case needs no word

  open(mode) {
    if (!this.data.can) return;
    this.mode = mode;
    this.text = mode === "note" ? this.data.draft : "";
    this.at = 0;
    this.build();
  }

  close() {
    this.mode = "";
    this.build();
  }

  asking() {
    const { data, mode } = this;
    const block = make("div", "block asking");
    this.options = make("ol", "options");
    this.options.setAttribute("role", "listbox");
    this.options.setAttribute("aria-label", data.texts[mode === "name" ? "name_it" : mode]);
    if (mode === "begin") {
      this.options.tabIndex = 0;
      this.options.dataset.keys = "";
      block.append(make("h3", "", data.texts.begin), make("p", "hint", data.texts.begin_hint), this.options);
      this.refill();
      return block;
    }
    const label = make("label");
    label.append(make("h3", "", data.texts[mode === "name" ? "name_it" : mode]), make("p", "hint", data.texts[`${mode}_hint`]));
    const line = make(mode === "note" ? "textarea" : "input", "line");
    line.spellcheck = false;
    line.autocomplete = "off";
    line.value = this.text;
    line.maxLength = mode === "note" ? 400 : 60;
    line.addEventListener("input", () => this.typing());
    line.addEventListener("compositionend", () => this.typing());
    this.line = line;
    label.append(line);
    block.append(label, this.options);
    this.refill();
    return block;
  }

  offered() {
    const { data, mode } = this;
    if (mode === "note") return [];
    if (mode === "begin") return data.starts;
    if (mode === "move") return data.found.map((one) => ({ ...one }));
    const words = this.text.trim();
    const known = data.forms.filter((one) => !words || one.label.includes(words)).map((one) => ({ id: one.id, label: one.label, why: "" }));
    return words && !data.forms.some((one) => one.label === words) ? [...known, { id: words, label: `「${words}」`, why: data.texts.free_name }] : known;
  }

  refill() {
    const offered = this.offered();
    this.at = Math.max(0, Math.min(this.at, offered.length - 1));
    this.options.replaceChildren(...offered.map((one, place) => {
      const item = make("li");
      item.setAttribute("role", "none");
      const button = make("button", "option");
      button.type = "button";
      button.tabIndex = -1;
      button.setAttribute("role", "option");
      button.setAttribute("aria-selected", String(place === this.at));
      button.append(make("span", "", one.label), make("span", "why", one.why));
      button.addEventListener("click", () => { this.at = place; this.send(); });
      item.append(button);
      return item;
    }));
    if (this.mode === "move" && this.text.trim() && !offered.length) {
      const none = make("li", "none", this.data.texts.none_found);
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      this.options.append(none);
    }
    this.options.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  typing() {
    this.text = this.line.value;
    if (this.mode === "name") { this.at = 0; return this.refill(); }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say("typed", { mode: this.mode, text: this.text, at: Date.now() }), AGAIN_MS);
  }

  send() {
    if (this.mode === "note") return this.text.trim() && this.act("note", this.text);
    const one = this.offered()[this.at];
    if (one) this.act(this.mode, one.id);
  }

  act(what, value = "") {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    clearTimeout(this.lost);
    this.lost = setTimeout(() => { this.busy = false; }, 8000);
    this.say("act", { what, value, page: this.data.page, revision: this.data.revision, at: Date.now() });
  }

  key(event) {
    if (!this.data || !this.root.isConnected || event.isComposing || event.keyCode === 229) return;
    const source = event.composedPath()[0];
    if (source === this.line || (this.mode === "begin" && source === this.options)) return this.keyInLine(event);
    if (event.repeat || (source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]"))) return;
    const { data } = this;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain) {
      if (event.key.toLowerCase() === "z" && !event.altKey && data.undo) this.take(event, () => this.act("undo"));
      return;
    }
    const letter = event.code.startsWith("Key") ? event.code.slice(3) : event.code.startsWith("Digit") || event.code.startsWith("Numpad") ? event.code.slice(-1) : event.key;
    const run = event.shiftKey
      ? { ArrowUp: data.can && (() => this.act("shift", "-1")), ArrowDown: data.can && (() => this.act("shift", "1")) }[event.key]
      : this.mode
        ? { Escape: () => this.close() }[event.key]
        : {
            1: data.can && (() => this.act("mark", "blank")), 2: data.can && (() => this.act("mark", "backside")), 3: data.can && (() => this.act("mark", "duplicate")),
            4: data.can && data.aside && (() => this.act("mark", "")), N: data.can && (() => this.open("name")), G: data.can && (() => this.act("turn")),
            M: data.can && (() => this.open("move")), K: this.mayBegin() && (() => this.open("begin")), R: data.can && (() => this.act("rescan")), P: data.can && (() => this.open("note")), H: data.can && (() => this.act("hold")),
            U: data.undo && (() => this.act("undo")), Enter: data.can && data.doubted && (() => this.act("accept")), C: () => this.act("case"), L: () => this.act("list"),
            O: data.moved && data.other && (() => this.act("other", data.other.case)),
          }[letter];
    if (run) this.take(event, run);
  }

  keyInLine(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.take(event, () => this.close());
    else if (event.key === "Enter" && !event.shiftKey) this.take(event, () => { if (!event.repeat) this.send(); });
    else if (event.key === "ArrowDown" && this.mode !== "note") this.take(event, () => { this.at += 1; this.refill(); });
    else if (event.key === "ArrowUp" && this.mode !== "note") this.take(event, () => { this.at -= 1; this.refill(); });
  }

  take(event, run) {
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }
}
