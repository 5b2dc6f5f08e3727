// Poses that can be turned and played. Draws every .isopose-scene of the page that has not been
// drawn yet, from the JSON in it: parents, boneColours, head of the skeleton; colours; frames (the
// shown samples' numbers), captions ([first frame, words]); input, truth and methods[].poses, frame
// by frame, joint by joint, about the root (input: thousandths of the pose's extent; the others:
// millimetres, x right, y down, z away); methods[].errors and curves[].values in tenths of a
// millimetre, a number a frame; start: yaw and pitch in radians. Shorts.java says how numbers are
// stored. A browser that cannot unpack them (from before 2023) keeps the still picture.
const TALLNESS = 1.15; // of a panel
const FILL = 0.86; // of a panel, by the largest pose
const CURVE_HEIGHT = 134;
const CURVE_FOOT = 18; // for the samples' numbers

for (const root of document.querySelectorAll('.isopose-scene:not([data-ready])')) {
  root.setAttribute('data-ready', '');
  unpacked(root.querySelector('script').textContent)
      .then(scene => start(root, scene))
      .catch(error => console.error('the still picture stays:', error));
}

/** The scene with its numbers in arrays. */
async function unpacked(json) {
  const scene = JSON.parse(json);
  const unpack = async (owner, name) => {
    if (owner[name]) {
      owner[name] = await numbers(owner[name], scene.frames.length);
    }
  };
  await Promise.all([
    unpack(scene, 'input'),
    unpack(scene, 'truth'),
    ...scene.methods.flatMap(m => [unpack(m, 'poses'), unpack(m, 'errors')]),
    ...scene.curves.map(c => unpack(c, 'values'))]);
  return scene;
}

async function numbers(text, frames) {
  const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const count = bytes.length / 2;
  const columns = count / frames;
  const values = new Int16Array(count);
  let value = 0;
  for (let i = 0; i < count; i++) {
    const code = bytes[i] | bytes[count + i] << 8;
    value += (code >> 1) ^ -(code & 1);
    values[i % frames * columns + Math.floor(i / frames)] = value; // modulo 65,536
  }
  return values;
}

function start(root, scene) {
  const joints = scene.parents.length;
  const frames = scene.frames.length;
  const {input, truth, methods, curves} = scene;
  const room = roomOf(methods.map(m => m.poses).concat(truth ? [truth] : []));
  const state = {frame: Math.floor(frames / 2), yaw: scene.start[0], pitch: scene.start[1], playing: false};

  // ---- the page

  const panels = make('div', {display: 'grid', gap: '8px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    maxWidth: 300 * (methods.length + (input ? 1 : 0)) + 'px'});
  const canvases = [];
  if (input) {
    panel('2D input', drawInput, false);
  }
  methods.forEach(method => panel(method.name, (g, w, h) => drawMethod(g, w, h, method), true));
  const caption = make('span', {flex: '1 1 12em', overflowWrap: 'anywhere'});
  const slider = make('input', {flex: '3 1 10em', minWidth: '6em'});
  slider.type = 'range';
  slider.max = frames - 1;
  slider.setAttribute('aria-label', 'frame');
  slider.oninput = () => { play(false); show(Number(slider.value)); };
  const player = button('\u25B6 play', () => play(!state.playing));
  const curveCanvas = curves.length > 0 ? make('canvas', {width: '100%', height: CURVE_HEIGHT + 'px', touchAction: 'pan-y', cursor: 'col-resize'}) : null;

  const ui = make('div', {background: '#fff', color: scene.colours.ink, font: '13px sans-serif', padding: '4px'});
  if (scene.title) {
    ui.append(make('div', {fontWeight: 'bold', fontSize: '15px', margin: '4px 0'}, scene.title));
  }
  ui.append(panels, legend());
  if (frames > 1) {
    const controls = make('div', {display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center'});
    controls.append(player, slider, caption);
    ui.append(controls);
  } else {
    ui.append(caption);
  }
  if (curveCanvas) {
    ui.append(curveLegend(), curveCanvas);
    scrub(curveCanvas);
  }
  root.querySelector('img').style.display = 'none';
  root.append(ui);
  new ResizeObserver(draw).observe(ui);
  show(state.frame);

  function panel(name, drawing, turns) {
    const figure = make('div', {});
    const canvas = make('canvas', {width: '100%', background: '#F8F8F8', borderRadius: '6px', display: 'block'});
    const error = make('div', {textAlign: 'center', minHeight: '1.3em'});
    figure.append(make('div', {fontWeight: 'bold', textAlign: 'center', overflowWrap: 'anywhere'}, name), canvas, error);
    panels.append(figure);
    canvases.push({canvas, error, drawing});
    if (turns) {
      turnable(canvas, name, (yaw, pitch) => look(state.yaw + yaw, state.pitch + pitch),
          () => look(scene.start[0], scene.start[1]),
          {',': () => show(state.frame - 1), '.': () => show(state.frame + 1), ' ': () => play(!state.playing)});
    }
  }

  function legend() {
    const line = make('div', {display: 'flex', flexWrap: 'wrap', gap: '4px 14px', alignItems: 'center', margin: '4px 0'});
    line.append(key(scene.colours.right, 'right side'), key(scene.colours.left, 'left side'));
    if (truth) {
      line.append(key(scene.colours.truth, 'ground truth'));
    }
    line.append(
        button('camera\u2019s view', () => look(0, 0)),
        button('from the side', () => look(Math.PI / 2, 0)),
        make('span', {color: scene.colours.faint}, 'drag to turn, or arrow keys'));
    return line;
  }

  function curveLegend() {
    const line = make('div', {display: 'flex', flexWrap: 'wrap', gap: '4px 14px', margin: '6px 0 0'});
    line.append(make('span', {}, scene.curvesTitle + ':'));
    curves.forEach((c, i) => {
      c.label = key(series(i), c.name);
      line.append(c.label);
    });
    return line;
  }

  // ---- what moves

  function look(yaw, pitch) {
    state.yaw = yaw;
    state.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, pitch));
    draw();
  }

  function show(frame) {
    state.frame = Math.max(0, Math.min(frames - 1, frame));
    slider.value = state.frame;
    caption.textContent = words(state.frame);
    draw();
  }

  function words(frame) {
    const said = scene.captions.filter(c => c[0] <= frame).pop()[1];
    return scene.curvesTitle ? 'sample ' + scene.frames[frame] + ': ' + said : said;
  }

  function play(on) {
    state.playing = on;
    player.textContent = on ? '\u275A\u275A pause' : '\u25B6 play';
    if (on) {
      state.since = performance.now();
      state.from = state.frame === frames - 1 ? 0 : state.frame;
      requestAnimationFrame(tick);
    }
  }

  function tick(now) {
    if (!state.playing || !root.isConnected) {
      return;
    }
    const frame = state.from + Math.floor((now - state.since) / 1000 * scene.framesPerSecond);
    if (frame !== state.frame) {
      show(frame);
    }
    if (frame >= frames - 1) {
      play(false);
    } else {
      requestAnimationFrame(tick);
    }
  }

  function scrub(canvas) {
    const to = e => {
      const box = canvas.getBoundingClientRect();
      play(false);
      show(Math.round((e.clientX - box.left) / box.width * (frames - 1)));
    };
    canvas.onpointerdown = e => { canvas.setPointerCapture(e.pointerId); to(e); };
    canvas.onpointermove = e => { if (canvas.hasPointerCapture(e.pointerId)) { to(e); } };
  }

  // ---- what is drawn

  function draw() {
    for (const {canvas, error, drawing} of canvases) {
      const width = canvas.clientWidth;
      const g = pen(canvas, width, Math.round(width * TALLNESS));
      error.textContent = width > 0 ? drawing(g, width, width * TALLNESS) || '' : '';
    }
    if (curveCanvas && curveCanvas.clientWidth > 0) {
      drawCurves(pen(curveCanvas, curveCanvas.clientWidth, CURVE_HEIGHT), curveCanvas.clientWidth);
    }
  }

  function drawInput(g, w, h) {
    const scale = FILL * Math.min(w, h) / room.inputSize;
    const points = [];
    for (let j = 0; j < joints; j++) {
      const x = input[(state.frame * joints + j) * 2];
      const y = input[(state.frame * joints + j) * 2 + 1];
      points.push(x === MISSING ? null : [w / 2 + scale * x, h / 2 + scale * (y - room.inputMiddle), 0]);
    }
    drawPose(g, points, thickness(w), scene);
  }

  function drawMethod(g, w, h, method) {
    const scale = FILL * Math.min(w / (2 * room.radius), h / (2 * room.halfHeight));
    const place = placing(w, h, scale, state, room.middle);
    floor(g, place, room.floor, scene.colours);
    if (truth) {
      const points = pointsOf(truth, place);
      drawUnder(g, points, scene.colours.truth, 1.8 * thickness(w), scene);
    }
    drawPose(g, pointsOf(method.poses, place), thickness(w), scene);
    const error = method.errors ? method.errors[state.frame] : MISSING;
    return error === MISSING ? '' : Math.round(error / 10) + ' mm mean error';
  }

  function pointsOf(poses, place) {
    const points = [];
    for (let j = 0; j < joints; j++) {
      const k = (state.frame * joints + j) * 3;
      points.push(poses[k] === MISSING ? null : place([poses[k], poses[k + 1], poses[k + 2]]));
    }
    return points;
  }

  function drawCurves(g, w) {
    const left = 36;
    const all = curves.flatMap(c => Array.from(c.values).filter(v => v !== MISSING));
    const low = Math.min(...all, 0) / 10;
    const high = Math.max(...all, 10) / 10 * 1.05;
    const x = f => left + (w - left - 4) * f / Math.max(1, frames - 1);
    const bottom = CURVE_HEIGHT - CURVE_FOOT;
    const y = v => bottom - (bottom - 6) * (v - low) / (high - low);
    g.font = '11px sans-serif';
    g.textAlign = 'right';
    for (let k = 0; k <= 2; k++) {
      const value = low + (high - low) * k / 2.1;
      g.strokeStyle = scene.colours.grid;
      g.lineWidth = 1;
      segment(g, [left, y(value)], [w - 4, y(value)]);
      g.fillStyle = scene.colours.faint;
      g.fillText(String(Math.round(value)), left - 4, y(value) + 4);
    }
    curves.forEach((c, i) => {
      g.strokeStyle = series(i);
      g.lineWidth = 1.8;
      g.beginPath();
      let down = false;
      c.values.forEach((v, f) => {
        if (v === MISSING) {
          down = false;
        } else {
          down ? g.lineTo(x(f), y(v / 10)) : g.moveTo(x(f), y(v / 10));
          down = true;
        }
      });
      g.stroke();
      const now = c.values[state.frame];
      c.label.lastChild.textContent = c.name + (now === MISSING ? '' : ' ' + Math.round(now / 10));
    });
    g.strokeStyle = scene.colours.ink;
    g.lineWidth = 1;
    segment(g, [x(state.frame), 2], [x(state.frame), bottom]);
    g.fillStyle = scene.colours.faint;
    g.fillText('sample ' + scene.frames[frames - 1], w - 4, CURVE_HEIGHT - 4);
    g.textAlign = 'left';
    g.fillText(String(scene.frames[0]), left, CURVE_HEIGHT - 4);
  }

  // ---- small things

  /** How large everything is, over all frames: nothing jumps while it plays. */
  function roomOf(blocks) {
    let radius = 1;
    let top = -1;
    let bottom = 1;
    for (const poses of blocks) {
      for (let k = 0; k < poses.length; k += 3) {
        if (poses[k] !== MISSING) {
          radius = Math.max(radius, Math.hypot(poses[k], poses[k + 2]));
          top = Math.min(top, poses[k + 1]);
          bottom = Math.max(bottom, poses[k + 1]);
        }
      }
    }
    let inputTop = 0;
    let inputBottom = 1;
    let inputSide = 1;
    for (let k = 0; input && k < input.length; k += 2) {
      if (input[k] !== MISSING) {
        inputSide = Math.max(inputSide, Math.abs(input[k]));
        inputTop = Math.min(inputTop, input[k + 1]);
        inputBottom = Math.max(inputBottom, input[k + 1]);
      }
    }
    return {
      radius: Math.max(radius, 0.5 * (bottom - top)), halfHeight: (bottom - top) / 2,
      middle: (top + bottom) / 2, floor: bottom,
      inputSize: Math.max(2 * inputSide, inputBottom - inputTop), inputMiddle: (inputTop + inputBottom) / 2};
  }

  function series(i) {
    return scene.colours.series[i % scene.colours.series.length];
  }
}
