// Where to go from here: a row of buttons, the first of them on Enter. What it says is where that button led when it was
// seen: the event carries the case that was shown, so an answer that comes late never opens another one.
// A key that is held down, and a second one while the first is on its way, do nothing.

const LOST_MS = 8000;
const rows = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!rows.has(parentElement)) rows.set(parentElement, new Onward(parentElement));
  const row = rows.get(parentElement);
  row.say = setTriggerValue;
  row.show(data);
  const onKey = (event) => row.key(event);
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}

class Onward {
  constructor(parent) {
    this.root = document.createElement("nav");
    this.root.className = "onward";
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
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.what = one.what;
    if (one.first) made.className = "first";
    const words = document.createElement("span");
    words.textContent = one.label;
    made.append(words);
    if (one.note) {
      const note = document.createElement("small");
      note.textContent = one.note;
      made.append(note);
    }
    if (one.first) {
      const key = document.createElement("kbd");
      key.textContent = "Enter";
      made.append(key);
    }
    made.addEventListener("click", () => this.go(place));
    made.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.repeat) event.preventDefault(); });
    return made;
  }

  key(event) {
    if (!this.root.isConnected || event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
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
