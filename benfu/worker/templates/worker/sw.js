// The service worker: lets the app open cold without a network, and goes on sending after the page is closed.
'use strict';
importScripts({{ outbox|safe }});

var VERSION = {{ version|safe }};
var FILES = {{ files|safe }};
var CORE = {{ core|safe }};
var KEPT = {{ kept|safe }}.map(function (pattern) { return new RegExp(pattern); });
var STATIC = 'benfu-static-' + VERSION;
var PAGES = 'benfu-pages-' + VERSION;
var PICTURES = 'benfu-pictures-' + VERSION;
var READER = '/reader-of-these-pages';
var MOST_PICTURES = 60;
var PATIENCE = 4000; // milliseconds until the page on the phone is shown instead

self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(STATIC).then(function (cache) { return cache.addAll(FILES); }).then(fillPages).then(function () {
    return self.skipWaiting();
  }));
});

self.addEventListener('activate', function (event) {
  var ours = [STATIC, PAGES, PICTURES];
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.startsWith('benfu-') && ours.indexOf(name) < 0; })
      .map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

// Another reader, or another look: what was kept for the last one goes.
self.addEventListener('message', function (event) {
  var reader = JSON.stringify(event.data);
  event.waitUntil(caches.open(PAGES).then(function (cache) {
    return cache.match(READER).then(function (kept) { return kept ? kept.text() : ''; }).then(function (before) {
      if (before === reader) return null;
      var gone = before ? Promise.all([caches.delete(PAGES), caches.delete(PICTURES)]) : Promise.resolve();
      return gone.then(fillPages).then(function () {
        return caches.open(PAGES);
      }).then(function (fresh) { return fresh.put(READER, new Response(reader)); });
    });
  }));
});

self.addEventListener('sync', function (event) {
  if (event.tag === 'outbox') event.waitUntil(self.benfu.outbox.drain());
});

self.addEventListener('fetch', function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (url.pathname.startsWith('/static/')) event.respondWith(kept(request, STATIC));
  else if (/^\/f\/[^/]+\/(small|thumb)$/.test(url.pathname)) event.respondWith(picture(event));
});

function fillPages() {
  return caches.open(PAGES).then(function (cache) {
    return Promise.all(CORE.map(function (path) {
      return fetch(path, { credentials: 'same-origin', headers: { Accept: 'text/html' } }).then(function (answer) {
        return usable(answer) ? keep(cache, path, answer) : null;
      }).catch(function () { return null; });
    }));
  });
}

// A page is kept with the files it asks for: other rooms' fragments bring their own.
function keep(cache, path, answer) {
  var copy = answer.clone();
  return cache.put(path, answer).then(function () { return copy.text(); }).then(function (html) {
    var asked = (html.match(/(?:src|href)="\/static\/[^"]+"/g) || []).map(function (found) { return found.split('"')[1]; });
    return Promise.all(asked.map(function (address) { return kept(new Request(address), STATIC).catch(function () { return null; }); }));
  });
}

// A page that led elsewhere (to the sign-in) is not kept: browsers refuse it as an answer to going somewhere.
function usable(answer) {
  return answer.ok && !answer.redirected && (answer.headers.get('Content-Type') || '').startsWith('text/html');
}

function page(event, url) {
  var wanted = KEPT.some(function (pattern) { return pattern.test(url.pathname); });
  var fresh = fetch(event.request).then(function (answer) {
    if (wanted && usable(answer)) {
      var copy = answer.clone();
      event.waitUntil(caches.open(PAGES).then(function (cache) { return keep(cache, url.pathname, copy); }));
    }
    return answer;
  });
  fresh.catch(function () { /* answered below */ });
  var stored = wanted ? caches.match(url.pathname, { cacheName: PAGES }) : Promise.resolve(undefined);
  return stored.then(function (old) {
    return Promise.race(old ? [fresh, later(old)] : [fresh]).catch(function () {
      return old || caches.match('/offline', { cacheName: PAGES }).then(function (words) { return words || Response.error(); });
    });
  });
}

function later(answer) {
  return new Promise(function (resolve) { setTimeout(function () { resolve(answer); }, PATIENCE); });
}

function kept(request, name) {
  return caches.match(request, { cacheName: name }).then(function (old) {
    return old || fetch(request).then(function (answer) {
      if (!answer.ok) return answer;
      var copy = answer.clone();
      return caches.open(name).then(function (cache) { return cache.put(request, copy); }).then(function () { return answer; });
    });
  });
}

function picture(event) {
  return kept(event.request, PICTURES).then(function (answer) {
    event.waitUntil(caches.open(PICTURES).then(function (cache) {
      return cache.keys().then(function (keys) {
        return Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PICTURES)).map(function (key) { return cache.delete(key); }));
      });
    }));
    return answer;
  });
}
