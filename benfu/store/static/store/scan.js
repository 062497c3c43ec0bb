// The counter: whatever is typed or scanned lands in the field; the camera is a help, not a need.
(function () {
  'use strict';
  var field = document.getElementById('code');
  var form = document.getElementById('counter');
  if (!field || !form) return;
  field.select();

  // A scanner gun types like a keyboard: keys pressed outside any field go to the code.
  document.addEventListener('keydown', function (event) {
    var busy = event.target.closest && event.target.closest('input, textarea, select, button, a, summary');
    if (!busy && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  });

  // Six digits typed by hand need no Enter.
  field.addEventListener('input', function () {
    var digits = field.value.replace(/\s/g, '');
    if (/^[0-9]{6}$/.test(digits)) send(digits);
  });

  var sent = false;
  function send(code) {
    if (sent) return;
    sent = true;
    field.value = code;
    if (form.requestSubmit) form.requestSubmit(); else form.submit();
  }

  var button = document.getElementById('camera');
  var finder = document.getElementById('finder');
  var refused = document.getElementById('no-camera');
  if (!window.QrScanner || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  button.hidden = false;
  var scanner = null;
  button.addEventListener('click', function () {
    refused.hidden = true;
    finder.hidden = false;
    scanner = scanner || new window.QrScanner(document.getElementById('video'), function (found) { send(found.data); }, {
      returnDetailedScanResult: true
    });
    scanner.start().catch(function () { finder.hidden = true; refused.hidden = false; });
  });
  document.getElementById('stop').addEventListener('click', function () {
    if (scanner) scanner.stop();
    finder.hidden = true;
    field.focus();
  });
})();
