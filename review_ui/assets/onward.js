// Where to go from here: a row of buttons, the first of them on Enter. What it says is where that button led when it was
// seen: the event carries the case that was shown, so an answer that comes late never opens another one.
// A key that is held down, and a second one while the first is on its way, do nothing.

const LOST_MS = 8000;

export default function (component) {
  return heard(at(component, Onward));
}

class Onward {
  constructor(parent) {
    this.root = make("nav", "onward");
    parent.appendChild(this.root);
  }

  show(data) {
    const words = JSON.stringify(data);
    if (words === this.words) return;
    this.words = words;
    this.data = data;
    this.free();
    this.root.dataset.seq = data.seq;
    this.root.setAttribute("aria-label", data.label);
    this.root.replaceChildren(...data.buttons.map((one, place) => this.button(one, place)));
  }

  free() {
    clearTimeout(this.lost);
    this.busy = false;
    this.root.classList.remove("waiting");
  }

  button(one, place) {
    const made = make("button", one.first ? "first" : "");
    made.type = "button";
    made.dataset.what = one.what;
    made.append(make("span", "", one.label));
    if (one.note) made.append(make("small", "", one.note));
    if (one.first) made.append(make("kbd", "", "Enter"));
    made.addEventListener("click", () => this.go(place));
    made.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.repeat) event.preventDefault(); });
    return made;
  }

  key(event) {
    if (!this.root.isConnected || event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || this.busy) return; // what is drawn next hears it instead
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, button, a, [contenteditable]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const place = this.data.buttons.findIndex((one) => one.first);
    if (!event.repeat && place >= 0) this.go(place);
  }

  go(place) {
    const one = this.data.buttons[place];
    if (this.busy || !one) return;
    this.busy = true;
    this.root.classList.add("waiting");
    this.lost = setTimeout(() => this.free(), LOST_MS);
    this.say("go", { what: one.what, case: one.case, revision: this.data.revision, at: Date.now() });
  }
}
