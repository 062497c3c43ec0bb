// Taking a photo: the system's camera, then made small on the phone, which also drops what the file knew of place and owner.
(function () {
  'use strict';
  var LONGEST_SIDE = 1600;
  var QUALITY = 0.72;
  var MOST_BYTES = 20 * 1024 * 1024;

  // Returns {id, type, data, taken_at}. A photo this browser cannot read (HEIC on Android) is kept as it is.
  // Throws an error with .code 'empty' or 'large'.
  async function shrink(file) {
    if (!file.size) throw refusal('empty');
    var small = await redraw(file).catch(function () { return null; });
    if (!small && file.size > MOST_BYTES) throw refusal('large');
    var kept = small || file;
    return { id: benfu.outbox.uuid(), type: kept.type || 'application/octet-stream', data: await bytes(kept), taken_at: takenAt(file) };
  }

  async function redraw(file) {
    var address = URL.createObjectURL(file);
    try {
      var image = new Image();
      image.src = address;
      await image.decode();
      var scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      var pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise(function (resolve) { canvas.toBlob(resolve, 'image/jpeg', QUALITY); });
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  // Blob.arrayBuffer is younger than Safari 14's first releases.
  function bytes(blob) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(reader.result); };
      reader.onerror = function () { reject(reader.error); };
      reader.readAsArrayBuffer(blob);
    });
  }

  // The file's own time when it is plausible (a photo just taken), else now.
  function takenAt(file) {
    var age = Date.now() - file.lastModified;
    return new Date(age > -60000 && age < 7 * 86400000 ? file.lastModified : Date.now()).toISOString();
  }

  function refusal(code) {
    var error = new Error(code);
    error.code = code;
    return error;
  }

  // --- where the phone is; asked for with the touch that opens the camera, never before ---

  var FAST = 3; // metres per second: somebody is riding
  var watch = 0;
  var best = null;

  // Calls `tell(position)` with {lon, lat, accuracy_m, fast} as it becomes better, or `tell(null)` when it may not be known.
  function locate(tell) {
    if (!navigator.geolocation) { tell(null); return; }
    if (watch) navigator.geolocation.clearWatch(watch);
    watch = navigator.geolocation.watchPosition(function (found) {
      var here = found.coords;
      var position = {
        lon: Number(here.longitude.toFixed(6)), lat: Number(here.latitude.toFixed(6)),
        accuracy_m: Math.round(here.accuracy), fast: (here.speed || 0) > FAST, at: Date.now()
      };
      if (!best || position.accuracy_m <= best.accuracy_m || position.at - best.at > 15000) best = position;
      tell(Object.assign({}, best, { fast: position.fast }));
    }, function () { if (!best) tell(null); }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 10000 });
  }

  function stop() {
    if (watch) navigator.geolocation.clearWatch(watch);
    watch = 0;
  }

  benfu.camera = { shrink: shrink, locate: locate, stop: stop };
})();
