// The list beside the keying line: what is in doubt first, the rest folded. A click goes there; it decides nothing.

export default function (component) {
  at(component, Items);
}

class Items {
  constructor(parent) {
    this.root = make("section", "items");
    this.scroll = make("div", "scroll");
    parent.appendChild(this.root);
    this.open = false;
  }

  show(data) {
    this.data = data;
    const top = make("div", "top");
    const meter = make("div", "meter");
    const bar = make("span");
    bar.style.width = `${data.share}%`;
    meter.append(bar);
    meter.setAttribute("role", "img");
    meter.setAttribute("aria-label", data.progress);
    top.append(make("b", "", data.title), meter, make("span", "", data.progress));
    const last = make("div", "last", data.last);
    last.setAttribute("role", "status");
    const kept = this.scroll.scrollTop;
    this.scroll.replaceChildren(...this.rows());
    this.root.replaceChildren(top, this.scroll, last);
    this.scroll.scrollTop = kept;
    this.keepInSight();
  }

  rows() {
    const { data } = this;
    const rows = grouped(data.doubts).flatMap(([name, items]) => [make("div", "group", name), ...items.map((one) => this.row(one))]);
    if (!data.rest.length) return rows;
    const fold = make("button", "group", `${this.open ? "▾" : "▸"} ${data.rest_title}`);
    fold.type = "button";
    fold.setAttribute("aria-expanded", String(this.open));
    fold.addEventListener("click", () => { this.open = !this.open; this.show(this.data); });
    return [...rows, fold, ...(this.open ? data.rest.map((one) => this.row(one)) : [])];
  }

  row(one) {
    const button = make("button", "row");
    button.type = "button";
    if (one.target === this.data.target) button.setAttribute("aria-current", "true");
    const sign = make("span", `sign ${one.kind}`, one.sign);
    sign.title = one.sign_name;
    button.append(sign, make("span", "label", one.label), make("span", `value${one.value ? "" : " none"}`, one.value || this.data.none));
    button.addEventListener("click", () => { button.blur(); this.say("pick", { target: one.target, at: Date.now() }); });
    return button;
  }

  keepInSight() {
    const now = this.scroll.querySelector("[aria-current]");
    if (!now) return;
    const above = now.offsetTop - this.scroll.offsetTop - 40, below = now.offsetTop - this.scroll.offsetTop + now.offsetHeight + 40;
    if (above < this.scroll.scrollTop) this.scroll.scrollTop = above;
    else if (below > this.scroll.scrollTop + this.scroll.clientHeight) this.scroll.scrollTop = below - this.scroll.clientHeight;
  }
}

// Neighbours of one page under one heading; the order of the doubts stays as it is.
function grouped(items) {
  const groups = [];
  for (const one of items) {
    if (groups.at(-1)?.[0] !== one.group) groups.push([one.group, []]);
    groups.at(-1)[1].push(one);
  }
  return groups;
}
