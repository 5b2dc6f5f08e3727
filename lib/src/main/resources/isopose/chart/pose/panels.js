// The pictures of a live session: the camera's picture with the 2D joints, the lifted pose, and
// charts of the last frames. Sizes are measured when they change, not in every frame.
//
// A frame to draw: result (what the kernel sent), bitmap (the picture that it is of, or null),
// mirror and adaptation (what the controls say).
const HISTORY = 300; // points of a chart
const PANEL = 0.75; // height of the panels by their width
const VIEW = {radius: 1050, halfHeight: 1150, middle: 120}; // millimetres about the pelvis
const HOME = {yaw: 0.35, pitch: 0.1};
const PARTS = ['detector', 'way', 'lift', 'adapt', 'draw'];

/** elements for the page, draw(frame), and drawCharts(history, adaptation). */
function livePanels(setup) {
  const colours = setup.colours;
  const look = {...HOME};
  let drawn = null; // the last frame
  let width = 0; // of a panel
  let ground = 900;
  const panels = make('div', {display: 'grid', gap: '8px', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))'});
  const picture = panel('picture and 2D joints');
  const space = panel('lifted to 3D');
  turnable(space, 'lifted to 3D', (yaw, pitch) => turn(look.yaw + yaw, look.pitch + pitch), () => turn(HOME.yaw, HOME.pitch));
  const legend = row(key(colours.right, 'right side'), key(colours.left, 'left side'),
      key(colours.truth, 'without adaptation'), make('span', {color: colours.faint}, 'drag the 3D view to turn it'));
  const charts = make('div', {display: 'grid', gap: '8px', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))'});
  const bodyChart = chart('body: % from the source\u2019s mean length');
  const lossChart = chart('L_s; distance of the weights');
  const timeChart = chart('milliseconds a frame');
  const resized = new ResizeObserver(() => { width = picture.clientWidth; redraw(); });
  resized.observe(panels);
  return {panels, legend, charts, draw, drawCharts, close: () => resized.disconnect()};

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
    const names = make('div', {display: 'flex', flexWrap: 'wrap', gap: '0 10px', fontSize: '11px'});
    figure.append(make('div', {textAlign: 'center'}, name), canvas, names);
    charts.append(figure);
    return {figure, canvas, legend: names};
  }

  function turn(yaw, pitch) {
    look.yaw = yaw;
    look.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, pitch));
    redraw();
  }

  function draw(frame) {
    drawn = frame;
    const pose = frame.result && frame.result.pose;
    if (pose) {
      ground += 0.1 * (Math.max(pose[3 * 3 + 1], pose[6 * 3 + 1], 300) - ground);
    }
    redraw();
  }

  function redraw() {
    if (width > 0) {
      drawPicture(pen(picture, width, Math.round(width * PANEL)), drawn);
      drawSpace(pen(space, width, Math.round(width * PANEL)), drawn);
    }
  }

  function drawPicture(g, frame) {
    const input = frame && frame.result && frame.result.input;
    const bitmap = frame && frame.bitmap;
    const size = bitmap ? {left: 0, top: 0, width: bitmap.width, height: bitmap.height} : input && box(input);
    if (!size) {
      return;
    }
    const h = width * PANEL;
    const scale = Math.min(width / size.width, h / size.height);
    if (frame.mirror) {
      g.translate(width, 0);
      g.scale(-1, 1);
    }
    g.translate((width - scale * size.width) / 2, (h - scale * size.height) / 2);
    if (bitmap) {
      g.drawImage(bitmap, 0, 0, scale * size.width, scale * size.height);
    }
    if (input) {
      const points = setup.parents.map((_, j) => [scale * (input[2 * j] - size.left), scale * (input[2 * j + 1] - size.top), 0]);
      drawPose(g, points, thickness(width) * 0.7, setup);
    }
  }

  function box(points) {
    const x = points.filter((_, k) => k % 2 === 0);
    const y = points.filter((_, k) => k % 2 === 1);
    const side = 1.3 * Math.max(Math.max(...x) - Math.min(...x), Math.max(...y) - Math.min(...y), 1);
    const middle = [(Math.max(...x) + Math.min(...x)) / 2, (Math.max(...y) + Math.min(...y)) / 2];
    return {left: middle[0] - side / 2 / PANEL, top: middle[1] - side / 2, width: side / PANEL, height: side};
  }

  function drawSpace(g, frame) {
    const h = width * PANEL;
    const scale = Math.min(width / (2 * VIEW.radius), h / (2 * VIEW.halfHeight));
    const place = placing(width, h, scale, look, VIEW.middle);
    floor(g, place, ground, colours);
    if (frame && frame.result && frame.result.pose) {
      const mirrored = frame.mirror ? -1 : 1;
      const points = all => setup.parents.map((_, j) => place([mirrored * all[3 * j], all[3 * j + 1], all[3 * j + 2]]));
      if (frame.adaptation !== 'none') {
        drawUnder(g, points(frame.result.plain), colours.truth, 1.8 * thickness(width), setup);
      }
      drawPose(g, points(frame.result.pose), thickness(width), setup);
    }
  }

  function drawCharts(history, adaptation) {
    const of = part => history.map(point => point[part]);
    bodyChart.figure.style.display = adaptation === 'body' ? '' : 'none';
    lossChart.figure.style.display = adaptation === 'online' ? '' : 'none';
    if (adaptation === 'body') {
      plot(bodyChart, setup.bones.map((name, k) => ({name, values: history.map(point => point.ratios.length ? point.ratios[k] : NaN)})), HISTORY, false, colours);
    }
    if (adaptation === 'online') {
      let last = NaN;
      const distances = of('distance').map(value => { last = Number.isFinite(value) ? value : last; return last; });
      plot(lossChart, [{name: 'L_s', values: of('loss')}, {name: 'distance x 100', values: distances.map(value => 100 * value)}], HISTORY, true, colours);
    }
    plot(timeChart, PARTS.map(name => ({name, values: of(name)})), HISTORY, true, colours);
  }
}
