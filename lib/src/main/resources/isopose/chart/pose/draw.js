// What every view of poses draws with: elements of a page, and a pose seen from a direction. A
// skeleton has parents, boneColours and head; points are page coordinates, null where a joint is
// missing.
const MISSING = -32768;

/** Page coordinates of a joint in millimetres, and its depth, as seen from a yaw and a pitch. */
function placing(w, h, scale, look, middle) {
  return p => {
    const away = Math.cos(look.yaw) * p[2] - Math.sin(look.yaw) * p[0];
    const y = p[1] - middle;
    return [
      w / 2 + scale * (Math.cos(look.yaw) * p[0] + Math.sin(look.yaw) * p[2]),
      h / 2 + scale * (Math.cos(look.pitch) * y - Math.sin(look.pitch) * away),
      Math.sin(look.pitch) * y + Math.cos(look.pitch) * away];
  };
}

/** A square metre grid under the lowest foot, and from where the camera looks. */
function floor(g, place, y, colours) {
  g.strokeStyle = colours.grid;
  g.lineWidth = 1;
  for (let k = -1000; k <= 1000; k += 500) {
    segment(g, place([k, y, -1000]), place([k, y, 1000]));
    segment(g, place([-1000, y, k]), place([1000, y, k]));
  }
  const camera = place([0, y, -1000]);
  g.fillStyle = colours.faint;
  g.font = '11px sans-serif';
  g.textAlign = 'center';
  g.fillText('\u25B2 camera', Math.max(32, Math.min(g.canvas.clientWidth - 32, camera[0])), Math.min(camera[1] + 12, g.canvas.clientHeight - 4));
}

/** Far bones first; white beside a bone's inner part keeps crossing limbs apart. */
function drawPose(g, points, width, skeleton) {
  const order = [...points.keys()].sort((a, b) => depth(b) - depth(a));
  for (const j of order) {
    const from = points[skeleton.parents[j]];
    const to = points[j];
    bone(g, between(from, to, 0.25), between(from, to, 0.75), '#fff', width + 2, 'butt');
    bone(g, from, to, skeleton.boneColours[j], width);
    dot(g, to, skeleton.boneColours[j], width * 0.75);
    if (j === skeleton.head) {
      dot(g, between(from, to, 0.5), skeleton.boneColours[j], width * 2.25);
    }
  }
  function depth(j) {
    const from = points[skeleton.parents[j]];
    return from && points[j] ? (from[2] + points[j][2]) / 2 : Infinity;
  }
}

/** A pose in one colour, to lie under another. */
function drawUnder(g, points, colour, width, skeleton) {
  points.forEach((point, j) => bone(g, points[skeleton.parents[j]], point, colour, width));
}

/** Turns a view by dragging and by keys: by(yaw, pitch) turns it, home() turns it back. */
function turnable(canvas, name, by, home, moreKeys) {
  canvas.tabIndex = 0;
  canvas.style.touchAction = 'pan-y'; // a finger still scrolls the page up and down
  canvas.style.cursor = 'grab';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name + ': a pose in three dimensions; arrow keys turn it');
  canvas.onpointerdown = e => { canvas.setPointerCapture(e.pointerId); canvas.style.cursor = 'grabbing'; };
  canvas.onpointerup = () => { canvas.style.cursor = 'grab'; };
  canvas.onpointermove = e => {
    if (canvas.hasPointerCapture(e.pointerId)) {
      by(-e.movementX * 0.012, e.movementY * 0.012);
    }
  };
  canvas.ondblclick = home;
  const keys = {
    ArrowLeft: () => by(0.15, 0),
    ArrowRight: () => by(-0.15, 0),
    ArrowUp: () => by(0, -0.15),
    ArrowDown: () => by(0, 0.15),
    Home: home,
    ...moreKeys
  };
  canvas.onkeydown = e => {
    if (keys[e.key]) {
      e.preventDefault();
      e.stopPropagation();
      keys[e.key]();
    }
  };
}

function key(colour, words) {
  const line = make('span', {display: 'inline-flex', alignItems: 'center', gap: '5px'});
  line.append(make('span', {width: '10px', height: '10px', borderRadius: '5px', background: colour}), make('span', {}, words));
  return line;
}

function make(tag, style, words) {
  const element = document.createElement(tag);
  Object.assign(element.style, style);
  if (words) {
    element.textContent = words;
  }
  return element;
}

function button(words, act) {
  const element = make('button', {font: 'inherit', padding: '2px 8px', cursor: 'pointer'}, words);
  element.type = 'button';
  element.onclick = act;
  return element;
}

/** An empty canvas to draw on; it keeps its memory while its size stays. */
function pen(canvas, width, height) {
  const dense = window.devicePixelRatio || 1;
  const size = [Math.round(width * dense), Math.round(height * dense)];
  const g = canvas.getContext('2d');
  if (canvas.width !== size[0] || canvas.height !== size[1] || !g.reset) {
    [canvas.width, canvas.height] = size;
    canvas.style.height = height + 'px';
  } else {
    g.reset();
  }
  g.scale(dense, dense);
  return g;
}

function thickness(width) {
  return Math.max(2.2, width / 55);
}

function between(a, b, part) {
  return a && b ? [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])] : null;
}

function segment(g, a, b) {
  g.beginPath();
  g.moveTo(a[0], a[1]);
  g.lineTo(b[0], b[1]);
  g.stroke();
}

function bone(g, a, b, colour, width, cap) {
  if (a && b && a !== b) {
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.lineCap = cap || 'round';
    segment(g, a, b);
  }
}

function dot(g, at, colour, radius) {
  if (at) {
    g.fillStyle = colour;
    g.beginPath();
    g.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    g.fill();
  }
}
