// Puts the page together: its words, its views by address, the panel for sources, the history and the key.

import { announce } from "./announce.js";
import { isSignedIn, Problem, signOut, whenRefused } from "./api.js";
import { conversation } from "./asking.js";
import { askForKey } from "./dialogs.js";
import { documentView } from "./document_view.js";
import { byId, element } from "./dom.js";
import { history } from "./history.js";
import { known } from "./known.js";
import { rail } from "./rail.js";
import { reader } from "./reader.js";
import { routeFrom } from "./route.js";
import { shared } from "./shared.js";
import { words } from "./words.js";

const main = byId("main");
const panel = reader();
const past = history(byId("past"), (id) => {
  if (location.hash === `#/c/${id}`) location.hash = "#/";
});
const drawer = rail();
/** @type {() => void} */
let leave = () => {};

/** @param {import("./cards.js").Spotted} spot */
const open = (spot) => void panel.open(spot);

say();
whenRefused(askForKey);
byId("sign-out").addEventListener("click", () => {
  signOut();
  location.hash = "#/";
  location.reload();
});
byId("skip").addEventListener("click", () => main.focus());
addEventListener("hashchange", async () => {
  await show();
  if (!main.contains(document.activeElement)) main.focus({ preventScroll: true });
});
// The outermost edge: what the service would not do is told in a line, and the console has whatever else went wrong.
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof Problem)) return;
  event.preventDefault();
  announce(event.reason.message);
});
void show();

async function show() {
  const route = routeFrom(location.hash);
  if (route.view === "conversation" && route.id && main.dataset.conversation === route.id) return;
  leave();
  leave = () => {};
  panel.close();
  drawer.close();
  main.className = "";
  main.replaceChildren();
  main.dataset.conversation = (route.view === "conversation" && route.id) || "";
  scrollTo(0, 0);
  if (route.view === "conversation") goOnWith(route.id);
  for (const [id, isHere] of Object.entries({
    "go-ask": route.view === "conversation",
    "go-known": route.view === "known",
  })) {
    if (isHere) byId(id).setAttribute("aria-current", "page");
    else byId(id).removeAttribute("aria-current");
  }
  try {
    await view(route);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    main.replaceChildren(element("p", { class: "problem" }, error.message));
  }
  byId("sign-out").hidden = !isSignedIn();
  const title = main.querySelector("h1, .asked")?.textContent;
  document.title = title && route.view !== "conversation" ? `${title} · ${words.title}` : words.title;
}

/** @param {import("./route.js").Route} route */
async function view(route) {
  if (route.view !== "conversation") void past.show(null);
  switch (route.view) {
    case "known":
      return known(main, open);
    case "document":
      return documentView(main, { ...route, open });
    case "shared":
      return shared(main, { ...route, open });
    default: {
      const held = conversation(main, { id: route.id, open, kept });
      leave = held.leave;
      await Promise.all([held.shown, past.show(route.id)]);
    }
  }
}

/** @param {string} id */
function kept(id) {
  main.dataset.conversation = id;
  goOnWith(id);
  if (location.hash !== `#/c/${id}`) globalThis.history.replaceState(null, "", `#/c/${id}`);
  void past.show(id);
}

/**
 * Have "Ask" lead back to the conversation that was open last.
 * @param {string | null} id
 */
function goOnWith(id) {
  byId("go-ask").setAttribute("href", id ? `#/c/${id}` : "#/");
}

/** Put the page's own words where its markup names them. */
function say() {
  document.documentElement.lang = words.locale;
  for (const each of document.querySelectorAll("[data-say]")) {
    each.textContent = named(each, "say");
  }
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", named(each, "label"));
}

/** @param {Element} each @param {"say" | "label"} attribute */
function named(each, attribute) {
  const name = /** @type {keyof typeof words} */ (each.getAttribute(`data-${attribute}`));
  return String(words[name]);
}
