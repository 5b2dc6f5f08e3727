// Finds the 33 landmarks of a person in pictures, in a worker of its own: the two networks of
// MediaPipe Pose, run by LiteRT in WebAssembly, and the arithmetic of MediaPipe's graph between
// them (mediapipe/modules/pose_detection and pose_landmark, Apache-2.0). No WebGL is needed.
// tflite.js stands before it.
//
// To the worker: {open: 'lite' | 'full'}, {file, bytes} for each file that it asks for, and
// {bitmap, seconds}. From it: {file}, {opened}, {landmarks: [x, y, visibility, ...], bitmap} with x and y
// divided by the picture's width and height, and empty if nobody is seen; {failed}.
const DETECTION = {size: 224, strides: [8, 16, 32, 32, 32], numbers: 12};
const LANDMARKS = {size: 256, count: 39, shown: 33, numbers: 5, heatmap: 64, reach: 3};
const REGION = 1.25; // a person's square by twice the distance of the two points of alignment
const SURE = 0.5; // least probability that there is a person, and of a heatmap that is used
const VISIBILITY_WEIGHT = 0.1; // of the newest frame

const asked = {};
let detection; // both networks
let landmarking;
let region = null; // {x, y, size, angle} pixels, in which the landmarks are looked for
let smoothing = null; // of the person who is followed

self.onmessage = async ({data}) => {
  try {
    if (data.file) {
      asked[data.file](data.bytes);
    } else if (data.open) {
      await open(data.open);
      postMessage({opened: true});
    } else {
      const landmarks = await find(data.bitmap, data.seconds);
      postMessage({landmarks, bitmap: data.bitmap}, [data.bitmap]);
    }
  } catch (error) {
    postMessage({failed: error.message || String(error)});
  }
};

// ---- the networks

async function open(model) {
  const address = async name => URL.createObjectURL(new Blob([await file(name)], {type: 'text/javascript'}));
  const utils = await address('wasm-utils.js');
  const text = new TextDecoder().decode(await file('litert.js')).replace('@litertjs/wasm-utils', utils);
  const litert = await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})));
  const build = await litert.supportsFeature('relaxedSimd') ? 'litert_wasm_internal' : 'litert_wasm_compat_internal';
  self.Module = {wasmBinary: await file(build + '.wasm'), print: () => {}, printErr: () => {}};
  console.warn = () => {}; // that there is no WebGPU, which is not asked for
  await litert.loadLiteRt(await address(build + '.js') + '#.js');
  const network = async (name, outputs) => {
    const bytes = await file(name);
    keepOutputs(bytes, outputs);
    const compiled = await litert.loadAndCompile(new Uint8Array(bytes), {accelerator: 'wasm'});
    return input => run(litert, compiled, input);
  };
  detection = await network('pose_detection.tflite', [0, 1]);
  landmarking = await network(`pose_landmark_${model}.tflite`, [0, 1, 3]); // not the person's area
}

function file(name) {
  postMessage({file: name});
  return new Promise(resolve => { asked[name] = resolve; });
}

/** The outputs of a network for a picture of RGB values. */
async function run(litert, network, {size, values}) {
  const input = new litert.Tensor(values, [1, size, size, 3]);
  const outputs = await network.run(input);
  const arrays = outputs.map(output => output.toTypedArray().slice());
  [input, ...outputs].forEach(tensor => tensor.delete());
  return arrays;
}

// ---- a frame

async function find(picture, seconds) {
  region = region || await detect(picture);
  if (!region) {
    return [];
  }
  const [numbers, person, heatmaps] = await landmarking(cut(picture, region, LANDMARKS.size, 0, 255));
  if (person[0] < SURE) {
    region = smoothing = null;
    return [];
  }
  const points = decode(numbers, heatmaps).map(point => ({...point, ...outOf(region, point)}));
  smoothing = smoothing || points.map((_, k) => smoother(k < LANDMARKS.shown ? 0.05 : 0.01, k < LANDMARKS.shown ? 80 : 10));
  const scale = 2 * distance(points[LANDMARKS.shown], points[LANDMARKS.shown + 1]);
  const smooth = points.map((point, k) => smoothing[k](point, seconds, scale));
  region = around(smooth[LANDMARKS.shown], smooth[LANDMARKS.shown + 1]);
  return smooth.slice(0, LANDMARKS.shown).flatMap(p => [p.x / picture.width, p.y / picture.height, p.visibility]);
}

/** The region of the most certain person in a whole picture; null if nobody is in it. */
async function detect(picture) {
  const size = Math.max(picture.width, picture.height);
  const whole = {x: picture.width / 2, y: picture.height / 2, size, angle: 0};
  const [boxes, scores] = await detection(cut(picture, whole, DETECTION.size, -1, 127.5));
  const best = scores.reduce((k, score, i) => (score > scores[k] ? i : k), 0);
  if (sigmoid(scores[best]) < SURE) {
    return null;
  }
  const anchor = anchorOf(best);
  const point = k => outOf(whole, {
    x: boxes[DETECTION.numbers * best + k] / DETECTION.size + anchor.x,
    y: boxes[DETECTION.numbers * best + k + 1] / DETECTION.size + anchor.y
  });
  return around(point(4), point(6));
}

/** The centre of a box of the detection, two for each cell of each grid. */
function anchorOf(box) {
  const grids = [...new Set(DETECTION.strides)].map(stride => ({
    cells: DETECTION.size / stride,
    each: 2 * DETECTION.strides.filter(other => other === stride).length
  }));
  for (const {cells, each} of grids) {
    const cell = Math.floor(box / each);
    if (cell < cells * cells) {
      return {x: (cell % cells + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells};
    }
    box -= cells * cells * each;
  }
  throw new Error('The detection network has more boxes than expected.');
}

/** The landmarks in the region, from 0 to 1; where a heatmap is certain, the mean about its peak. */
function decode(numbers, heatmaps) {
  const {count, size, heatmap, reach} = LANDMARKS;
  return Array.from({length: count}, (_, k) => {
    const [x, y, , visibility] = numbers.subarray(LANDMARKS.numbers * k);
    const point = {x: x / size, y: y / size, visibility: sigmoid(visibility)};
    const column = Math.floor(point.x * heatmap);
    const line = Math.floor(point.y * heatmap);
    if (column < 0 || line < 0 || column >= heatmap || line >= heatmap) {
      return point;
    }
    const sum = {weight: 0, x: 0, y: 0, most: 0};
    for (let i = Math.max(0, line - reach); i <= Math.min(heatmap - 1, line + reach); i++) {
      for (let j = Math.max(0, column - reach); j <= Math.min(heatmap - 1, column + reach); j++) {
        const weight = sigmoid(heatmaps[(i * heatmap + j) * count + k]);
        sum.weight += weight;
        sum.x += weight * j;
        sum.y += weight * i;
        sum.most = Math.max(sum.most, weight);
      }
    }
    return sum.most < SURE ? point : {...point, x: sum.x / sum.weight / heatmap, y: sum.y / sum.weight / heatmap};
  });
}

// ---- regions

/** The square about a person: middle of the hips, and the top of the circle about the body. */
function around(middle, top) {
  return {
    x: middle.x, y: middle.y, size: 2 * REGION * distance(middle, top),
    angle: Math.PI / 2 - Math.atan2(middle.y - top.y, top.x - middle.x)
  };
}

/** A point of a region, from 0 to 1, in pixels of the picture. */
function outOf({x, y, size, angle}, point) {
  const [across, down] = [size * (point.x - 0.5), size * (point.y - 0.5)];
  return {x: x + Math.cos(angle) * across - Math.sin(angle) * down, y: y + Math.sin(angle) * across + Math.cos(angle) * down};
}

/** The region's RGB values, black outside of the picture, divided by a number from a least value on. */
function cut(picture, {x, y, size, angle}, side, least, divisor) {
  const canvas = cut[side] = cut[side] || new OffscreenCanvas(side, side).getContext('2d', {willReadFrequently: true, alpha: false});
  canvas.resetTransform();
  canvas.fillRect(0, 0, side, side);
  canvas.translate(side / 2, side / 2);
  canvas.scale(side / size, side / size);
  canvas.rotate(-angle);
  canvas.drawImage(picture, -x, -y);
  const pixels = canvas.getImageData(0, 0, side, side).data;
  const values = new Float32Array(3 * side * side);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    values[to++] = pixels[from] / divisor + least;
    values[to++] = pixels[from + 1] / divisor + least;
    values[to++] = pixels[from + 2] / divisor + least;
  }
  return {size: side, values};
}

function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function sigmoid(value) {
  return 1 / (1 + Math.exp(-value));
}

// ---- smoothing

/** A point over time: the one-euro filter (Casiez et al., CHI 2012), relative to the body's size. */
function smoother(least, slope) {
  let last = null;
  return (point, seconds, scale) => {
    if (!last) {
      last = {raw: point, x: point.x, y: point.y, visibility: point.visibility, vx: 0, vy: 0, seconds};
      return point;
    }
    const step = Math.max(seconds - last.seconds, 1e-3);
    const next = {raw: point, seconds, visibility: last.visibility + VISIBILITY_WEIGHT * (point.visibility - last.visibility)};
    for (const [axis, speed] of [['x', 'vx'], ['y', 'vy']]) {
      const moved = (point[axis] - last.raw[axis]) / Math.max(scale, 1e-6) / step;
      next[speed] = last[speed] + weight(1, step) * (moved - last[speed]);
      next[axis] = last[axis] + weight(least + slope * Math.abs(next[speed]), step) * (point[axis] - last[axis]);
    }
    last = next;
    return next;
  };
}

/** Of the newest value in a low-pass filter with this cutoff in hertz. */
function weight(cutoff, step) {
  return 1 / (1 + 1 / (2 * Math.PI * cutoff * step));
}
