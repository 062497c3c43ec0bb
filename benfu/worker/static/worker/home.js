// Home: a tile opens the camera at once; the photo is on the disk before the form opens.
(function () {
  'use strict';
  var form = document.getElementById('snap');
  if (!form || !window.indexedDB) return;
  var input = document.getElementById('snap-file');
  var note = document.getElementById('snap-note');
  var category = '';
  var position = null;

  form.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (button) snap(event, button.value);
  });

  // The round button among the tabs does the same, without leaving the page first.
  var round = document.querySelector('.tab .fab');
  if (round) round.addEventListener('click', function (event) { snap(event, ''); });

  function snap(event, wanted) {
    event.preventDefault();
    category = wanted;
    find();
    remember();
    input.value = '';
    input.click();
  }

  function find() {
    benfu.camera.locate(function (found) {
      position = found || position;
      say(found && found.fast ? 'fast' : '');
    });
  }

  input.addEventListener('change', function () {
    if (input.files[0]) take(input.files[0]);
  });

  function take(file) {
    forget();
    form.setAttribute('aria-busy', 'true');
    say('saving');
    benfu.camera.shrink(file).then(function (photo) {
      return benfu.outbox.saveDraft({ owner: benfu.account, category: category, photos: [photo], position: position });
    }).then(go, function (error) {
      form.removeAttribute('aria-busy');
      if (error.code === 'empty' || error.code === 'large') say(error.code);
      else go(); // nothing can be kept on this phone: the plain form takes the photo
    });
  }

  // --- the page was closed while the camera was open: no photo came, but the touch is remembered ---

  var LATELY = 10 * 60000;

  function remember() {
    try { sessionStorage.setItem('snap', JSON.stringify({ category: category, at: Date.now() })); } catch { /* private mode */ }
  }

  function forget() {
    try { sessionStorage.removeItem('snap'); } catch { /* private mode */ }
  }

  function unfinished() {
    try {
      var touch = JSON.parse(sessionStorage.getItem('snap'));
      return touch && Date.now() - touch.at < LATELY ? touch : null;
    } catch { return null; }
  }

  var touch = benfu.webcam ? unfinished() : null;
  if (touch) document.getElementById('killed').hidden = false;
  document.getElementById('webcam-open').addEventListener('click', function () {
    category = touch.category;
    find();
    benfu.webcam.open(take).catch(function () { say('nocamera'); });
  });

  function go() {
    location.href = '/r/new' + (category ? '?d=' + encodeURIComponent(category) : '');
  }

  function say(code) {
    note.hidden = !code;
    note.textContent = code ? note.dataset[code] : '';
  }
})();
