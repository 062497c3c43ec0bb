// A camera within the page: cheap phones may close the page while the system's camera is open, and lose the photo with it.
(function () {
  'use strict';
  var box = document.getElementById('webcam');
  var view = document.getElementById('webcam-view');
  if (!box || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  var give = null;

  // Opens the camera; `taken(blob)` gets the photo. Rejects when the camera may not or cannot be opened.
  function open(taken) {
    give = taken;
    var wanted = { video: { facingMode: 'environment', width: { ideal: 1600 } }, audio: false };
    return navigator.mediaDevices.getUserMedia(wanted).then(function (stream) {
      view.srcObject = stream;
      box.hidden = false;
      document.getElementById('webcam-shoot').focus();
    });
  }

  function close() {
    if (view.srcObject) view.srcObject.getTracks().forEach(function (track) { track.stop(); });
    view.srcObject = null;
    box.hidden = true;
  }

  document.getElementById('webcam-close').addEventListener('click', close);
  box.addEventListener('keydown', function (event) { if (event.key === 'Escape') close(); });
  document.getElementById('webcam-shoot').addEventListener('click', function () {
    var canvas = document.createElement('canvas');
    canvas.width = view.videoWidth;
    canvas.height = view.videoHeight;
    canvas.getContext('2d').drawImage(view, 0, 0);
    canvas.toBlob(function (blob) {
      close();
      if (blob) give(blob);
    }, 'image/jpeg', 0.9);
  });

  benfu.webcam = { open: open };
})();
