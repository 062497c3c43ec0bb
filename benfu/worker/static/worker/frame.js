// On every page of the phone app: starts the service worker, sends what waits, shows how much that is, says when a page is old.
(function () {
  'use strict';
  var outbox = benfu.outbox;
  var frame = document.getElementById('worker-frame');
  var account = frame.dataset.account ? Number(frame.dataset.account) : null;
  var timer = 0;
  benfu.account = account;

  if ('serviceWorker' in navigator && window.isSecureContext) {
    navigator.serviceWorker.register('/sw.js').then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      // Pages kept for another reader are thrown away.
      registration.active.postMessage({ account: account, look: frame.dataset.look });
    }).catch(function () { /* an app within an app may have none: everything but a cold start offline works */ });
  }

  function sendSoon() {
    clearTimeout(timer);
    outbox.drain().then(function () { return outbox.all(); }).then(function (reports) {
      var waiting = reports.filter(function (report) { return report.state === 'waiting'; });
      if (!waiting.length || !navigator.onLine) return;
      var next = Math.min.apply(null, waiting.map(function (report) { return report.next_at; })) - Date.now();
      timer = setTimeout(sendSoon, next > 0 ? Math.max(next, 3000) : 15000);
    }).catch(function () { /* no storage: nothing waits */ });
  }

  function show() {
    outbox.all().then(function (reports) {
      var waiting = reports.filter(function (report) { return report.state !== 'done'; });
      var login = waiting.some(function (report) { return report.state === 'login'; });
      document.querySelectorAll('[data-outbox-show]').forEach(function (one) { one.hidden = !waiting.length; });
      document.querySelectorAll('[data-outbox-count]').forEach(function (one) { one.textContent = waiting.length; });
      document.querySelectorAll('[data-outbox-words]').forEach(function (one) {
        one.textContent = (login ? one.dataset.login : one.dataset.waiting).replace('{n}', waiting.length);
      });
    }).catch(function () {});
  }

  outbox.onchange(show);
  window.addEventListener('online', sendSoon);
  document.addEventListener('visibilitychange', function () { if (!document.hidden) sendSoon(); });
  benfu.sendSoon = function () {
    sendSoon();
    // Where the browser can, it goes on sending after the page is closed.
    if ('serviceWorker' in navigator && window.SyncManager) {
      navigator.serviceWorker.ready.then(function (registration) { return registration.sync.register('outbox'); }).catch(function () {});
    }
  };
  show();
  sendSoon();

  // A page from the phone's memory says how old it is.
  var drawn = new Date(frame.dataset.drawn);
  if (Date.now() - drawn > 3 * 60000) {
    var note = document.querySelector('[data-stale]');
    if (note) {
      note.querySelector('[data-stale-time]').textContent = drawn.toLocaleString([], { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
      note.hidden = false;
    }
  }
})();
