// The camera, and MediaPipe Pose on its pictures, from files that the notebook's own server serves.
// Errors have a line that says what to do. setup: detector (where its files are served, tried in
// this order), noDetector (the line where they are not).

async function openCamera() {
  if (!navigator.mediaDevices) {
    throw new Error('This page may not use a camera: open JupyterLab at localhost, or by https.');
  }
  try {
    return await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 480}, audio: false});
  } catch (error) {
    const why = {
      NotAllowedError: 'The camera was refused: permit it in the browser\u2019s address bar and press start again.',
      NotFoundError: 'There is no camera: connect one and press start again, or choose the recording.',
      NotReadableError: 'The camera is in use by another program: close that and press start again.'
    }[error.name];
    throw new Error(why || `The camera cannot be opened (${error.name}): ${error.message}`);
  }
}

async function openDetector(modelComplexity, setup) {
  const folder = await detectorFolder(setup);
  if (!window.Pose) {
    await new Promise((resolve, reject) => {
      const script = make('script', {});
      script.src = folder + 'pose.js';
      script.onload = resolve;
      script.onerror = () => reject(new Error(setup.noDetector));
      document.head.append(script);
    });
  }
  const pose = new window.Pose({locateFile: file => folder + file});
  let found = [];
  pose.setOptions({modelComplexity, smoothLandmarks: true, selfieMode: false, useCpuInference: drawsInSoftware()});
  pose.onResults(results => { found = results.poseLandmarks || []; });
  try {
    await pose.initialize();
  } catch (error) {
    throw new Error('The detector does not start (it needs WebGL): ' + (error.message || error));
  }
  return {
    find: async image => { found = []; await pose.send({image}); return found; },
    close: () => pose.close()
  };
}

/** Without a graphics processor, the detector's networks are many times faster outside of WebGL. */
function drawsInSoftware() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const names = gl && gl.getExtension('WEBGL_debug_renderer_info');
  return names ? /swiftshader|llvmpipe|software|basic render/i.test(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : false;
}

/** The address under which the server serves the detector's files. */
async function detectorFolder(setup) {
  const page = document.getElementById('jupyter-config-data');
  const base = page ? JSON.parse(page.textContent).baseUrl || '/' : '/';
  for (const path of setup.detector) {
    const folder = new URL(base + path, window.location.href).href;
    const answer = await fetch(folder + 'pose.js', {method: 'HEAD'}).catch(() => null);
    if (answer && answer.ok) {
      return folder;
    }
  }
  throw new Error(setup.noDetector);
}
