// Draws the code of this minute from the seed the page brought, also without a network. The sums are those of codes.py.
(function () {
  'use strict';
  var box = document.querySelector('[data-moving]');
  if (!box || !window.crypto || !window.crypto.subtle || !window.QRCode || !window.TextEncoder) return;
  var given = {
    head: box.dataset.head, seed: box.dataset.seed, first: Number(box.dataset.first), until: Number(box.dataset.until)
  };
  var square = box.querySelector('[data-moving-square]');
  var words = box.querySelector('[data-moving-words]');
  var drawn = null;
  var CLOCK = 'benfu-clock';
  var ahead = Number(read(CLOCK)) || 0; // seconds that our clock is ahead of the phone's

  function read(name) { try { return localStorage.getItem(name); } catch (refused) { return null; } }
  function keep(name, value) { try { localStorage.setItem(name, value); } catch (refused) { /* private browsing */ } }
  function seconds() { return Math.floor(Date.now() / 1000) + ahead; }

  function bytes(hex) {
    var found = new Uint8Array(hex.length / 2);
    for (var i = 0; i < found.length; i++) found[i] = parseInt(hex.substr(2 * i, 2), 16);
    return found;
  }

  function code(minute) {
    var subtle = window.crypto.subtle;
    return subtle.importKey('raw', bytes(given.seed), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']).then(function (key) {
      return subtle.sign('HMAC', key, new TextEncoder().encode(String(minute)));
    }).then(function (digest) {
      var text = String.fromCharCode.apply(null, new Uint8Array(digest).subarray(0, 12));
      return given.head + '.' + minute.toString(36) + '.' + btoa(text).replace(/\+/g, '-').replace(/\//g, '_');
    });
  }

  // As attributes, not styles: the page's policy allows no inline style.
  function picture(rows) {
    var space = 'http://www.w3.org/2000/svg';
    var svg = document.createElementNS(space, 'svg');
    var path = document.createElementNS(space, 'path');
    var strokes = '';
    rows.forEach(function (row, y) {
      row.forEach(function (dark, x) { if (dark) strokes += 'M' + (x + 2) + ' ' + (y + 2) + 'h1v1h-1z'; });
    });
    path.setAttribute('d', strokes);
    svg.setAttribute('viewBox', '0 0 ' + (rows.length + 4) + ' ' + (rows.length + 4));
    svg.setAttribute('shape-rendering', 'crispEdges');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', box.dataset.label);
    svg.appendChild(path);
    return svg;
  }

  function draw() {
    var minute = Math.floor(seconds() / 60);
    var left = 60 - seconds() % 60;
    if (minute < given.first || minute >= given.until) {
      square.textContent = '';
      words.textContent = box.dataset.over;
      box.dataset.state = 'over';
      return;
    }
    words.textContent = box.dataset.left.replace('{n}', left);
    if (drawn === minute) return;
    drawn = minute;
    code(minute).then(function (text) {
      square.textContent = '';
      square.appendChild(picture(new window.QRCode({ content: box.dataset.stem + text + '/', ecl: 'M' }).qrcode.modules));
      box.dataset.code = text;
      box.dataset.state = 'ready';
    });
  }

  // With a network: a fresh seed, and how far the phone's clock is off, which is remembered for when there is none.
  function refresh() {
    return fetch(box.dataset.source, { credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(function (answer) {
      if (answer.redirected || answer.status === 404) { box.dataset.state = 'gone'; return null; }
      return answer.ok ? answer.json() : null;
    }).then(function (fresh) {
      if (!fresh) return;
      ahead = fresh.now - Math.floor(Date.now() / 1000);
      keep(CLOCK, String(ahead));
      given = fresh;
      drawn = null;
      draw();
    }).catch(function () { /* no network: the seed at hand is good for a day */ });
  }

  draw();
  refresh();
  setInterval(draw, 1000);
  document.addEventListener('visibilitychange', function () { if (!document.hidden) { draw(); refresh(); } });
})();
