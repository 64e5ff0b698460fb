// A view of a demo that has no frames: what is drawn follows from its scene and its settings.
import { colours } from "../site/theme.js";

/** @typedef {Record<string, Float32Array>} Scene */
/** @typedef {Record<string, string | number>} Settings */

/** @param {(scene: Scene, palette: import("../site/theme.js").Colours, settings: Settings) => void} draw */
export function still(draw) {
  /** @type {Scene | null} */
  let scene = null;
  return {
    /** @param {Scene} next */
    scene(next) {
      scene = next;
    },
    frame() {},
    /** @param {Settings} settings */
    draw(settings) {
      if (scene) draw(scene, colours(), settings);
    },
  };
}
