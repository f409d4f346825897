// The keying line: one doubt at a time, decided by one key. Everything that came from paper or from a person is shown
// with textContent, never as markup. It decides nothing itself: each key becomes one event for the desk.
// While a decision is on its way further deciding keys are dropped, so that no unseen field is ever accepted.

const AGAIN_MS = 120; // after this pause while typing, the words are checked and kept as a draft
const SLOW_MS = 900; // after this the clerk is told that the answer takes its time
const LOST_MS = 8000; // no answer for so long: the line was cut; the desk refuses what came through twice
const WIDE_PX = 1250; // rows wider than this are folded
const PAD_LINES = 2; // lines of context above and below the crop
const LIT = "#d98a00";
const PALE = "rgba(255, 255, 255, 0.42)";

export default function (component) {
  const desk = at(component, Keying);
  const deaf = heard(desk);
  const onSize = () => desk.drawCrop();
  window.addEventListener("resize", onSize);
  return () => {
    deaf();
    window.removeEventListener("resize", onSize);
  };
}

class Keying {
  constructor(parent) {
    this.root = make("section", "keying");
    this.root.setAttribute("aria-label", "keying");
    parent.appendChild(this.root);
    this.editing = false;
    this.busy = false;
    this.image = new Image();
    this.image.addEventListener("load", () => this.drawCrop());
  }

  show(data) {
    const moved = !this.data || data.seq !== this.data.seq;
    const elsewhere = !this.data || data.target !== this.data.target || data.part !== this.data.part;
    this.data = data;
    if (!moved) return;
    this.busy = false;
    clearTimeout(this.slow);
    clearTimeout(this.lost);
    this.root.classList.remove("waiting");
    if (elsewhere) {
      this.shownAt = performance.now();
      this.editing = Boolean(data.edit);
      this.typed = null;
    }
    if (!elsewhere && this.editing && data.about === "typed") return this.showNote();
    if (!elsewhere && data.conflict) this.typed = null; // both words are choices now: a digit must choose, not be typed
    if (!elsewhere && data.trouble && this.typed !== null) this.editing = true;
    if (!elsewhere && (data.conflict || !data.trouble) && data.about === "act") this.editing = Boolean(data.edit);
    this.build();
  }

  build() {
    const { data } = this;
    this.root.classList.toggle("low", Boolean(data.low));
    this.root.classList.toggle("tall", Boolean(data.tall));
    const parts = () => [this.head(), ...(data.low || data.whole || data.large ? [] : [this.crop()]), this.card(), this.keys()];
    this.root.replaceChildren(...(data.done ? [this.done()] : parts()));
    this.root.dataset.target = data.target;
    this.root.dataset.seq = data.seq;
    if (this.editing && !data.done) this.focusLine();
    this.drawCrop();
  }

  // ---- what is shown

  head() {
    const { data } = this;
    const head = make("header", "head");
    const label = make("h2", "", data.label);
    label.setAttribute("aria-live", "polite");
    const wait = make("span", "wait", data.texts.waiting);
    wait.setAttribute("role", "status");
    head.append(label, make("span", "where", data.where), wait);
    return head;
  }

  crop() {
    const holder = make("div", "crop");
    this.canvas = make("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `${this.data.texts.crop}: ${this.data.label}`);
    this.nowhere = make("div", "nowhere", this.data.texts.nowhere);
    holder.append(this.canvas, this.nowhere);
    const url = this.data.picture.url;
    if (url && this.image.dataset.url !== url) {
      this.image.dataset.url = url;
      this.image.src = url;
    }
    if (this.data.ahead) new Image().src = this.data.ahead;
    return holder;
  }

  card() {
    const { data } = this;
    this.line = this.note = null;
    const card = make("div", "card");
    card.tabIndex = 0; // it scrolls when a case says much, and then the keyboard must reach it
    if (data.trouble) {
      const told = make("p", "told", data.trouble);
      told.setAttribute("role", "status");
      told.style.margin = "0";
      card.append(told);
    }
    if (data.whole) card.append(...this.page());
    else card.append(data.parts.length ? this.parts() : this.reading());
    if (data.choices.length && !data.whole) card.append(this.choices());
    if (data.reasons.length && !data.whole) card.append(this.reasons());
    return card;
  }

  // A page as a whole: what was noticed in plain words, then what can be said of it, each on one key.
  page() {
    const { data } = this;
    const said = data.reasons.map((text) => make("p", "said", text));
    const list = this.choices();
    const button = make("button", "first");
    button.type = "button";
    button.disabled = !data.can.accept;
    button.append(make("kbd", "", "Enter"), make("span", "", data.aside));
    button.addEventListener("click", () => { button.blur(); this.enter(); });
    const item = make("li");
    item.append(button);
    list.prepend(item);
    return [...said, list];
  }

  reading() {
    const { data } = this;
    const list = make("dl", "reading");
    list.style.margin = "0";
    if (data.raw !== null) list.append(make("dt", "", data.texts.raw), make("dd", "raw", data.raw || data.texts.empty));
    list.append(make("dt", "", data.texts.value));
    const cell = make("dd");
    cell.append(this.editing ? this.lineFor(data) : this.valueOf(data));
    if (data.aside && !this.editing) cell.append(make("div", "aside", data.aside));
    list.append(cell);
    return list;
  }

  valueOf(data) {
    const empty = data.value === null || data.value === "";
    const value = make("div", `value${data.long ? " long" : ""}${empty ? " none" : ""}`, empty ? data.none : data.shown);
    if (data.can.edit) value.addEventListener("click", () => this.edit());
    return value;
  }

  parts() {
    const { data } = this;
    const list = make("dl", `parts${data.parts.some((part) => part.long) ? " log" : ""}${data.parts.length === 6 ? " six" : ""}`);
    list.style.margin = "0";
    for (const part of data.parts) {
      const now = part.name === data.part;
      const row = make("div", `part${now ? " now" : ""}`);
      row.dataset.part = part.name;
      const cell = make("dd");
      if (now && this.editing) cell.append(this.lineFor(part));
      else {
        cell.append(make("span", part.shown ? "" : "empty", part.shown || data.texts.empty));
        if (part.aside) cell.append(make("span", "aside", part.aside));
      }
      row.append(make("dt", "", part.label), cell);
      row.addEventListener("click", () => { if (!(now && this.editing)) this.act("part", { to: part.name, edit: now }); });
      list.append(row);
    }
    return list;
  }

  lineFor(one) {
    const line = make(one.long ? "textarea" : "input", "line");
    if (!one.long) line.type = "text";
    line.spellcheck = false;
    line.autocomplete = "off";
    line.setAttribute("aria-label", one.label);
    line.value = this.typed ?? this.data.draft ?? one.value ?? "";
    line.addEventListener("input", () => this.typing());
    line.addEventListener("compositionend", () => this.typing());
    this.line = line;
    this.note = make("div", "note");
    this.note.setAttribute("role", "status");
    const cell = make("div", "cell");
    cell.append(line, this.note);
    this.showNote();
    return cell;
  }

  showNote() {
    if (!this.note) return;
    const { note } = this.data;
    this.note.textContent = note.text;
    this.note.classList.toggle("wrong", !note.ok);
    if (this.line && this.editing) this.line.setAttribute("aria-invalid", String(!note.ok));
  }

  choices() {
    const palette = this.data.choices.some((choice) => choice.glyph);
    const list = make("ol", `choices${palette ? " palette" : this.data.choices.length > 2 && !this.data.whole ? " many" : ""}`);
    this.data.choices.slice(0, 9).forEach((choice, index) => {
      const button = make("button");
      button.type = "button";
      const words = make("span");
      for (const [text, differs] of choice.words) words.append(make(differs ? "mark" : "span", "", text));
      button.append(make("kbd", "", String(index + 1)));
      if (choice.glyph) button.append(make("b", "glyph", choice.glyph));
      button.append(words, make("span", "why", choice.why));
      button.addEventListener("click", () => { button.blur(); this.act("choose", { choice: index }); });
      const item = make("li");
      item.append(button);
      list.append(item);
    });
    return list;
  }

  reasons() {
    const list = make("ul", "reasons");
    for (const reason of this.data.reasons) list.append(make("li", "", reason));
    return list;
  }

  keys() {
    const { can, texts } = this.data;
    const footer = make("footer", "keys");
    const known = [
      ["Enter", this.editing ? texts.save : texts.accept, this.editing || can.accept, () => this.enter(), "main"],
      ["E", texts.edit, can.edit && !this.editing, () => this.edit()],
      ["U", texts.undo, can.undo, () => this.act("undo")],
      ["P", texts.paper, true, () => this.act("paper")],
      null,
      ["F", texts.illegible, can.decide, () => this.act("illegible")],
      ["B", texts.blank, can.decide, () => this.act("blank")],
      ["S", texts.misfiled, can.decide, () => this.act("misfiled")],
      ["H", texts.hold, can.decide, () => this.act("hold")],
      ["R", texts.rescan, can.decide, () => this.act("rescan")],
    ];
    for (const one of known) {
      if (!one) { footer.append(make("span", "gap")); continue; }
      const [key, text, on, run, kind] = one;
      const button = make("button", kind || "");
      button.type = "button";
      button.disabled = !on;
      button.append(make("kbd", "", key), make("span", "", text));
      button.addEventListener("click", () => { button.blur(); run(); });
      footer.append(button);
    }
    return footer;
  }

  done() {
    const { data } = this;
    const panel = make("div", "card done");
    panel.style.marginTop = "40px";
    panel.append(make("h2", "", data.label));
    for (const line of data.reasons) panel.append(make("p", "", line));
    if (data.trouble) panel.append(make("p", "told", data.trouble));
    const footer = make("footer", "keys");
    footer.style.gridTemplateColumns = "auto auto";
    const approve = make("button", "main");
    approve.type = "button";
    approve.disabled = !data.can.accept;
    approve.append(make("kbd", "", "Enter"), make("span", "", data.texts.approve));
    approve.addEventListener("click", () => { approve.blur(); this.act("approve"); });
    const undo = make("button");
    undo.type = "button";
    undo.disabled = !data.can.undo;
    undo.append(make("kbd", "", "U"), make("span", "", data.texts.undo));
    undo.addEventListener("click", () => { undo.blur(); this.act("undo"); });
    footer.append(approve, undo);
    panel.append(footer);
    return panel;
  }

  // ---- the crop, cut from the page picture in the browser: sharp, and nothing to fetch

  drawCrop() {
    const { data, canvas, image } = this;
    if (!data || data.done || !canvas || !canvas.isConnected) return;
    const box = data.picture.box;
    this.nowhere.hidden = Boolean(box);
    if (!box || !image.complete || !image.naturalWidth || image.dataset.url !== data.picture.url) return;
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const scale = image.naturalWidth / data.picture.width;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.imageSmoothingQuality = "high";
    const cut = (from, to) => pen.drawImage(image, from.x * scale, from.y * scale, from.w * scale, from.h * scale, to.x, to.y, to.w, to.h);
    if (box[2] > WIDE_PX && box[2] > 4 * box[3]) {
      for (const [from, to] of folded(box, width, height)) {
        cut(from, to);
        band(pen, box, from, to);
      }
      return;
    }
    const seen = region(box, data.picture, width / height);
    const grow = width / seen.w;
    cut(seen, { x: 0, y: 0, w: width, h: height });
    light(pen, { x: (box[0] - seen.x) * grow, y: (box[1] - seen.y) * grow, w: box[2] * grow, h: box[3] * grow }, width, height);
  }

  // ---- keys

  key(event) {
    const { data } = this;
    if (!data || !this.root.isConnected) return;
    const source = event.composedPath()[0];
    if (source === this.line) return this.keyInLine(event);
    if (this.busy) return; // on its way out, it leaves keys to what is drawn next
    if (event.isComposing || event.keyCode === 229 || event.repeat || elsewhere(source)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key.toLowerCase() === "z" && !event.altKey && data.can.undo) this.take(event, () => this.act("undo"));
      return;
    }
    if (event.shiftKey && event.key.startsWith("Arrow")) return; // moves a row of the log
    const run = this.commandFor(event);
    if (run) this.take(event, run);
  }

  commandFor(event) {
    const { can } = this.data;
    const letter = event.code.startsWith("Key") ? event.code.slice(3) : event.key;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (this.data.done) {
      return { Enter: can.accept && (() => this.act("approve")), U: can.undo && (() => this.act("undo")) }[letter];
    }
    if (digit) return this.data.choices.length >= digit[1] && (() => this.act("choose", { choice: digit[1] - 1 }));
    return {
      Enter: can.accept && (() => this.enter()),
      E: can.edit && (() => this.edit()),
      F2: can.edit && (() => this.edit()),
      F: can.decide && (() => this.act("illegible")),
      B: can.decide && (() => this.act("blank")),
      S: can.decide && (() => this.act("misfiled")),
      H: can.decide && (() => this.act("hold")),
      R: can.decide && (() => this.act("rescan")),
      U: can.undo && (() => this.act("undo")),
      P: () => this.act("paper"),
      ArrowDown: () => this.act("next"),
      ArrowUp: () => this.act("previous"),
      ArrowRight: this.data.parts.length && (() => this.act("part", { step: 1 })),
      ArrowLeft: this.data.parts.length && (() => this.act("part", { step: -1 })),
    }[letter];
  }

  keyInLine(event) {
    event.stopPropagation(); // Streamlit's own one-letter keys must not hear what is typed here
    if (event.isComposing || event.keyCode === 229) return; // the Enter that ends a composition is no decision
    if (event.key === "Enter") { event.preventDefault(); if (!event.repeat) this.enter(); }
    else if (event.key === "Escape") { event.preventDefault(); this.leave(); }
    else if (event.key === "Tab" && this.data.parts.length) {
      event.preventDefault();
      this.act("part", { step: event.shiftKey ? -1 : 1, edit: true });
    }
  }

  take(event, run) {
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  enter() {
    if (!this.editing) return this.act("accept");
    const text = this.line.value;
    this.typed = text;
    this.act("correct", { text });
  }

  edit() {
    this.editing = true;
    this.build();
  }

  leave() {
    clearTimeout(this.timer);
    this.editing = false;
    this.typed = null;
    this.line = null;
    this.act("drop");
  }

  typing() {
    this.typed = this.line.value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.editing && !this.busy) this.say("typed", { ...this.stamp(), text: this.typed });
    }, AGAIN_MS);
  }

  act(what, more = {}) {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    clearTimeout(this.slow);
    clearTimeout(this.lost);
    this.slow = setTimeout(() => this.root.classList.add("waiting"), SLOW_MS);
    this.lost = setTimeout(() => { this.busy = false; }, LOST_MS);
    this.say("act", { what, ...this.stamp(), ms: Math.round(performance.now() - this.shownAt), ...more });
  }

  stamp() {
    const { case: of, target, part, revision } = this.data;
    return { case: of, target, part, revision, at: Date.now() };
  }

  focusLine() {
    const line = this.line;
    line.focus({ preventScroll: true });
    if (line.tagName === "INPUT" && this.data.select && this.typed === null) line.select();
    else line.setSelectionRange(line.value.length, line.value.length);
  }
}

// A control outside the keying line keeps its own keys.
function elsewhere(source) {
  return source instanceof Element && Boolean(source.closest("input, textarea, select, button, a, [contenteditable], [role=button], [role=combobox], [data-keys]"));
}

// The part of the page to show: the box, two lines of context, in the shape of the canvas, inside the page.
function region(box, page, shape) {
  const [x, y, w, h] = box;
  const pad = Math.min(h, 60) * PAD_LINES;
  let height = Math.max(h + 2 * pad, 220);
  let width = Math.max(w + 160, height * shape, 620);
  height = width / shape;
  if (height < h + 40) { height = h + 40; width = height * shape; }
  const left = Math.max(0, Math.min(x + w / 2 - width / 2, page.width - width));
  const top = Math.max(0, Math.min(y + h / 2 - height / 2, page.height - height));
  return { x: left, y: top, w: width, h: height };
}

// A long row of a log, folded into two halves one above the other, so that its writing stays large enough to read.
function folded([x, y, w, h], width, height) {
  const gap = 8, each = (height - gap) / 2;
  const part = Math.max(w * 0.53, (h * width) / each);
  const tall = (part * each) / width;
  const top = y + h / 2 - tall / 2;
  return [
    [{ x: x - 8, y: top, w: part, h: tall }, { x: 0, y: 0, w: width, h: each }],
    [{ x: x + w - part + 8, y: top, w: part, h: tall }, { x: 0, y: each + gap, w: width, h: each }],
  ];
}

// The row in full light within its half; what lies above and below is a little paler.
function band(pen, box, from, to) {
  const grow = to.w / from.w;
  const top = Math.max(to.y, to.y + (box[1] - 6 - from.y) * grow);
  const bottom = Math.min(to.y + to.h, to.y + (box[1] + box[3] + 6 - from.y) * grow);
  pen.fillStyle = PALE;
  pen.fillRect(to.x, to.y, to.w, top - to.y);
  pen.fillRect(to.x, bottom, to.w, to.y + to.h - bottom);
  pen.fillStyle = LIT;
  pen.fillRect(to.x, top, to.w, 2);
  pen.fillRect(to.x, bottom - 2, to.w, 2);
}

// The box in full light, its surroundings a little paler.
function light(pen, box, width, height) {
  const pad = 6;
  const lit = { x: box.x - pad, y: box.y - pad, w: box.w + 2 * pad, h: box.h + 2 * pad };
  pen.fillStyle = PALE;
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.roundRect(lit.x, lit.y, lit.w, lit.h, 5);
  pen.fill("evenodd");
  pen.strokeStyle = LIT;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(lit.x, lit.y, lit.w, lit.h, 5);
  pen.stroke();
}
