// The outbox: a report lies on the phone until the server has it, exactly once. Used by pages and by the service worker.
// A report's id is made on the phone and its body never changes, so sending it again is harmless.
(function (scope) {
  'use strict';

  var MINUTE = 60 * 1000;
  var LONGEST_WAIT = 10 * MINUTE;
  var KEEP_DONE = 24 * 60 * MINUTE;
  var RETRY = [0, 408, 425, 429, 500, 502, 503, 504];
  var listeners = [];
  var channel = scope.BroadcastChannel ? new BroadcastChannel('benfu-outbox') : null;
  var opening = null;
  var draining = null;
  var again = false;
  var sending = '';

  // --- the database: drafts, reports, photos (bytes apart, so that a state change writes little) ---

  function open() {
    if (!opening) {
      opening = new Promise(function (resolve, reject) {
        var request = indexedDB.open('benfu', 1);
        request.onupgradeneeded = function () {
          request.result.createObjectStore('drafts', { keyPath: 'key' });
          request.result.createObjectStore('reports', { keyPath: 'id' });
          request.result.createObjectStore('photos', { keyPath: 'id' });
        };
        request.onsuccess = function () {
          request.result.onversionchange = function () { request.result.close(); opening = null; };
          resolve(request.result);
        };
        request.onerror = request.onblocked = function () { opening = null; reject(request.error || new Error('blocked')); };
      });
    }
    return opening;
  }

  // Runs `work(stores…)` in one transaction; resolves once it is on the disk.
  async function within(names, mode, work) {
    var db = await open();
    return new Promise(function (resolve, reject) {
      var transaction = db.transaction(names, mode);
      var answer = work.apply(null, names.map(function (name) { return transaction.objectStore(name); }));
      transaction.oncomplete = function () { resolve(answer && answer.result); };
      transaction.onerror = transaction.onabort = function () { reject(transaction.error || new Error('aborted')); };
    });
  }

  function loadDraft() {
    return within(['drafts'], 'readonly', function (drafts) { return drafts.get('current'); });
  }

  function saveDraft(draft) {
    return within(['drafts'], 'readwrite', function (drafts) { drafts.put(Object.assign({ key: 'current' }, draft)); });
  }

  function clearDraft() {
    return within(['drafts'], 'readwrite', function (drafts) { drafts.delete('current'); });
  }

  // Moves a finished draft into the queue: report, photos and the draft's end in one transaction.
  async function submit(report, photos) {
    await within(['drafts', 'reports', 'photos'], 'readwrite', function (drafts, reports, bytes) {
      photos.forEach(function (photo) {
        bytes.put({ id: photo.id, report: report.id, type: photo.type, data: photo.data });
      });
      reports.put(Object.assign(report, {
        photos: photos.map(function (photo) {
          return { id: photo.id, type: photo.type, size: photo.data.byteLength, state: 'waiting', words: '' };
        }),
        state: 'waiting', tries: 0, next_at: 0, words: '', receipt: null, done_at: 0
      }));
      drafts.delete('current');
    });
    changed();
  }

  async function all() {
    var reports = await within(['reports'], 'readonly', function (store) { return store.getAll(); });
    return reports.sort(function (one, other) { return one.created_at - other.created_at; });
  }

  function photo(id) {
    return within(['photos'], 'readonly', function (photos) { return photos.get(id); });
  }

  async function keep(report, gonePhoto) {
    await within(['reports', 'photos'], 'readwrite', function (reports, photos) {
      reports.put(report);
      if (gonePhoto) photos.delete(gonePhoto);
    });
    changed();
  }

  async function remove(report) {
    await within(['reports', 'photos'], 'readwrite', function (reports, photos) {
      reports.delete(report.id);
      report.photos.forEach(function (one) { photos.delete(one.id); });
    });
    changed();
  }

  // Everything that is not done is tried again now: also what was refused, since a person asked for it.
  async function retry() {
    var reports = await all();
    for (var report of reports) {
      if (report.state === 'done') continue;
      report.photos.forEach(function (one) { if (one.state === 'refused' && one.words) one.state = 'waiting'; });
      await keep(Object.assign(report, { state: 'waiting', next_at: 0, words: '' }));
    }
    return drain();
  }

  // The person says that these, made under another account, are theirs to send.
  async function adopt(report, account) {
    await keep(Object.assign(report, { owner: account, state: 'waiting', next_at: 0 }));
    return drain();
  }

  function pending(report) {
    return report.state === 'waiting' || report.state === 'login';
  }

  // --- sending ---

  function drain() {
    if (draining) again = true;
    else {
      draining = alone(sendDue).finally(function () {
        draining = null;
        sending = '';
        changed();
      }).then(function () {
        // What was put in meanwhile goes at once.
        if (!again) return undefined;
        again = false;
        return drain();
      });
    }
    return draining;
  }

  // One page or worker sends at a time where the browser can arrange that; elsewhere a double sending is harmless.
  function alone(work) {
    if (!scope.navigator.locks) return Promise.resolve(work());
    return scope.navigator.locks.request('benfu-outbox', { ifAvailable: true }, function (lock) { return lock ? work() : null; });
  }

  async function sendDue() {
    await forgetDone();
    var due = (await all()).filter(function (report) { return pending(report) && report.next_at <= Date.now(); });
    if (!due.length) return;
    var account = await whoIsSignedIn();
    if (account === undefined) return;
    for (var report of due) {
      if (account === null) await keep(Object.assign(report, { state: 'login' }));
      else if (report.owner === account && !(await send(report))) return;
    }
  }

  // The account's id, null for nobody, undefined when there is no telling (no network, server trouble).
  async function whoIsSignedIn() {
    var answer = await call('GET', '/q/who', undefined, '', 15000);
    return answer.ok && answer.body ? answer.body.account : undefined;
  }

  // Returns whether it makes sense to go on with the next one.
  async function send(report) {
    sending = report.id;
    changed();
    if (!report.receipt) {
      var answer = await call('POST', '/api/v1/reports', JSON.stringify(report.body), 'application/json', 30000);
      if (!answer.ok) return failed(report, answer);
      await keep(Object.assign(report, { receipt: answer.body || {}, state: 'waiting' }));
    }
    for (var one of report.photos) {
      if (one.state === 'waiting' && !(await sendPhoto(report, one))) return false;
    }
    var left = report.photos.some(function (one) { return one.state === 'refused'; });
    await keep(Object.assign(report, { state: left ? 'partly' : 'done', done_at: Date.now(), words: '' }));
    return true;
  }

  async function sendPhoto(report, one) {
    var stored = await photo(one.id);
    if (!stored) {
      one.state = 'refused';
      await keep(report);
      return true;
    }
    var answer = await call('PUT', '/api/v1/reports/' + report.id + '/photos/' + one.id, stored.data, one.type, 180000);
    if (answer.ok) {
      one.state = 'sent';
      await keep(report, one.id);
      return true;
    }
    if (answer.status === 401 || RETRY.indexOf(answer.status) >= 0) return failed(report, answer);
    // This photo cannot be taken, in the server's words; the rest of the report is kept and goes on.
    one.state = 'refused';
    one.words = answer.words;
    await keep(report);
    return true;
  }

  async function failed(report, answer) {
    if (answer.status === 401) {
      await keep(Object.assign(report, { state: 'login' }));
      return false;
    }
    if (RETRY.indexOf(answer.status) >= 0) {
      report.tries += 1;
      var wait = Math.min(LONGEST_WAIT, 5000 * Math.pow(2, report.tries - 1)) * (0.75 + Math.random() / 2);
      await keep(Object.assign(report, { next_at: Date.now() + Math.max(wait, answer.retryAfter), words: answer.words }));
      return false;
    }
    await keep(Object.assign(report, { state: 'refused', words: answer.words }));
    return true;
  }

  async function forgetDone() {
    for (var report of await all()) {
      if (report.state === 'done' && report.done_at < Date.now() - KEEP_DONE) await remove(report);
    }
  }

  // One request; status 0 stands for "no answer".
  async function call(method, address, body, type, timeout) {
    var headers = { 'X-Outbox': '1', Accept: 'application/json' };
    if (type) headers['Content-Type'] = type;
    var abort = new AbortController();
    var timer = setTimeout(function () { abort.abort(); }, timeout);
    try {
      var answer = await fetch(address, {
        method: method, headers: headers, body: body, signal: abort.signal, cache: 'no-store', credentials: 'same-origin'
      });
      var data = await answer.json().catch(function () { return null; });
      return {
        ok: answer.ok, status: answer.status, body: data, words: wordsOf(data),
        retryAfter: 1000 * (Number(answer.headers.get('Retry-After')) || 0)
      };
    } catch {
      return { ok: false, status: 0, body: null, words: '', retryAfter: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  function wordsOf(problem) {
    if (!problem) return '';
    var fields = problem.fields ? Object.keys(problem.fields).map(function (name) { return problem.fields[name]; }) : [];
    return fields.length ? fields.join(' ') : problem.title || '';
  }

  // --- telling pages ---

  function changed() {
    listeners.forEach(function (listener) { listener(); });
    if (channel) channel.postMessage('changed');
  }

  if (channel) channel.onmessage = function () { listeners.forEach(function (listener) { listener(); }); };

  // A random UUID of version 4; crypto.randomUUID is younger than the browsers we serve.
  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.from(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  scope.benfu = scope.benfu || {};
  scope.benfu.outbox = {
    loadDraft: loadDraft, saveDraft: saveDraft, clearDraft: clearDraft, submit: submit, all: all, photo: photo,
    remove: remove, retry: retry, adopt: adopt, pending: pending, drain: drain, uuid: uuid, whoIsSignedIn: whoIsSignedIn,
    sending: function () { return sending; },
    onchange: function (listener) { listeners.push(listener); }
  };
})(self);
