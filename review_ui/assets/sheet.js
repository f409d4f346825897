// The page beside the field: the scan with the field's box lit, zoomed, turned and fitted in the browser.
// It changes nothing on the paper: turning and zooming are for the eye only.

const ZOOM_STEP = 1.35;
const MOST_ZOOM = 4; // CSS px a page px
const SPACE = "http://www.w3.org/2000/svg";

export default function (component) {
  const view = at(component, SheetView);
  const onKey = (event) => view.key(event);
  const onSize = () => view.settle();
  window.addEventListener("keydown", onKey);
  window.addEventListener("resize", onSize);
  return () => {
    window.removeEventListener("keydown", onKey);
    window.removeEventListener("resize", onSize);
  };
}

function draw(tag, attributes) {
  const found = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  return found;
}

class SheetView {
  constructor(parent) {
    this.root = make("section", "sheet");
    this.tools = make("div", "tools");
    this.view = make("div", "view");
    this.leaf = make("div", "leaf");
    this.image = make("img");
    this.marks = draw("svg", { "aria-hidden": "true" });
    this.empty = make("div", "empty");
    this.flag = make("div", "flag");
    this.slips = make("div", "slips");
    this.leaf.append(this.image, this.marks);
    this.view.append(this.leaf, this.empty, this.flag, this.slips);
    this.root.append(this.tools, this.view);
    parent.appendChild(this.root);
    this.mode = "page";
    this.turn = 0;
    this.image.addEventListener("load", () => { this.leaf.hidden = false; this.settle(); });
    this.listen();
  }

  show(data) {
    const other = !this.data || data.page.url !== this.data.page.url || data.page.turn !== this.data.page.turn;
    const moved = other || data.seq !== this.data.seq;
    this.data = data;
    this.root.setAttribute("aria-label", data.texts.sheet);
    if (other) {
      this.turn = data.page.turn;
      this.image.src = data.page.url || "";
      this.image.alt = `${data.texts.sheet} ${data.page.no}`;
    }
    this.leaf.hidden = !data.page.url;
    this.empty.hidden = Boolean(data.page.url);
    this.empty.textContent = data.texts.no_picture;
    this.flag.hidden = !data.page.flag;
    this.flag.textContent = data.page.flag;
    this.slips.replaceChildren(...data.page.notes.map((text) => make("span", "slip", text)));
    if (other && data.region) this.mode = "close";
    this.buildTools();
    this.buildMarks();
    if (moved) { if (this.mode === "free") this.mode = data.region ? "close" : "page"; this.settle(true); }
  }

  buildTools() {
    const { data } = this;
    const name = make("span", "name");
    name.append(make("b", "", `${data.place} / ${data.pages}`), document.createTextNode(data.page.form));
    const tools = [
      [data.texts.page_back, "[", data.back !== null, () => this.go(-1)],
      [data.texts.page_on, "]", data.on !== null, () => this.go(1)],
      ["－", "-", true, () => this.zoom(1 / ZOOM_STEP)],
      ["＋", "+", true, () => this.zoom(ZOOM_STEP)],
      [this.mode === "page" ? data.texts.close_up : data.texts.whole, "O", true, () => this.toggle()],
      [data.texts.turn, "T", true, () => this.turnOn()],
    ];
    this.tools.replaceChildren(name, ...tools.map(([text, key, on, run]) => {
      const button = make("button", "", text);
      button.type = "button";
      button.disabled = !on;
      button.title = `${text} (${key})`;
      button.append(make("kbd", "", key));
      button.addEventListener("click", () => { button.blur(); run(); });
      return button;
    }));
  }

  buildMarks() {
    const { page, box, others } = this.data;
    this.leaf.style.width = `${page.width}px`;
    this.leaf.style.height = `${page.height}px`;
    this.marks.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    const drawn = others.map((one) => this.otherMark(one));
    if (box) {
      const place = { x: box[0] - 8, y: box[1] - 8, width: box[2] + 16, height: box[3] + 16, rx: 6 };
      drawn.push(draw("rect", { class: "glow", ...place }), draw("rect", { class: "lit", ...place }));
    }
    this.marks.replaceChildren(...drawn);
  }

  otherMark(one) {
    const [x, y, width, height] = one.box;
    const mark = draw("rect", { class: "other", x: x - 6, y: y - 6, width: width + 12, height: height + 12, rx: 5 });
    mark.addEventListener("pointerdown", (event) => event.stopPropagation());
    mark.addEventListener("click", () => this.say("pick", { target: one.target, at: Date.now() }));
    return mark;
  }

  // ---- where the page lies

  settle(glide = false) {
    if (!this.data || !this.view.clientWidth) return;
    if (this.mode === "page") this.fit([0, 0, this.data.page.width, this.data.page.height], 10);
    else if (this.mode === "close") this.fit(this.data.region ?? around(this.data.box, this.data.page), 4);
    this.place(glide);
  }

  fit([x, y, w, h], margin) {
    const sideways = this.turn % 180 !== 0;
    const width = this.view.clientWidth - 2 * margin, height = this.view.clientHeight - 2 * margin;
    this.scale = Math.min(width / (sideways ? h : w), height / (sideways ? w : h), 1.2);
    this.centre = [x + w / 2, y + h / 2];
  }

  place(glide) {
    const [cx, cy] = this.centre;
    const angle = (this.turn * Math.PI) / 180, cos = Math.cos(angle) * this.scale, sin = Math.sin(angle) * this.scale;
    const left = this.view.clientWidth / 2 - (cos * cx - sin * cy), top = this.view.clientHeight / 2 - (sin * cx + cos * cy);
    this.leaf.classList.toggle("gliding", glide);
    this.leaf.style.transform = `matrix(${cos}, ${sin}, ${-sin}, ${cos}, ${left}, ${top})`;
  }

  zoom(by) {
    this.mode = "free";
    this.scale = Math.max(0.05, Math.min(MOST_ZOOM, this.scale * by));
    this.place(true);
    this.buildTools();
  }

  toggle() {
    this.mode = this.mode === "page" && (this.data.box || this.data.region) ? "close" : "page";
    this.settle(true);
    this.buildTools();
  }

  turnOn() {
    this.turn = (this.turn + 90) % 360;
    this.settle(true);
  }

  go(by) {
    const no = by < 0 ? this.data.back : this.data.on;
    if (no !== null) this.say("page", { no, at: Date.now() });
  }

  listen() {
    let held = null;
    this.view.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY]; this.view.setPointerCapture(event.pointerId); });
    this.view.addEventListener("pointermove", (event) => {
      if (!held) return;
      const angle = (-this.turn * Math.PI) / 180, dx = (event.clientX - held[0]) / this.scale, dy = (event.clientY - held[1]) / this.scale;
      held = [event.clientX, event.clientY];
      this.mode = "free";
      this.centre = [this.centre[0] - (dx * Math.cos(angle) - dy * Math.sin(angle)), this.centre[1] - (dx * Math.sin(angle) + dy * Math.cos(angle))];
      this.place(false);
    });
    this.view.addEventListener("pointerup", () => { held = null; });
    this.view.addEventListener("wheel", (event) => { event.preventDefault(); this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
  }

  key(event) {
    if (!this.root.isConnected || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const source = event.composedPath()[0];
    if (source instanceof Element && source.closest("input, textarea, select, [contenteditable], [data-keys]")) return;
    const run = {
      "[": () => this.go(-1), "]": () => this.go(1), PageUp: () => this.go(-1), PageDown: () => this.go(1),
      "-": () => this.zoom(1 / ZOOM_STEP), "+": () => this.zoom(ZOOM_STEP), ";": () => this.zoom(ZOOM_STEP), "0": () => { this.mode = "close"; this.toggle(); },
      o: () => this.toggle(), t: () => this.turnOn(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }
}

// The box with room around it, never smaller than a line is long.
function around(box, page) {
  if (!box) return [0, 0, page.width, page.height];
  const [x, y, w, h] = box;
  const width = Math.max(w + 200, 900), height = Math.max(h + 300, 600);
  return [x + w / 2 - width / 2, y + h / 2 - height / 2, width, height];
}
