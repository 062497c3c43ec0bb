// The report form: filled from what the phone knows, sent to the outbox with one touch.
(function () {
  'use strict';
  var form = document.getElementById('report');
  if (!form || !window.indexedDB) return;
  var outbox = benfu.outbox;
  var words = JSON.parse(document.getElementById('report-words').textContent);
  var input = document.getElementById('photo-file');
  var shelf = document.getElementById('photos');
  var add = document.getElementById('photo-add');
  var submit = document.getElementById('submit');
  var MOST = 3;
  var draft = { owner: benfu.account, category: '', photos: [], position: null };
  var apart = []; // near-by cases the person said are something else

  function find(id) { return document.getElementById(id); }
  function chosen() { var one = form.elements.category && form.querySelector('[name=category]:checked'); return one ? one.value : ''; }

  // --- start: a draft from the home page, or an empty form ---

  outbox.loadDraft().then(function (kept) {
    form.classList.add('scripted');
    if (kept && (kept.owner === null || kept.owner === benfu.account)) draft = kept;
    draft.owner = benfu.account;
    preselect(new URLSearchParams(location.search).get('d') || draft.category);
    drawPhotos();
    if (draft.position) placeAt(draft.position, 'phone');
    startLocating();
  }, function () { /* no storage on this phone: the plain form is sent at once, as without scripts */ });

  function preselect(code) {
    var radio = form.querySelector('[name=category][value="' + CSS.escape(code || '') + '"]');
    if (radio) radio.checked = true;
  }

  // --- photos ---

  add.addEventListener('click', function () { input.value = ''; input.click(); });
  input.addEventListener('change', function () {
    if (!form.classList.contains('scripted')) return;
    var files = Array.from(input.files).slice(0, MOST - draft.photos.length);
    input.value = '';
    files.reduce(function (before, file) {
      return before.then(function () { return benfu.camera.shrink(file); }).then(function (photo) { draft.photos.push(photo); });
    }, Promise.resolve()).catch(function (error) { say('photo-note', words[error.code] || words.damaged); }).then(function () {
      drawPhotos();
      return keepDraft();
    });
  });

  function drawPhotos() {
    shelf.querySelectorAll('figure').forEach(function (one) {
      URL.revokeObjectURL(one.querySelector('img').src);
      one.remove();
    });
    draft.photos.forEach(function (photo, at) {
      var figure = find('photo-template').content.firstElementChild.cloneNode(true);
      var image = figure.querySelector('img');
      image.alt = words.photo.replace('{n}', at + 1);
      // A photo this browser cannot draw is sent all the same.
      image.onerror = function () { figure.classList.add('unseen'); };
      image.src = URL.createObjectURL(new Blob([photo.data], { type: photo.type }));
      figure.querySelector('button').addEventListener('click', function () {
        draft.photos.splice(at, 1);
        drawPhotos();
        keepDraft();
      });
      shelf.insertBefore(figure, add);
    });
    add.hidden = draft.photos.length >= MOST;
    add.querySelector('span').textContent = draft.photos.length ? words.another : words.first;
    ready();
  }

  function keepDraft() {
    draft.category = chosen();
    return outbox.saveDraft(draft).catch(function () {});
  }

  function ready() {
    var lacks = !draft.photos.length ? 'lacks_photo' : !draft.position ? 'lacks_place' : !chosen() ? 'lacks_category' : '';
    submit.disabled = lacks === 'lacks_photo' || lacks === 'lacks_category';
    say('submit-note', lacks ? words[lacks] : '');
  }

  // --- place: from the phone, from the map, or from the list ---

  var map = find('map');
  var list = find('place');
  var asked = 0;

  function startLocating() {
    say('place-note', words.locating);
    benfu.camera.locate(function (found) {
      if (!found) {
        if (!draft.position) say('place-note', words.denied);
        list.closest('details').open = !draft.position;
        return;
      }
      find('moving').hidden = !found.fast;
      if (!draft.position || (draft.position.by === 'phone' && justTaken())) placeAt(found, 'phone');
    });
  }

  // The place is where the photo was taken: a phone that has moved on since does not change it.
  function justTaken() {
    return !draft.photos.length || Date.now() - Date.parse(draft.photos[0].taken_at) < 3 * 60000;
  }

  function placeAt(position, by) {
    var before = draft.position;
    draft.position = Object.assign({}, position, { by: by });
    say('place-note', by === 'phone' ? words.accuracy.replace('{n}', position.accuracy_m) : words.by_hand);
    if (!before || far(before, position) || before.by !== by) { askPlace(); askNear(); }
    ready();
    keepDraft();
  }

  function far(one, other) {
    return Math.abs(one.lon - other.lon) > 0.00005 || Math.abs(one.lat - other.lat) > 0.00005;
  }

  function askPlace() {
    var mine = ++asked;
    var where = draft.position;
    var query = 'lon=' + where.lon + '&lat=' + where.lat + '&accuracy=' + (where.accuracy_m || 0);
    fetch('/r/place?' + query, { headers: { Accept: 'application/json' } }).then(function (answer) { return answer.json(); }).then(function (place) {
      if (mine !== asked) return;
      find('place-name').textContent = place.name;
      map.innerHTML = place.map; // drawn by our own server
      map.hidden = find('map-hint').hidden = !place.map;
    }).catch(function () { if (mine === asked) find('place-name').textContent = words.kept; });
  }

  map.addEventListener('click', function (event) {
    var drawing = map.querySelector('svg');
    var box = (drawing && drawing.dataset.bbox || '').split(',').map(Number);
    if (box.length !== 4) return;
    var frame = drawing.getBoundingClientRect();
    var right = (event.clientX - frame.left) / frame.width;
    var down = (event.clientY - frame.top) / frame.height;
    placeAt({
      lon: Number((box[0] + (box[2] - box[0]) * right).toFixed(6)),
      lat: Number((box[3] - (box[3] - box[1]) * down).toFixed(6)),
      accuracy_m: 15
    }, 'hand');
  });

  list.addEventListener('change', function () {
    var option = list.selectedOptions[0];
    if (!option || !option.dataset.lon) return;
    placeAt({ lon: Number(option.dataset.lon), lat: Number(option.dataset.lat), accuracy_m: Number(option.dataset.radius) || 500 }, 'hand');
  });

  find('relocate').addEventListener('click', function () {
    draft.position = null;
    list.value = '';
    startLocating();
  });

  // --- the bar at the foot grows when it asks a question: the end of the page stays in reach above it ---

  var bar = submit.closest('.sub');
  if (window.ResizeObserver) new ResizeObserver(function () {
    var room = bar.offsetHeight ? bar.offsetHeight + 16 + 'px' : '';
    document.querySelector('.rider').style.paddingBottom = room;
    document.documentElement.style.scrollPaddingBottom = room;
  }).observe(bar);

  // --- has somebody reported it already? ---

  form.addEventListener('change', function (event) {
    if (event.target.name === 'category') { askNear(); ready(); keepDraft(); }
  });

  function askNear() {
    var box = find('near');
    box.hidden = true;
    if (!draft.position || !chosen()) return;
    var query = 'lon=' + draft.position.lon + '&lat=' + draft.position.lat + '&category=' + encodeURIComponent(chosen());
    fetch('/api/v1/cases/nearby?' + query, { headers: { Accept: 'application/json' } }).then(function (answer) {
      return answer.ok ? answer.json() : [];
    }).then(function (cases) {
      var near = cases.filter(function (one) { return apart.indexOf(one.case) < 0; })[0];
      if (!near) return;
      find('near-title').textContent = words.near.replace('{m}', Math.max(10, Math.ceil(near.distance_m / 10) * 10)).replace('{ago}', ago(near.reported_at));
      find('near-state').textContent = near.category_name + ' · ' + near.state_words;
      find('near-same').value = near.case;
      box.hidden = false;
    }).catch(function () { /* offline: duplicates are found later by the community */ });
  }

  function ago(moment) {
    var minutes = Math.max(1, Math.round((Date.now() - new Date(moment)) / 60000));
    if (minutes < 60) return words.minutes.replace('{n}', minutes);
    return minutes < 1440 ? words.hours.replace('{n}', Math.round(minutes / 60)) : words.days.replace('{n}', Math.round(minutes / 1440));
  }

  find('near-other').addEventListener('click', function () {
    apart.push(Number(find('near-same').value));
    askNear();
  });

  // --- send ---

  // Which button sends (event.submitter is younger than Safari 14).
  var joins = null;
  find('near-same').addEventListener('click', function () { joins = Number(find('near-same').value); });
  submit.addEventListener('click', function () { joins = null; });

  form.addEventListener('submit', function (event) {
    if (!form.classList.contains('scripted')) return;
    event.preventDefault();
    event.stopPropagation();
    if (!draft.photos.length || !chosen()) return;
    if (!draft.position) {
      say('submit-note', words.lacks_place);
      list.closest('details').open = true;
      list.focus();
      return;
    }
    take(joins);
  });

  async function take(joins) {
    submit.disabled = true;
    var id = outbox.uuid();
    var where = draft.position;
    var report = {
      id: id, owner: benfu.account, created_at: Date.now(),
      label: form.querySelector('[name=category]:checked').dataset.label,
      body: {
        id: id, category: chosen(), lon: where.lon, lat: where.lat, crs: 'WGS84', accuracy_m: where.accuracy_m,
        taken_at: draft.photos[0].taken_at, words: form.elements.words.value.trim(), danger: form.elements.danger.checked, joins: joins
      }
    };
    try {
      await outbox.submit(report, draft.photos);
    } catch (error) {
      submit.disabled = false;
      say('submit-note', words.full);
      return;
    }
    benfu.camera.stop();
    thank(id);
    benfu.sendSoon();
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
  }

  function thank(id) {
    find('report-page').hidden = true;
    document.querySelectorAll('.sub').forEach(function (one) { one.hidden = true; });
    var thanks = find('thanks');
    thanks.hidden = false;
    find('thanks-title').focus();
    window.scrollTo(0, 0);
    outbox.onchange(tell);
    tell();

    function tell() {
      outbox.all().then(function (reports) {
        var mine = reports.filter(function (one) { return one.id === id; })[0];
        var state = !mine ? 'done' : mine.state === 'waiting' && !navigator.onLine ? 'offline' : mine.state;
        var number = mine && mine.receipt ? mine.receipt.number || '' : '';
        find('thanks-state').textContent = (words['state_' + state] || words.state_waiting).replace('{n}', number);
      });
    }
  }

  function say(id, text) {
    var place = find(id);
    place.textContent = text;
    place.hidden = !text;
  }
})();
