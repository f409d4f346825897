// One crop and an empty line: nothing tells what anybody else has typed. Every word is a draft before it is a decision.

const AGAIN_MS = 150;

export default function (component) {
  at(component, Blind);
}

class Blind {
  constructor(parent) {
    this.root = make("section", "blind");
    parent.appendChild(this.root);
  }

  show(data) {
    const elsewhere = !this.data || data.task !== this.data.task;
    const answered = !this.data || data.seq !== this.data.seq;
    this.data = data;
    if (answered) this.free();
    if (elsewhere || data.none) { this.since = performance.now(); this.build(); }
    if (this.note) {
      this.note.textContent = data.note.text;
      this.note.classList.toggle("wrong", !data.note.ok);
      this.line.setAttribute("aria-invalid", String(!data.note.ok));
    }
    if (this.told) this.told.textContent = data.said;
    this.root.dataset.seq = data.seq;
    this.root.dataset.task = data.task || "";
  }

  build() {
    const { data } = this;
    this.line = this.note = null;
    const footer = this.keys();
    if (data.none) { this.root.replaceChildren(footer); return; }
    const head = make("header");
    head.append(make("h2", "", data.label), make("span", "left", data.left));
    const image = make("img");
    image.src = data.picture;
    image.alt = data.label;
    const crop = make("div", "crop");
    crop.append(image);
    this.line = make("input", "line");
    this.line.type = "text";
    this.line.spellcheck = false;
    this.line.autocomplete = "off";
    this.line.value = data.draft || "";
    this.line.setAttribute("aria-label", data.label);
    this.line.addEventListener("input", () => this.typing());
    this.line.addEventListener("compositionend", () => this.typing());
    this.line.addEventListener("keydown", (event) => this.key(event));
    this.note = make("div", "note");
    this.note.setAttribute("role", "status");
    const parts = [head, make("p", "how", data.how), crop];
    if (data.choices.length) parts.push(this.choices());
    this.root.replaceChildren(...parts, this.line, this.note, footer);
    this.line.focus({ preventScroll: true });
  }

  choices() {
    const list = make("ol", "choices");
    this.data.choices.slice(0, 9).forEach((text, index) => {
      const button = make("button");
      button.type = "button";
      button.append(make("kbd", "", `Alt+${index + 1}`), make("span", "", text));
      button.addEventListener("click", () => this.take(text));
      const item = make("li");
      item.append(button);
      list.append(item);
    });
    return list;
  }

  keys() {
    const { texts, undo, none } = this.data;
    const footer = make("footer", "keys");
    const known = [
      ["Enter", texts.second_save, !none, () => this.send("key"), "main"],
      ["F8", texts.second_skip, !none, () => this.send("later")],
      ["F9", texts.second_undo, undo, () => this.send("undo")],
    ];
    for (const [key, text, on, run, kind] of known) {
      const button = make("button", kind || "");
      button.type = "button";
      button.hidden = !on;
      button.append(make("kbd", "", key), make("span", "", text));
      button.addEventListener("click", run);
      footer.append(button);
    }
    this.told = make("span", "said", this.data.said);
    this.told.setAttribute("role", "status");
    footer.append(this.told);
    return footer;
  }

  take(text) {
    this.line.value = text;
    this.line.focus();
    this.typing();
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // the Enter that ends a composition is no entry
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (event.altKey && digit && this.data.choices[digit[1] - 1]) { event.preventDefault(); this.take(this.data.choices[digit[1] - 1]); }
    else if (event.key === "Enter" && !event.repeat) { event.preventDefault(); this.send("key"); }
    else if (event.key === "F8") { event.preventDefault(); this.send("later"); }
    else if (event.key === "F9" && this.data.undo) { event.preventDefault(); this.send("undo"); }
  }

  typing() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.busy && this.line) this.say("typed", { task: this.data.task, text: this.line.value, at: Date.now() });
    }, AGAIN_MS);
  }

  send(what) {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    if (this.line) this.line.readOnly = true; // until the answer: what would be typed now belongs to no field yet
    setTimeout(() => this.free(), 8000);
    const text = this.line ? this.line.value : "";
    this.say(what, { task: this.data.task, text, ms: Math.round(performance.now() - this.since), at: Date.now() });
  }

  free() {
    this.busy = false;
    if (this.line) this.line.readOnly = false;
  }
}

