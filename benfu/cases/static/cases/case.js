// Opening the form that a button above leads to; laying the photo after over the photo before, with a slider between.
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
