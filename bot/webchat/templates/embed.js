// Puts a link to the chat where this script stands. No bubble, no frame, no cookie, no counting.
(function () {
  var script = document.currentScript;
  if (!script) return;
  var labels = {{ labels | tojson }};
  var language = (document.documentElement.lang || '').slice(0, 2);
  if (!labels[language]) language = 'en';
  var label = labels[language];
  var sameTab = script.dataset.open === 'same';
  var link = document.createElement('a');
  link.href = {{ address | tojson }};
  if (!script.dataset.text) link.lang = language;
  link.textContent = (script.dataset.text || label[0]) + (sameTab ? '' : ' ' + label[1]);
  if (!sameTab) {
    link.target = '_blank';
    link.rel = 'noopener';
  }

  // White words need a colour that stands out from them by 7 to 1; another is not used.
  function light(colour) {
    return [1, 3, 5].map(function (at) {
      var part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }).reduce(function (sum, part, i) { return sum + part * [0.2126, 0.7152, 0.0722][i]; }, 0);
  }
  var colour = script.dataset.colour;
  if (!/^#[0-9a-f]{6}$/i.test(colour) || 1.05 / (light(colour) + 0.05) < 7) colour = {{ colour | tojson }};
  var style = {
    display: 'inline-block', minHeight: '44px', boxSizing: 'border-box', padding: '10px 16px',
    background: colour, color: '#fff', border: '2px solid ' + colour, borderRadius: '4px',
    textDecoration: 'underline', font: 'inherit'
  };
  for (var name in style) link.style[name] = style[name];
  link.onfocus = function () { link.style.outline = '3px solid ' + colour; link.style.outlineOffset = '3px'; };
  link.onblur = function () { link.style.outline = ''; };
  script.parentNode.insertBefore(link, script.nextSibling);
})();
