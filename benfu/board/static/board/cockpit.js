/* Keeps the screen fresh: fetches the page again each minute and puts the new figures in; says so when they grow old. */
(function () {
  "use strict";
  var EVERY = 60000;

  function watchAge() {
    var age = document.getElementById("age");
    if (!age) return;
    var old = (Date.now() - new Date(age.getAttribute("data-made")).getTime()) / 1000;
    age.classList.toggle("soon", old > Number(age.getAttribute("data-stale")));
  }

  function swap(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    ["live", "age"].forEach(function (id) {
      var next = fresh.getElementById(id);
      var here = document.getElementById(id);
      if (next && here) here.replaceWith(document.adoptNode(next));
    });
  }

  function refresh() {
    // Somebody who reads or moves through the figures with the keyboard is not thrown out of them.
    var live = document.getElementById("live");
    if (document.hidden || (live && live.contains(document.activeElement))) return;
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : ""; })
      .then(function (text) { if (text) swap(text); })
      .catch(function () { /* the age on the screen tells */ })
      .then(watchAge);
  }

  setInterval(refresh, EVERY);
  setInterval(watchAge, 10000);
})();
