// What the pages do: a switch between the light and the dark theme, and charts in place of their
// pictures. Without this file, or vega.js, a page has the system's theme and the pictures.
(function () {
  'use strict';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const touch = matchMedia('(pointer: coarse)');
  const NARROW = 640; // pixels; below, a chart's legend is under it
  const LETTER = 9; // pixels of a title
  const MENU = 80; // pixels beside a title, at both of its ends

  // ---- theme

  let chosen = null;
  try {
    chosen = localStorage.getItem('isopose-theme');
  } catch (error) {
    // a browser that stores nothing: the choice holds for this page
  }

  function isDark() {
    return chosen ? chosen === 'dark' : system.matches;
  }

  function applyTheme() {
    root.dataset.theme = isDark() ? 'dark' : 'light';
    for (const button of document.querySelectorAll('.theme')) {
      button.hidden = false;
      button.textContent = isDark() ? 'light theme' : 'dark theme';
    }
    document.querySelectorAll('.chart[data-drawn]').forEach(draw);
  }

  function switchTheme() {
    chosen = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('isopose-theme', chosen);
    } catch (error) {
      // see above
    }
    applyTheme();
  }

  root.dataset.theme = isDark() ? 'dark' : 'light'; // before the page is shown
  system.addEventListener('change', applyTheme);

  // ---- charts

  async function draw(figure) {
    const spec = JSON.parse(figure.querySelector('script').textContent);
    const width = Math.min(spec.width, figure.clientWidth);
    const narrow = width < NARROW;
    const config = {background: isDark() ? '#1b1b1b' : '#ffffff'};
    if (isDark()) {
      config.axis = {gridColor: '#444', domainColor: '#888', tickColor: '#888'};
    }
    if (narrow) {
      spec.autosize = {type: 'fit-x', contains: 'padding'}; // the legend's lines come on top
      spec.height = 240;
      config.legend = {orient: 'bottom', direction: 'vertical', columns: 1};
      if (spec.encoding.x.type === 'nominal') {
        spec.encoding.x.axis.labelAngle = -45;
      }
      spec.title.text = broken(spec.title.text, (width - MENU) / LETTER);
      for (const axis of ['x', 'y']) {
        const title = broken([].concat(spec.encoding[axis].title).join(' '), width / LETTER);
        const encodings = [spec.encoding, ...spec.layer.map(layer => layer.encoding || {})];
        encodings.filter(own => axis in own).forEach(own => { own[axis].title = title; });
      }
    }
    spec.width = width;
    if (touch.matches) { // a finger moves the page
      spec.layer.forEach(layer => {
        layer.params = (layer.params || []).filter(param => param.name !== 'zoom');
      });
    }
    figure.dataset.drawn = width;
    try {
      const theme = isDark() ? 'dark' : undefined;
      await vegaEmbed(figure.querySelector('.view'), spec, {mode: 'vega-lite', theme, config});
      figure.querySelector('img').hidden = true;
      figure.querySelector('figcaption').hidden = touch.matches;
    } catch (error) {
      console.error('the picture stays:', error);
    }
  }

  /** A text as lines of at most so many letters. */
  function broken(text, letters) {
    const lines = [''];
    for (const word of String(text).split(' ')) {
      const line = lines[lines.length - 1];
      if (line && line.length + word.length >= letters) {
        lines.push(word);
      } else {
        lines[lines.length - 1] = line ? line + ' ' + word : word;
      }
    }
    return lines;
  }

  /** Draws a chart when it comes near, and again when its width changes. */
  function watch(figure) {
    const near = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) {
        near.disconnect();
        draw(figure);
        new ResizeObserver(() => {
          if (Math.abs(Math.min(figure.clientWidth, 800) - figure.dataset.drawn) > 20) {
            draw(figure);
          }
        }).observe(figure);
      }
    }, {rootMargin: '600px'});
    near.observe(figure);
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('.theme').forEach(button => button.addEventListener('click', switchTheme));
    applyTheme();
    if (typeof vegaEmbed === 'function') {
      document.querySelectorAll('.chart').forEach(watch);
    }
  });
})();
