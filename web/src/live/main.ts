// The live stage: what is asked for on the left, what happens on the right.
import { $ } from "../watch/page.ts";
import { Curve } from "./curve.ts";
import { type Attempt, Doors } from "./doors.ts";
import type { Job } from "./facts.ts";
import { bring, fill, wishOf } from "./form.ts";
import { Hall } from "./hall.ts";
import { head, list } from "./runs.ts";
import { Theatre } from "./theatre.ts";
import { Wire } from "./wire.ts";

declare global {
  interface Window {
    live?: { theatre: Theatre; wire: Wire };
  }
}

// Does what was asked; what is refused is said where one looks.
const attempt: Attempt = async (act, pressed) => {
  const trouble = $("trouble");
  trouble.textContent = "";
  if (pressed) pressed.disabled = true;
  try {
    await act();
  } catch (error) {
    trouble.textContent = error instanceof Error ? error.message : String(error);
    trouble.scrollIntoView({ block: "nearest" });
  } finally {
    if (pressed) pressed.disabled = false;
  }
};

const theatre = new Theatre($("replay", HTMLIFrameElement), $("empty")),
  hall = new Hall(theatre),
  doors = new Doors(hall, attempt),
  curve = new Curve(hall),
  form = $("wish", HTMLFormElement);
hall.views = {
  list: () => list(hall, attempt),
  head: () => head(hall, doors),
  curve: () => curve.show(),
  stocked: (catalogue) => fill(form, catalogue),
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter as HTMLButtonElement;
  attempt(() => hall.begin(wishOf(form, pressed.value as Job)), pressed);
});
$("file").addEventListener("change", () => {
  const kind = $("kind", HTMLSelectElement).value;
  attempt(() => bring(kind, $("file", HTMLInputElement), $("brought"), () => hall.stock()));
});
addEventListener("focus", () => hall.catalogue && attempt(() => hall.stock()));

const wire = new Wire(hall, (open, text) => {
  $("link").textContent = text;
  $("link").classList.toggle("lost", !open);
});
window.live = { theatre, wire };
