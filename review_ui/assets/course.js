// The course of a case: a row a contact, beside it the piece of paper the row at hand was read from.
// Words from paper are shown with textContent.

const courses = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let kept = courses.get(parentElement);
  if (!kept) {
    kept = { root: make("section", "course") };
    kept.root.tabIndex = 0;
    kept.root.addEventListener("keydown", (event) => pressed(event, kept));
    parentElement.appendChild(kept.root);
    courses.set(parentElement, kept);
  }
  kept.say = setTriggerValue;
  const above = kept.root.querySelector(".rows")?.scrollTop || 0;
  kept.data = data;
  kept.at = Math.max(0, data.rows.findIndex((row) => row.target === data.target));
  kept.root.replaceChildren(...(data.rows.length ? [list(kept), paper(data)] : [make("p", "none", data.texts.course_none)]));
  const frame = kept.root.querySelector(".rows");
  if (frame) frame.scrollTop = above;
}

function list(kept) {
  const { data } = kept;
  const column = make("div", "column");
  const head = make("header");
  head.append(make("h2", "", data.title), make("span", "keys", data.texts.course_keys));
  const frame = make("div", "rows");
  frame.tabIndex = 0;
  const table = make("table");
  const heads = make("tr");
  data.heads.forEach((text) => {
    const cell = make("th", "", text);
    cell.scope = "col";
    heads.append(cell);
  });
  const top = make("thead");
  top.append(heads);
  const body = make("tbody");
  kept.rows = data.rows.map((row, at) => line(kept, row, at));
  body.append(...kept.rows);
  table.append(top, body);
  frame.append(table);
  column.append(head, frame);
  return column;
}

function line(kept, row, at) {
  const found = make("tr");
  found.setAttribute("aria-selected", String(at === kept.at));
  const day = make("td", "day");
  const dot = make("i", row.vouched ? "dot sure" : "dot");
  dot.title = row.state;
  day.append(dot, make("b", "", row.day), make("small", "", row.age));
  const marks = make("span", "marks");
  row.marks.forEach(([sign, name]) => {
    const mark = make("i", "mark", sign);
    mark.title = name;
    marks.append(mark);
  });
  if (row.how) day.append(make("span", "how", row.how));
  if (row.marks.length) day.append(marks);
  found.append(day, ...row.cells.map((text) => make("td", "", text)), make("td", "source", row.source));
  found.addEventListener("click", () => look(kept, at));
  found.addEventListener("dblclick", () => open(kept));
  return found;
}

function paper(data) {
  const place = make("figure", "paper");
  const caption = make("figcaption", "", data.texts.course_paper);
  caption.append(make("b", "", data.caption));
  place.append(caption);
  if (data.crop) {
    const picture = make("img");
    picture.src = data.crop;
    picture.alt = `${data.texts.course_paper} ${data.caption}`;
    place.append(picture);
  } else {
    place.append(make("p", "", data.texts.course_no_place));
  }
  return place;
}

function look(kept, at) {
  kept.at = at;
  kept.rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
  kept.rows[at].scrollIntoView({ block: "nearest" });
  kept.say("look", { target: kept.data.rows[at].target, at: Date.now() });
}

function open(kept) {
  const row = kept.data.rows[kept.at];
  if (row) kept.say("open", { target: row.target, at: Date.now() });
}

function pressed(event, kept) {
  if (event.isComposing || event.keyCode === 229) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = kept.at + (step || 0);
  if (step && kept.rows?.[next]) look(kept, next);
  else if (event.key === "Enter") open(kept);
  else if (!step) return;
  event.preventDefault();
}
