// Controls of a page, and a chart of lines.

function choice(name, values, first, changed) {
  const list = document.createElement('select');
  for (const value of values) {
    list.append(new Option(value, value, value === first, value === first));
  }
  list.onchange = changed;
  list.label = label(name, list);
  return list;
}

function check(name, first, changed) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = first;
  box.onchange = changed;
  box.label = label('', box, make('span', {}, name));
  return box;
}

function label(name, ...elements) {
  const whole = make('label', {display: 'inline-flex', gap: '4px', alignItems: 'center'}, name);
  whole.append(...elements);
  return whole;
}

function row(...elements) {
  const whole = make('div', {display: 'flex', flexWrap: 'wrap', gap: '4px 14px', alignItems: 'center', margin: '4px 0'});
  whole.append(...elements);
  return whole;
}

/** Lines over so many points; zero is on the axis if asked for. */
function plot({canvas, legend}, lines, length, withZero, colours) {
  const w = canvas.clientWidth;
  const h = 110;
  const g = pen(canvas, w, h);
  const finite = lines.flatMap(one => one.values.filter(Number.isFinite));
  const low = Math.min(...finite, withZero ? 0 : Infinity, finite.length ? Infinity : 0);
  const high = Math.max(...finite, low + 1e-6);
  const left = 38;
  const y = value => h - 6 - (h - 14) * (value - low) / (high - low);
  g.font = '10px sans-serif';
  g.textAlign = 'right';
  for (const value of [low, (low + high) / 2, high]) {
    g.strokeStyle = colours.grid;
    g.lineWidth = 1;
    segment(g, [left, y(value)], [w, y(value)]);
    g.fillStyle = colours.faint;
    g.fillText(Math.abs(value) >= 10 ? value.toFixed(0) : value.toPrecision(2), left - 4, y(value) + 4);
  }
  lines.forEach((one, k) => {
    g.strokeStyle = colours.series[k % colours.series.length];
    g.setLineDash(k < colours.series.length ? [] : [4, 3]);
    g.lineWidth = 1.4;
    g.beginPath();
    let down = false;
    one.values.forEach((value, i) => {
      if (Number.isFinite(value)) {
        const at = [left + (w - left) * i / Math.max(1, length - 1), y(value)];
        down ? g.lineTo(...at) : g.moveTo(...at);
      }
      down = Number.isFinite(value);
    });
    g.stroke();
  });
  const names = lines.map(one => one.name).join();
  if (legend.dataset.names !== names) {
    legend.dataset.names = names;
    legend.replaceChildren(...lines.map((one, k) => key(colours.series[k % colours.series.length], k < colours.series.length ? one.name : one.name + ' (dashed)')));
  }
}
