// The network's answer over the plane, and the points it learns from.
import { rgb } from "./canvas.js";

/** @typedef {import("./canvas.js").Surface} Surface */
/** @typedef {import("../site/theme.js").Colours} Colours */

/**
 * @param {ArrayLike<number>} values ŷ in [0, 1], rows from the top
 * @param {number} cells
 * @param {Colours} colours
 * @param {[string, string]} ends the names of the colours of 0 and of 1
 * @returns {ImageData}
 */
export function mapImage(values, cells, colours, ends = ["negative", "positive"]) {
  const image = new ImageData(cells, cells);
  const [low, middle, high] = [ends[0], "paper", ends[1]].map((name) => rgb(colours[name]));
  for (let i = 0; i < cells * cells; i++) {
    const p = values[i];
    if (Number.isNaN(p)) continue; // a network that diverged has no answer: left transparent
    const end = p < 0.5 ? low : high;
    const share = 0.55 * Math.abs(2 * p - 1);
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = middle[c] + share * (end[c] - middle[c]);
    image.data[4 * i + 3] = 255;
  }
  return image;
}

const scratch = document.createElement("canvas");

/**
 * @param {Surface} surface
 * @param {ImageData} image
 */
export function drawMap(surface, image) {
  drawImage(surface, image, { left: 0, right: surface.width, top: 0, bottom: surface.height });
}

/**
 * @param {Surface} surface
 * @param {ImageData} image
 * @param {{left: number, right: number, top: number, bottom: number}} box
 */
export function drawImage({ context }, image, { left, right, top, bottom }) {
  [scratch.width, scratch.height] = [image.width, image.height];
  scratch.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(scratch, left, top, right - left, bottom - top);
}

/**
 * Points on [−edge, edge]²: discs for class 0, squares for class 1, so that colour is not alone.
 * @param {Surface} surface
 * @param {{x: Float32Array, y: Float32Array, edge: number}} points x: first all first coordinates, then all second ones
 * @param {Colours} colours
 * @param {boolean} hollow
 */
export function drawPoints({ context, width, height }, { x, y, edge }, colours, hollow) {
  const count = y.length;
  const size = Math.max(2.2, width / 85);
  for (let i = 0; i < count; i++) {
    const left = (width * (x[i] + edge)) / (2 * edge);
    const top = (height * (edge - x[count + i])) / (2 * edge);
    context.beginPath();
    if (y[i]) context.rect(left - size, top - size, 2 * size, 2 * size);
    else context.arc(left, top, size * 1.1, 0, 2 * Math.PI);
    const colour = y[i] ? colours.positive : colours.negative;
    context.fillStyle = hollow ? colours.paper : colour;
    context.strokeStyle = hollow ? colour : colours.paper;
    context.lineWidth = hollow ? 1.4 : 1;
    context.fill();
    context.stroke();
  }
}
