// The page: reads its show and plays it. `window.kaleidostage.load(show)` plays another.
import { NO_WEBGL, Player } from "./player.ts";
import { readShow } from "./show/data.ts";
import { $ } from "./watch/page.ts";

declare global {
  interface Window {
    kaleidostage?: Player;
  }
}

const message = $("message");
try {
  window.kaleidostage = new Player(readShow());
  message.hidden = true;
} catch (error) {
  message.textContent = error instanceof Error ? error.message : String(error);
  if (message.textContent !== NO_WEBGL) console.error(error);
}
