// The view of a live session, a module for anywidget; draw.js, controls.js, camera.js and panels.js
// stand before it. It finds landmarks in a camera's pictures, sends these numbers to the kernel and
// draws what comes back. Pictures never leave the page.
//
// What costs time in a page of JupyterLab is every change of it, so the canvases are drawn once a
// frame, and everything else twice a second.
//
// The model's "setup": parents, boneColours, head, colours; bones (the names of the ten ratios);
// recording ({name, frames, framesPerSecond} or null); adaptations, adaptation (the first), rate;
// landmarker, detector and noDetector of camera.js.
// To the kernel: {kind: pose | sample | settings | reset | record, ...}. From it: {kind: result,
// frame, input, pose, plain, ...}, {kind: note, text}, {kind: ended, text}.
const MOST_UNANSWERED = 2; // poses; newer ones are dropped here, so that none queue in between
const SILENCE = 4000; // milliseconds without an answer of the kernel
const CHARTS = 500; // milliseconds between two drawings of charts and numbers
const MODELS = ['lite', 'full'];

function render({model, el}) {
  const setup = JSON.parse(model.get('setup'));
  const colours = setup.colours;
  const panels = livePanels(setup);
  const state = {
    running: false, result: null, bitmap: null, run: 0, next: 0, unanswered: [], dropped: 0,
    history: [], times: [], draw: 0, charted: 0
  };
  const video = make('video', {display: 'none'});
  video.muted = true;
  video.playsInline = true;

  // ---- the page

  const ui = make('div', {background: '#fff', color: colours.ink, font: '13px sans-serif', padding: '4px', maxWidth: '760px', contain: 'layout paint'});
  ui.className = 'isopose-live';
  const sources = ['camera'].concat(setup.recording ? [setup.recording.name] : []);
  const source = choice('source', sources, setup.recording ? setup.recording.name : 'camera', stop);
  const adaptation = choice('adaptation', setup.adaptations, setup.adaptation, changed);
  const rate = make('input', {width: '110px'});
  Object.assign(rate, {type: 'range', min: -7, max: -2, step: 0.1, value: Math.log10(setup.rate)});
  rate.setAttribute('aria-label', 'learning rate');
  const rateText = make('span', {minWidth: '4.5em'});
  rate.oninput = () => { rateText.textContent = alpha().toExponential(1); };
  rate.onchange = changed;
  rate.oninput();
  const complexity = choice('detector', MODELS, MODELS[0], stop);
  const notices = check('notice another person', false, changed);
  const mirror = check('mirror', true, draw);
  const player = button('\u25B6 start', () => (state.running ? stop() : start()));
  const recorder = button('\u25CF record', record);
  const line = make('div', {minHeight: '1.4em', color: colours.right, overflowWrap: 'anywhere'});
  line.setAttribute('role', 'status');
  const numbers = make('div', {minHeight: '2.6em', fontVariantNumeric: 'tabular-nums'});
  numbers.className = 'isopose-live-numbers';
  ui.append(
      row(player, source.label, adaptation.label, label('learning rate', rate, rateText)),
      row(button('new person', another), notices.label, mirror.label, complexity.label, recorder), line);
  ui.append(panels.panels, numbers, panels.legend, panels.charts, video);
  el.append(ui);
  model.on('msg:custom', receive);
  settings();
  return () => {
    stop();
    panels.close();
    model.off('msg:custom', receive);
  };

  // ---- the kernel

  function alpha() {
    return Math.pow(10, Number(rate.value));
  }

  /** A recording is of one stream. */
  function changed() {
    stopRecording();
    settings();
  }

  /** The weights of online start again, so the recording ends; else it names the persons. */
  function another() {
    if (adaptation.value === 'online') {
      stopRecording();
    }
    send({kind: 'reset'});
  }

  /** Starts again from the trained weights. */
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

  function stopRecording() {
    if (state.recording) {
      record();
    }
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

  /** Sends a frame, unless the kernel has not answered those before it. Kept: what it is of. */
  function offer(content, kept = {}) {
    const now = performance.now();
    const oldest = state.unanswered[0];
    if (oldest && now - oldest.at > SILENCE) {
      forget();
      say('The kernel does not answer: a cell is running, or it was restarted; then run this cell again.', true);
    }
    if (state.unanswered.length >= MOST_UNANSWERED) {
      state.dropped++;
      release(kept);
      return;
    }
    const frame = state.next++;
    state.unanswered.push({frame, at: now, ...kept});
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
      if (!sent || !state.running) {
        return; // of a run before
      }
      state.unanswered = state.unanswered.filter(one => one !== sent);
      forget(content.frame);
      if (state.passing || !line.textContent) {
        say(content.pose ? '' : 'Nobody is in the picture, or too little of the person.', true);
      }
      state.times.push(now);
      state.times = state.times.filter(time => now - time < 2000);
      const kernel = content.wait + content.lift + content.adapt + content.plainMillis;
      const point = {
        loss: content.loss, distance: content.distance, ratios: content.ratios,
        detector: sent.detector, way: Math.max(0, now - sent.at - kernel), lift: content.lift, adapt: content.adapt, draw: state.draw
      };
      state.history.push(point);
      state.history.splice(0, state.history.length - HISTORY);
      release(state);
      Object.assign(state, {result: content, bitmap: sent.bitmap || null});
      draw();
      state.draw = performance.now() - now;
      if (now - state.charted > CHARTS) {
        state.charted = now;
        numbers.textContent = words(content);
        panels.drawCharts(state.history, adaptation.value);
      }
    }
  }

  /** The kernel will not answer frames before this one, or any. */
  function forget(before = Infinity) {
    state.unanswered.filter(one => one.frame < before).forEach(release);
    state.unanswered = state.unanswered.filter(one => one.frame >= before);
  }

  /** Pictures are large, and the browser notices late that they are not needed. */
  function release(one) {
    if (one.bitmap) {
      one.bitmap.close();
      one.bitmap = null;
    }
  }

  function words(content) {
    const mean = part => {
      const values = state.history.slice(-30).map(point => point[part]).filter(Number.isFinite);
      return values.length ? (values.reduce((a, b) => a + b, 0) / values.length).toFixed(1) : '\u2013';
    };
    const rate = state.times.length > 1 ? (state.times.length - 1) * 1000 / (state.times[state.times.length - 1] - state.times[0]) : 0;
    return `${rate.toFixed(1)} frames a second; milliseconds a frame: ${PARTS.map(part => `${part} ${mean(part)}`).join(', ')}. `
        + `${content.person ? content.person.replace(/^(?=\d)/, 'person ') + '; ' : ''}${state.dropped + content.dropped} frames dropped, ${content.resets} resets`;
  }

  /** Shows a line, until the next pose if it passes. */
  function say(text, passing = false) {
    state.passing = passing;
    if (line.textContent !== text) {
      line.textContent = text;
    }
  }

  function end(text) {
    stop();
    player.disabled = true;
    recorder.disabled = true;
    say(text);
  }

  // ---- frames

  async function start() {
    const run = ++state.run;
    state.running = true;
    forget();
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
    player.textContent = '\u25B6 start';
    if (video.srcObject) {
      video.srcObject.getTracks().forEach(track => track.stop());
      video.srcObject = null;
    }
    stopRecording();
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
      await pause(since + (last + 1) * 1000 / framesPerSecond - performance.now());
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
    say('The detector is loading \u2026', true);
    const detector = await openDetector(complexity.value, setup);
    let next = nextPicture(video);
    try {
      while (run === state.run && el.isConnected) {
        if (camera.getVideoTracks()[0].readyState === 'ended') {
          throw new Error('The camera was switched off: press start to use it again.');
        }
        await next;
        next = nextPicture(video); // it may come while the detector runs
        const begin = performance.now();
        const {landmarks, bitmap} = await detector.find(video);
        if (run === state.run) {
          offer({kind: 'pose', width: bitmap.width, height: bitmap.height, landmarks}, {detector: performance.now() - begin, bitmap});
        }
      }
    } finally {
      camera.getTracks().forEach(track => track.stop());
      detector.close();
    }
  }

  function draw() {
    panels.draw({result: state.result, bitmap: state.bitmap, mirror: mirror.checked, adaptation: adaptation.value});
  }
}

export default {render};
