/** Takes calls down until the script is there. Plain and short, since pages carry it inline. */
const LOADER = `(function (window, document, src, name) {
  if (window[name]) return;
  var queue = [], failed, stub = {queue: queue, isInsideSession: false, listSessions: function () { return []; }};
  function take(method, returnsPromise) {
    stub[method] = function () {
      var args = arguments;
      if (!returnsPromise) return queue.push([method, args]), stub;
      return new Promise(function (resolve, reject) {
        if (failed) reject(failed);
        else queue.push([method, args, resolve, reject]);
      });
    };
  }
  take('initSpace', true); take('on'); take('off');
  window[name] = stub;
  var script = document.createElement('script');
  script.async = true;
  script.src = src;
  script.onload = script.onerror = function () {
    if (window[name] !== stub) return;
    failed = Object.assign(new Error(src + ' could not be loaded.'), {code: 'load_failed'});
    queue.forEach(function (call) { if (call[3]) call[3](failed); });
  };
  document.head.appendChild(script);
})(window, document, SRC, NAME);`;

/**
 * The loader snippet for a page, without its `<script>` tags. Unlike the vendor's it takes every call, in order, and
 * its promises reject when the script cannot be loaded.
 *
 * @param src - address of the drop-in, such as `https://sessions.example.com/webfuse.js`
 * @param name - what the global is called
 */
export function loaderSnippet(src: string, name: 'webfuse' | 'Webfuse' = 'webfuse'): string {
  return LOADER.replace('SRC', () => quote(src)).replace('NAME', () => quote(name));
}

/** Text that can stand in a script of a page, whatever is in it. */
function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('<', '\\u003c')}'`;
}
