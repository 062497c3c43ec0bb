// The queue: what waits on this phone, why, and what can be done about it.
(function () {
  'use strict';
  var outbox = benfu.outbox;
  var page = document.getElementById('queue');
  var words = JSON.parse(document.getElementById('queue-words').textContent);
  var template = document.getElementById('queue-row');
  var account = benfu.account;
  var addresses = {};

  outbox.onchange(draw);
  window.addEventListener('online', draw);
  window.addEventListener('offline', draw);
  outbox.whoIsSignedIn().then(function (found) {
    if (found !== undefined) account = found;
    draw();
  });
  draw();

  document.getElementById('retry-all').addEventListener('click', function () { outbox.retry().then(draw); });
  document.getElementById('export-all').addEventListener('click', function () {
    outbox.all().then(function (reports) { return exportZip(reports.filter(unfinished)); });
  });

  function unfinished(report) { return report.state !== 'done'; }

  async function draw() {
    var reports = await outbox.all().catch(function () { return []; });
    var waiting = reports.filter(unfinished);
    document.getElementById('queue-empty').hidden = waiting.length > 0;
    document.getElementById('queue-tools').hidden = !waiting.length;
    document.getElementById('queue-login').hidden = !(account === null && waiting.length);
    var rows = await Promise.all(reports.slice().reverse().map(row));
    var list = document.getElementById('queue-list');
    list.replaceChildren ? list.replaceChildren.apply(list, rows) : fill(list, rows);
    list.hidden = !rows.length;
    page.removeAttribute('aria-busy');
  }

  function fill(list, rows) {
    list.textContent = '';
    rows.forEach(function (one) { list.appendChild(one); });
  }

  async function row(report) {
    var item = template.content.firstElementChild.cloneNode(true);
    var foreign = unfinished(report) && account !== null && report.owner !== account;
    item.querySelector('[data-label]').textContent = report.label;
    item.querySelector('[data-time]').textContent = new Date(report.created_at).toLocaleString([], { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
    tag(item.querySelector('[data-state]'), foreign ? 'foreign' : stateOf(report));
    item.querySelector('[data-tries]').textContent = report.tries && outbox.pending(report) ? words.tries.replace('{n}', report.tries) : '';
    var troubles = [report.words].concat(report.photos.map(function (one, at) {
      return one.state === 'refused' ? words.photo.replace('{n}', at + 1) + (one.words || words.lost) : '';
    })).concat(foreign ? [words.foreign_why] : []).filter(Boolean);
    item.querySelector('[data-trouble]').textContent = troubles.join('\n');
    item.querySelector('[data-number]').textContent = report.receipt && report.receipt.number ? words.number.replace('{n}', report.receipt.number) : '';
    await thumbnail(item, report);
    act(item, '[data-adopt]', foreign && !report.receipt, function () { return outbox.adopt(report, account); });
    act(item, '[data-delete]', unfinished(report), function () {
      if (report.state === 'partly' || window.confirm(words.sure)) return outbox.remove(report);
    });
    act(item, '[data-save]', unfinished(report) && report.photos.some(function (one) { return one.state !== 'sent'; }), function () {
      return exportZip([report]);
    });
    return item;
  }

  function stateOf(report) {
    if (report.id === outbox.sending()) return 'sending';
    if (report.state === 'waiting' && !navigator.onLine) return 'offline';
    return report.state;
  }

  function tag(place, state) {
    place.textContent = words['state_' + state];
    place.className = 'tag ' + ({ sending: 'act', done: 'ok', refused: 'bad', partly: 'warn', login: 'warn', foreign: 'warn' }[state] || '');
  }

  function act(item, selector, wanted, work) {
    var button = item.querySelector(selector);
    button.hidden = !wanted;
    if (wanted) button.addEventListener('click', function () { Promise.resolve(work()).then(draw); });
  }

  async function thumbnail(item, report) {
    var first = report.photos.filter(function (one) { return one.state !== 'sent'; })[0];
    if (!first) return;
    if (!addresses[first.id]) {
      var stored = await outbox.photo(first.id);
      if (!stored) return;
      addresses[first.id] = URL.createObjectURL(new Blob([stored.data], { type: stored.type }));
    }
    var image = item.querySelector('img');
    image.onerror = function () { image.hidden = true; };
    image.src = addresses[first.id];
    image.hidden = false;
  }

  // --- a copy to keep: a zip of each report's words and photos, stored without compression ---

  async function exportZip(reports) {
    var files = [];
    for (var report of reports) {
      files.push({ name: report.id + '/report.json', data: new TextEncoder().encode(JSON.stringify(report.body, null, 1)) });
      for (var one of report.photos) {
        var stored = await outbox.photo(one.id);
        if (stored) files.push({ name: report.id + '/' + one.id + suffix(stored.type), data: new Uint8Array(stored.data) });
      }
    }
    var link = document.createElement('a');
    link.href = URL.createObjectURL(zip(files));
    link.download = 'benfu-' + new Date().toISOString().slice(0, 10) + '.zip';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function suffix(type) {
    return { 'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp', 'image/heic': '.heic' }[type] || '.bin';
  }

  // APPNOTE.TXT of the ZIP format: local header and data for each file, then the directory.
  function zip(files) {
    var parts = [], directory = [], at = 0;
    files.forEach(function (file) {
      var name = new TextEncoder().encode(file.name);
      var about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc32(file.data), 4], [file.data.length, 4], [file.data.length, 4], [name.length, 2], [0, 2]];
      var head = numbers([[0x04034b50, 4]].concat(about));
      parts.push(head, name, file.data);
      directory.push(numbers([[0x02014b50, 4], [20, 2]].concat(about, [[0, 2], [0, 2], [0, 2], [0, 4], [at, 4]])), name);
      at += head.length + name.length + file.data.length;
    });
    var size = directory.reduce(function (sum, part) { return sum + part.length; }, 0);
    var end = numbers([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]]);
    return new Blob(parts.concat(directory, [end]), { type: 'application/zip' });
  }

  function numbers(fields) {
    var bytes = [];
    fields.forEach(function (field) {
      for (var at = 0; at < field[1]; at += 1) bytes.push((field[0] >>> (8 * at)) & 255);
    });
    return Uint8Array.from(bytes);
  }

  function crc32(data) {
    var crc = -1;
    for (var at = 0; at < data.length; at += 1) {
      crc ^= data[at];
      for (var bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (crc ^ -1) >>> 0;
  }
})();
