// The camera, and the detector on its pictures, from files that the notebook's own server serves.
// Errors have a line that says what to do. setup: landmarker (text of landmarker.js), detector
// (where its files are served, tried in this order), noDetector (the line where they are not).

const NO_PICTURE = 500; // milliseconds

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

/** Until a video shows another picture, or for a while. Its currentTime runs on between pictures. */
function nextPicture(video) {
  return Promise.race([
    new Promise(resolve => video.requestVideoFrameCallback(resolve)), pause(NO_PICTURE)]);
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** A detector: find(video) gives {landmarks, bitmap} of landmarker.js, which runs in a worker. */
async function openDetector(model, setup) {
  const folder = await detectorFolder(setup);
  const worker = new Worker(URL.createObjectURL(new Blob([setup.landmarker], {type: 'text/javascript'})));
  let answered;
  const answer = () => new Promise((resolve, reject) => { answered = {resolve, reject}; });
  worker.onerror = event => answered.reject(new Error('The detector failed: ' + event.message));
  worker.onmessage = async ({data}) => {
    if (data.file) {
      const served = await fetch(folder + data.file).catch(() => null);
      if (!served || !served.ok) {
        answered.reject(new Error(setup.noDetector));
        return;
      }
      const bytes = await served.arrayBuffer();
      worker.postMessage({file: data.file, bytes}, [bytes]);
    } else if (data.failed) {
      answered.reject(new Error('The detector failed: ' + data.failed));
    } else {
      answered.resolve(data);
    }
  };
  worker.postMessage({open: model});
  await answer();
  return {
    find: async picture => {
      const bitmap = await createImageBitmap(picture);
      worker.postMessage({bitmap, seconds: performance.now() / 1000}, [bitmap]);
      return answer();
    },
    close: () => worker.terminate()
  };
}

/** The address under which the server serves the detector's files. */
async function detectorFolder(setup) {
  const page = document.getElementById('jupyter-config-data');
  const base = page ? JSON.parse(page.textContent).baseUrl || '/' : '/';
  for (const path of setup.detector) {
    const folder = new URL(base + path, window.location.href).href;
    const answer = await fetch(folder + 'litert.js', {method: 'HEAD'}).catch(() => null);
    if (answer && answer.ok) {
      return folder;
    }
  }
  throw new Error(setup.noDetector);
}
