// Opening the form that a button above leads to; showing the photos chosen for the result; laying after over before.
(function () {
  'use strict';
  function unfold() {
    var target = location.hash.indexOf('#act-') === 0 && document.querySelector(location.hash);
    if (target && target.tagName === 'DETAILS') target.open = true;
  }
  window.addEventListener('hashchange', unfold);
  unfold();
})();
(function () {
  'use strict';
  var box = document.querySelector('.compare');
  var button = document.querySelector('.compare-open');
  if (!box || !button) return;
  var slide = box.querySelector('.compare-slide');
  var range = slide.querySelector('input');
  var after = box.querySelectorAll('figure')[1];

  function draw() {
    after.style.clipPath = box.classList.contains('over') ? 'inset(0 0 0 ' + range.value + '%)' : '';
  }

  button.hidden = false;
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', function () {
    var on = box.classList.toggle('over');
    slide.hidden = !on;
    button.setAttribute('aria-pressed', String(on));
    draw();
    if (on) range.focus();
  });
  range.addEventListener('input', draw);
})();
(function () {
  'use strict';
  // The photos chosen so far, seen before they are sent.
  document.querySelectorAll('input[type=file][name=photos]').forEach(function (input) {
    var shots = document.createElement('ul');
    shots.className = 'shots mb-1';
    shots.setAttribute('aria-live', 'polite');
    input.parentNode.insertBefore(shots, input.nextSibling);
    input.addEventListener('change', function () {
      shots.querySelectorAll('img').forEach(function (one) { URL.revokeObjectURL(one.src); });
      shots.textContent = '';
      Array.prototype.slice.call(input.files, 0, 3).forEach(function (file) {
        var item = shots.appendChild(document.createElement('li'));
        var image = item.appendChild(document.createElement('img'));
        image.alt = file.name;
        image.src = URL.createObjectURL(file);
      });
    });
  });
})();
