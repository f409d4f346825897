// The pages of a case as small pictures, in the order in which they lie. Arrows and clicks choose one.

export default function (component) {
  return heard(at(component, Strip));
}

class Strip {
  constructor(parent) {
    this.title = make("h2");
    this.list = make("ol", "strip");
    parent.append(this.title, this.list);
  }

  show(data) {
    this.data = data;
    this.title.textContent = data.title;
    const kept = this.list.scrollTop;
    this.list.replaceChildren(...data.pages.map((page) => this.card(page)));
    this.list.scrollTop = kept;
    this.list.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  card(page) {
    const item = make("li");
    const button = make("button", page.aside ? "aside" : "");
    button.type = "button";
    button.setAttribute("aria-current", String(page.no === this.data.now));
    button.dataset.page = page.no;
    const frame = make("span", "frame");
    if (page.url) {
      const image = make("img");
      image.src = page.url;
      image.alt = "";
      image.style.transform = `rotate(${page.turn}deg)`;
      frame.append(image);
    }
    const words = make("span", "words");
    words.append(make("b", "", String(page.place)), make("span", "form", page.form));
    for (const sign of page.signs) words.append(make("em", "", sign));
    button.append(frame, words);
    button.addEventListener("click", () => { button.blur(); this.pick(page.no); });
    item.append(button);
    return item;
  }

  pick(no) {
    this.say("pick", { no, at: Date.now() });
  }

  key(event) {
    if (!this.list.isConnected || event.isComposing || event.keyCode === 229 || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, [contenteditable], [data-keys]")) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const place = this.data.pages.findIndex((page) => page.no === this.data.now) + by;
    if (this.data.pages[place]) this.pick(this.data.pages[place].no);
  }
}
