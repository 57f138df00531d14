// The page: reads its show and plays it. `window.kaleidostage.load(show)` plays another.
import { NO_WEBGL, Player } from "./player.ts";
import { readShow } from "./show/data.ts";

const message = document.getElementById("message");
try {
  window.kaleidostage = new Player(readShow());
  message.hidden = true;
} catch (error) {
  message.textContent = error.message;
  if (error.message !== NO_WEBGL) console.error(error);
}
