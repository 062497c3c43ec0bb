// Small comforts for every page; each page works without them.
(function () {
  'use strict';
  var root = document.documentElement;
  root.setAttribute('data-js', '');

  // A form is sent once, however often the button is pressed.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = '1';
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  // Choices that take effect at once: <form data-autosend>.
  document.addEventListener('change', function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute('data-autosend')) form.requestSubmit ? form.requestSubmit() : form.submit();
  });

  // Copy: <button data-copy="#id or text">.
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (!button || !navigator.clipboard) return;
    var what = button.dataset.copy;
    var source = what.charAt(0) === '#' ? document.querySelector(what) : null;
    navigator.clipboard.writeText(source ? source.textContent.trim() : what).then(function () {
      toast(button.dataset.done || '✓');
    });
  });

  // Escape closes the menu on a phone and open drop-downs.
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    if (location.hash === '#menu') location.hash = '#main';
    document.querySelectorAll('details.who[open]').forEach(function (one) { one.open = false; });
  });
  document.addEventListener('click', function (event) {
    document.querySelectorAll('details.who[open]').forEach(function (one) {
      if (!one.contains(event.target)) one.open = false;
    });
  });

  function toast(words) {
    var box = document.createElement('div');
    box.className = 'toast';
    box.setAttribute('role', 'status');
    box.textContent = words;
    document.body.appendChild(box);
    setTimeout(function () { box.remove(); }, 3500);
  }
  window.benfu = window.benfu || {};
  window.benfu.toast = toast;
})();
