// Sorting by distance: the phone says where it is by its owner's touch, or silently once they have allowed it.
(function () {
  'use strict';
  var OPTIONS = { enableHighAccuracy: true, timeout: 8000, maximumAge: 120000 };
  if (!navigator.geolocation) return;

  function query(position) {
    // Four decimals are ten metres: enough to sort by, and no more than is needed.
    var coords = position.coords;
    return { lon: coords.longitude.toFixed(4), lat: coords.latitude.toFixed(4) };
  }

  function allowed(then) {
    if (!navigator.permissions || !navigator.onLine) return;
    navigator.permissions.query({ name: 'geolocation' }).then(function (permission) {
      if (permission.state === 'granted') navigator.geolocation.getCurrentPosition(then, function () {}, OPTIONS);
    }, function () {});
  }

  function reload(position) {
    var here = query(position);
    var params = new URLSearchParams(location.search);
    params.set('lon', here.lon);
    params.set('lat', here.lat);
    location.replace(location.pathname + '?' + params);
  }

  var button = document.querySelector('[data-locate]');
  if (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var words = button.querySelector('span');
      words.textContent = button.dataset.wait;
      navigator.geolocation.getCurrentPosition(reload, function () {
        words.textContent = button.dataset.fail;
        document.getElementById('located').textContent = button.dataset.fail;
      }, OPTIONS);
    });
    if (location.search.indexOf('lon=') < 0) allowed(reload);
  }

  var card = document.querySelector('[data-near]');
  if (card) {
    allowed(function (position) {
      fetch(card.dataset.near + '?' + new URLSearchParams(query(position)), { credentials: 'same-origin' })
        .then(function (answer) { return answer.ok ? answer.text() : ''; })
        .then(function (html) { if (html.trim()) card.innerHTML = html; }, function () {});
    });
  }

  // Without a network the copy is old: what changes by the minute is not shown.
  function live() {
    document.querySelectorAll('[data-live]').forEach(function (one) { one.hidden = !navigator.onLine; });
  }
  window.addEventListener('online', live);
  window.addEventListener('offline', live);
  live();
})();
