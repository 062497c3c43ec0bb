// "我在哪个社区": the phone says where it is by its owner's touch, once; four decimals are ten metres.
(function () {
  'use strict';
  var button = document.querySelector('[data-locate]');
  if (!button || !navigator.geolocation) return;
  var words = button.querySelector('span');
  button.hidden = false;
  button.addEventListener('click', function () {
    words.textContent = button.dataset.wait;
    navigator.geolocation.getCurrentPosition(function (position) {
      var here = position.coords;
      location.replace(location.pathname + '?lon=' + here.longitude.toFixed(4) + '&lat=' + here.latitude.toFixed(4));
    }, function () { words.textContent = button.dataset.fail; }, { timeout: 8000, maximumAge: 120000 });
  });
})();
