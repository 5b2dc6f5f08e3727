// The view of a live session, a module for anywidget; draw.js, camera.js and controls.js stand before
// it. It finds landmarks in a camera's pictures, sends these numbers to the kernel and draws what
// comes back. Pictures never leave the page.
//
// The model's "setup": parents, boneColours, head, colours; bones (the names of the ten ratios);
// recording ({name, frames, framesPerSecond} or null); adaptations, adaptation (the first), rate;
// detector and noDetector of camera.js.
// To the kernel: {kind: pose | sample | settings | reset | record, ...}. From it: {kind: result,
// frame, input, pose, plain, ...}, {kind: note, text}, {kind: ended, text}.
const MOST_UNANSWERED = 2; // poses; newer ones are dropped here, so that none queue in between
const SILENCE = 4000; // milliseconds without an answer of the kernel
const HISTORY = 300; // points of a chart
const CHARTS = 500; // milliseconds between two drawings of the charts
const PANEL = 0.75; // height of the panels by their width
const VIEW = {radius: 1050, halfHeight: 1150, middle: 120}; // millimetres about the pelvis
const MODELS = ['lite', 'full'];

function render({model, el}) {
  const setup = JSON.parse(model.get('setup'));
  const colours = setup.colours;
  const home = {yaw: 0.35, pitch: 0.1};
  const state = {
    ...home, floor: 900, mirror: true, running: false, ended: false, result: null, run: 0, next: 0,
    unanswered: [], dropped: 0, history: [], times: [], detector: NaN, detected: null, draw: 0, charted: 0
  };
  const video = make('video', {display: 'none'});
  video.muted = true;
  video.playsInline = true;

  // ---- the page

  const ui = make('div', {background: '#fff', color: colours.ink, font: '13px sans-serif', padding: '4px', maxWidth: '760px'});
  ui.className = 'isopose-live';
  const sources = ['camera'].concat(setup.recording ? [setup.recording.name] : []);
  const source = choice('source', sources, setup.recording ? setup.recording.name : 'camera', stop);
  const adaptation = choice('adaptation', setup.adaptations, setup.adaptation, settings);
  const rate = make('input', {width: '110px'});
  Object.assign(rate, {type: 'range', min: -7, max: -2, step: 0.1, value: Math.log10(setup.rate)});
  rate.setAttribute('aria-label', 'learning rate');
  const rateText = make('span', {minWidth: '4.5em'});
  rate.oninput = () => { rateText.textContent = alpha().toExponential(1); };
  rate.onchange = settings;
  rate.oninput();
  const complexity = choice('detector', MODELS, MODELS[0], stop);
  const notices = check('notice another person', false, settings);
  const mirror = check('mirror', true, () => { state.mirror = mirror.checked; draw(); });
  const player = button('\u25B6 start', () => (state.running ? stop() : start()));
  const recorder = button('\u25CF record', record);
  const line = make('div', {minHeight: '1.4em', color: colours.right, overflowWrap: 'anywhere'});
  line.setAttribute('role', 'status');
  const numbers = make('div', {minHeight: '2.6em', fontVariantNumeric: 'tabular-nums'});
  numbers.className = 'isopose-live-numbers';
  ui.append(
      row(player, source.label, adaptation.label, label('learning rate', rate, rateText)),
      row(button('new person', () => send({kind: 'reset'})), notices.label, mirror.label, complexity.label, recorder), line);
  const panels = make('div', {display: 'grid', gap: '8px', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))'});
  const picture = panel('picture and 2D joints');
  const space = panel('lifted to 3D');
  turnable(space, 'lifted to 3D', (yaw, pitch) => look(state.yaw + yaw, state.pitch + pitch), () => look(home.yaw, home.pitch));
  const charts = make('div', {display: 'grid', gap: '8px', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))'});
  const bodyChart = chart('body: % from the source\u2019s mean length');
  const lossChart = chart('L_s; distance of the weights');
  const timeChart = chart('milliseconds a frame');
  ui.append(panels, numbers, row(key(colours.right, 'right side'), key(colours.left, 'left side'),
      key(colours.truth, 'without adaptation'), make('span', {color: colours.faint}, 'drag the 3D view to turn it')), charts, video);
  el.append(ui);
  const resized = new ResizeObserver(draw);
  resized.observe(ui);
  model.on('msg:custom', receive);
  settings();
  return () => {
    stop();
    resized.disconnect();
    model.off('msg:custom', receive);
  };

  function panel(name) {
    const figure = make('div', {});
    const canvas = make('canvas', {width: '100%', background: '#F8F8F8', borderRadius: '6px', display: 'block'});
    figure.append(make('div', {fontWeight: 'bold', textAlign: 'center'}, name), canvas);
    panels.append(figure);
    return canvas;
  }

  function chart(name) {
    const figure = make('div', {});
    const canvas = make('canvas', {width: '100%', display: 'block'});
    const legend = make('div', {display: 'flex', flexWrap: 'wrap', gap: '0 10px', fontSize: '11px'});
    figure.append(make('div', {textAlign: 'center'}, name), canvas, legend);
    charts.append(figure);
    return {figure, canvas, legend};
  }

  // ---- the kernel

  function alpha() {
    return Math.pow(10, Number(rate.value));
  }

  /** Every change starts again from the trained weights. */
  function settings() {
    state.history = [];
    rate.disabled = adaptation.value !== 'online';
    notices.disabled = adaptation.value !== 'body';
    send({kind: 'settings', adaptation: adaptation.value, rate: alpha(), notices: notices.checked});
  }

  function record() {
    state.recording = !state.recording;
    recorder.textContent = state.recording ? '\u25A0 stop recording' : '\u25CF record';
    send({kind: 'record', on: state.recording});
  }

  function send(content) {
    try {
      model.send(content);
      return true;
    } catch (error) {
      end('The kernel was restarted or shut down: run the cell again.');
      return false;
    }
  }

  /** Sends a frame, unless the kernel has not answered those before it. */
  function offer(content) {
    const now = performance.now();
    const oldest = state.unanswered[0];
    if (oldest && now - oldest.at > SILENCE) {
      state.unanswered = [];
      say('The kernel does not answer: a cell is running, or it was restarted; then run this cell again.');
    }
    if (state.unanswered.length >= MOST_UNANSWERED) {
      state.dropped++;
      return;
    }
    const frame = state.next++;
    state.unanswered.push({frame, at: now, detector: state.detector});
    send({...content, frame, seconds: now / 1000});
  }

  function receive(content) {
    if (content.kind === 'note') {
      say(content.text);
    } else if (content.kind === 'ended') {
      end(content.text);
    } else if (content.kind === 'result') {
      const now = performance.now();
      const sent = state.unanswered.find(one => one.frame === content.frame);
      state.unanswered = state.unanswered.filter(one => one.frame > content.frame);
      if (!sent || !state.running) {
        return; // of a run before
      }
      say(content.pose ? '' : 'Nobody is in the picture, or too little of the person.');
      state.times.push(now);
      state.times = state.times.filter(time => now - time < 2000);
      const kernel = content.wait + content.lift + content.adapt + content.plainMillis;
      const point = {
        loss: content.loss, distance: content.distance, ratios: content.ratios,
        detector: sent.detector, way: Math.max(0, now - sent.at - kernel), lift: content.lift, adapt: content.adapt, draw: state.draw
      };
      state.history.push(point);
      state.history.splice(0, state.history.length - HISTORY);
      state.result = content;
      draw();
      state.draw = performance.now() - now;
      numbers.textContent = words(content);
    }
  }

  function words(content) {
    const mean = part => {
      const values = state.history.slice(-30).map(point => point[part]).filter(Number.isFinite);
      return values.length ? (values.reduce((a, b) => a + b, 0) / values.length).toFixed(1) : '\u2013';
    };
    const rate = state.times.length > 1 ? (state.times.length - 1) * 1000 / (state.times[state.times.length - 1] - state.times[0]) : 0;
    return `${rate.toFixed(1)} frames a second; milliseconds a frame: detector ${mean('detector')}, way ${mean('way')}, lift ${mean('lift')}, adapt ${mean('adapt')}, draw ${mean('draw')}. `
        + `${content.person ? content.person.replace(/^(?=\d)/, 'person ') + '; ' : ''}${state.dropped + content.dropped} frames dropped, ${content.resets} resets`;
  }

  function say(text) {
    if (line.textContent !== text) {
      line.textContent = text;
    }
  }

  function end(text) {
    stop();
    state.ended = true;
    player.disabled = true;
    recorder.disabled = true;
    say(text);
  }

  // ---- frames

  async function start() {
    const run = ++state.run;
    state.running = true;
    state.unanswered = [];
    state.dropped = 0;
    player.textContent = '\u275A\u275A stop';
    say('');
    settings();
    try {
      await (source.value === 'camera' ? watch(run) : replay(run));
    } catch (error) {
      if (run === state.run) {
        stop();
        say(error.message);
      }
    }
  }

  function stop() {
    state.run++;
    state.running = false;
    state.detected = null;
    state.detector = NaN;
    player.textContent = '\u25B6 start';
    if (video.srcObject) {
      video.srcObject.getTracks().forEach(track => track.stop());
      video.srcObject = null;
    }
    if (state.recording) {
      record();
    }
  }

  /** Frames of the recording, in its time; at its end it starts again from the trained weights. */
  async function replay(run) {
    const {frames, framesPerSecond} = setup.recording;
    let last = -1;
    let since = performance.now();
    while (run === state.run && el.isConnected) {
      const index = Math.floor((performance.now() - since) / 1000 * framesPerSecond);
      if (index >= frames) {
        settings();
        since = performance.now();
        last = -1;
      } else if (index > last) {
        state.dropped += last < 0 ? 0 : index - last - 1;
        last = index;
        offer({kind: 'sample', index});
      }
      await nextFrame();
    }
  }

  async function watch(run) {
    const camera = await openCamera();
    if (run !== state.run) {
      camera.getTracks().forEach(track => track.stop());
      return;
    }
    video.srcObject = camera;
    await video.play();
    say('The detector is loading \u2026');
    const detector = await openDetector(MODELS.indexOf(complexity.value), setup);
    let shown = -1;
    try {
      while (run === state.run && el.isConnected) {
        if (camera.getVideoTracks()[0].readyState === 'ended') {
          throw new Error('The camera was switched off: press start to use it again.');
        }
        if (video.currentTime !== shown && video.videoWidth > 0) {
          shown = video.currentTime;
          const begin = performance.now();
          state.detected = await detector.find(video);
          state.detector = performance.now() - begin;
          if (run === state.run) {
            offer({kind: 'pose', width: video.videoWidth, height: video.videoHeight,
              landmarks: state.detected.flatMap(mark => [mark.x, mark.y, mark.visibility])});
          }
        }
        await nextFrame();
      }
    } finally {
      camera.getTracks().forEach(track => track.stop());
      detector.close();
    }
  }

  function nextFrame() {
    return new Promise(resolve => requestAnimationFrame(resolve));
  }

  // ---- what is drawn

  function look(yaw, pitch) {
    state.yaw = yaw;
    state.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, pitch));
    draw();
  }

  function draw() {
    if (picture.clientWidth > 0) {
      drawPicture(pen(picture, picture.clientWidth, Math.round(picture.clientWidth * PANEL)), picture.clientWidth);
      drawSpace(pen(space, space.clientWidth, Math.round(space.clientWidth * PANEL)), space.clientWidth);
      if (performance.now() - state.charted > CHARTS) {
        state.charted = performance.now();
        drawCharts();
      }
    }
  }

  function drawPicture(g, w) {
    const h = w * PANEL;
    const input = state.result && state.result.input;
    const camera = video.srcObject && video.videoWidth > 0;
    let size = camera ? {left: 0, top: 0, width: video.videoWidth, height: video.videoHeight} : input && box(input);
    if (!size) {
      return;
    }
    const scale = Math.min(w / size.width, h / size.height);
    g.save();
    if (state.mirror) {
      g.translate(w, 0);
      g.scale(-1, 1);
    }
    g.translate((w - scale * size.width) / 2, (h - scale * size.height) / 2);
    if (camera) {
      g.drawImage(video, 0, 0, scale * size.width, scale * size.height);
    }
    if (input) {
      const points = [];
      for (let j = 0; j < input.length / 2; j++) {
        points.push([scale * (input[2 * j] - size.left), scale * (input[2 * j + 1] - size.top), 0]);
      }
      drawPose(g, points, thickness(w) * 0.7, setup);
    }
    g.restore();
  }

  function box(points) {
    const x = points.filter((_, k) => k % 2 === 0);
    const y = points.filter((_, k) => k % 2 === 1);
    const side = 1.3 * Math.max(Math.max(...x) - Math.min(...x), Math.max(...y) - Math.min(...y), 1);
    const middle = [(Math.max(...x) + Math.min(...x)) / 2, (Math.max(...y) + Math.min(...y)) / 2];
    return {left: middle[0] - side / 2 / PANEL, top: middle[1] - side / 2, width: side / PANEL, height: side};
  }

  function drawSpace(g, w) {
    const h = w * PANEL;
    const scale = Math.min(w / (2 * VIEW.radius), h / (2 * VIEW.halfHeight));
    const place = placing(w, h, scale, state, VIEW.middle);
    const pose = state.result && state.result.pose;
    if (pose) {
      state.floor += 0.1 * (Math.max(pose[3 * 3 + 1], pose[6 * 3 + 1], 300) - state.floor);
    }
    floor(g, place, state.floor, colours);
    if (pose) {
      const mirrored = state.mirror ? -1 : 1;
      const points = all => setup.parents.map((_, j) => place([mirrored * all[3 * j], all[3 * j + 1], all[3 * j + 2]]));
      if (adaptation.value !== 'none') {
        drawUnder(g, points(state.result.plain), colours.truth, 1.8 * thickness(w), setup);
      }
      drawPose(g, points(pose), thickness(w), setup);
    }
  }

  function drawCharts() {
    const of = part => state.history.map(point => point[part]);
    const ratios = adaptation.value === 'body';
    bodyChart.figure.style.display = ratios ? '' : 'none';
    lossChart.figure.style.display = adaptation.value === 'online' ? '' : 'none';
    if (ratios) {
      plot(bodyChart, setup.bones.map((name, k) => ({name, values: state.history.map(point => point.ratios.length ? point.ratios[k] : NaN)})), HISTORY, false, colours);
    }
    if (adaptation.value === 'online') {
      let last = NaN;
      const distances = of('distance').map(value => { last = Number.isFinite(value) ? value : last; return last; });
      plot(lossChart, [{name: 'L_s', values: of('loss')}, {name: 'distance x 100', values: distances.map(value => 100 * value)}], HISTORY, true, colours);
    }
    plot(timeChart, ['detector', 'way', 'lift', 'adapt', 'draw'].map(name => ({name, values: of(name)})), HISTORY, true, colours);
  }

}

export default {render};
