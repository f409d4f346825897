// Keeps the session of this tab over F5: in the tab's own store, which other tabs, ports and sites cannot read.

const PLACE = "tsuzuri.session";
const asked = new WeakSet();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (data.keep) sessionStorage.setItem(PLACE, data.keep);
  if (data.forget) sessionStorage.removeItem(PLACE);
  if (!data.ask || asked.has(parentElement)) return;
  asked.add(parentElement);
  const kept = sessionStorage.getItem(PLACE);
  if (kept) setTriggerValue("found", { token: kept, at: Date.now() });
}
