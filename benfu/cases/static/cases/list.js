// The list of cases with the keyboard: J and K move, Enter opens, A goes to the button that takes the case on, R to the reason.
(function () {
  'use strict';
  var list = document.getElementById('case-list');
  var preview = document.getElementById('preview');
  var keys = document.getElementById('keys');
  var wide = window.matchMedia('(min-width: 1101px)');
  var opener = document.querySelector('.keys-open');

  function rows() { return list ? Array.prototype.slice.call(list.querySelectorAll('tr[data-case]')) : []; }
  function chosen() { return list && list.querySelector('tr[aria-selected=true]'); }

  function choose(row) {
    if (!row) return;
    rows().forEach(function (one) { one.removeAttribute('aria-selected'); });
    row.setAttribute('aria-selected', 'true');
    row.scrollIntoView({ block: 'nearest' });
    if (wide.matches && window.htmx) {
      window.htmx.ajax('GET', row.dataset.preview, { target: preview, swap: 'innerHTML' });
    }
  }

  function step(by) {
    var all = rows(), at = all.indexOf(chosen());
    choose(all[Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function open() {
    var row = chosen();
    if (row) row.querySelector('a.t').click();
  }

  // The form with this key: its details opened, the first thing to do in it focused.
  function goTo(key) {
    var form = preview && preview.querySelector('form[data-key="' + key + '"]');
    if (!form || !wide.matches) { open(); return; }
    var details = form.closest('details');
    if (details) details.open = true;
    var target = key === 'a' ? form.querySelector('button:not([type=button])') : form.querySelector('input[type=radio], textarea');
    (target || form.querySelector('button')).focus();
  }

  function showKeys(on) {
    if (!keys) return;
    keys.hidden = !on;
    if (on) keys.querySelector('.keys-shut').focus();
  }

  function typing(target) { return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'radio'; }

  var ACTIONS = {
    j: function () { step(1); },
    k: function () { step(-1); },
    a: function () { goTo('a'); },
    r: function () { goTo('r'); },
    '?': function () { showKeys(keys.hidden); }
  };

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') { showKeys(false); if (document.activeElement) document.activeElement.blur(); return; }
    if (typing(event.target)) return;
    if (event.key === 'Enter' && event.target === document.body) { open(); return; }
    var act = ACTIONS[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  if (opener) {
    opener.hidden = !wide.matches;
    opener.addEventListener('click', function () { showKeys(true); });
    keys.querySelector('.keys-shut').addEventListener('click', function () { showKeys(false); opener.focus(); });
  }
  if (list) {
    list.addEventListener('click', function (event) {
      var row = event.target.closest('tr[data-case]');
      if (!row || event.target.closest('a')) return;
      if (wide.matches) choose(row); else row.querySelector('a.t').click();
    });
    if (wide.matches) choose(rows()[0]);
  }
})();
