/* What the theme's own script cannot do: reading from disk, where a page may not fetch anything, and going to the same
   page of another edition. The pages are complete without it; over http it does nothing outside of an edition.

   From disk: links that end in a slash lead to the page and not to a list of files, the search works, and the selector
   of editions is built as the theme builds it. The lists come by script elements, the only way that browsers leave:
   `versions.js` of the archive, `pages.js` of the edition that is gone to. They are data; their words become text. */

(() => {
  "use strict";

  const script = document.currentScript;
  const site = new URL("../../", script.src);
  const archive = new URL("../", site);
  const edition = script.dataset.edition;
  const onDisk = location.protocol === "file:";
  const settings = document.getElementById("__config"); // of the theme, if it is Material
  const theme = JSON.parse(settings?.textContent ?? "{}");

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };

  const loaded = (url, into = document) =>
    new Promise((resolve, reject) => {
      const tag = into.createElement("script");
      tag.addEventListener("load", resolve);
      tag.addEventListener("error", reject);
      tag.src = url;
      into.head.append(tag);
    });

  /* Links. Web servers show `index.html` for a folder, browsers a list of its files. */

  const nameThePage = (link) => {
    const address = link.getAttribute("href");
    if (!URL.canParse(address, document.baseURI)) return;
    const url = new URL(address, document.baseURI);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) {
      url.pathname += "index.html";
      link.setAttribute("href", url);
    }
  };

  const nameThePageOfEvent = ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (link) nameThePage(link);
  };

  const nameAllPages = () => {
    document.querySelectorAll("a[href], link[rel=prev], link[rel=next]").forEach(nameThePage);
    // Links that are made later, such as results of a search, when they are used.
    for (const used of ["click", "auxclick", "contextmenu", "dragstart"]) {
      document.addEventListener(used, nameThePageOfEvent, { capture: true });
    }
  };

  /* Search. The theme asks for a worker, which browsers refuse to files. A hidden frame stands in for it. */

  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const inside = (this.inside = frame.contentWindow);
      inside.document.open(); // else some browsers put another empty document in its place a moment later
      inside.document.close();
      const load = (address) => loaded(address, inside.document);
      inside.importScripts = (...urls) => urls.reduce((done, next) => done.then(() => load(next)), Promise.resolve());
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      this.ready = load(new URL(url, document.baseURI));
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })));
    }
  }

  const standInForTheServer = () => {
    globalThis.Worker = globalThis.IFrameWorker = FrameWorker; // the worker looks for the second name
    // Else the theme fetches the list of versions, which would fail.
    if (theme.version) settings.textContent = JSON.stringify({ ...theme, version: null });
  };

  /* Editions. */

  const addressOf = ({ version }) => new URL(`${encodeURIComponent(version)}/${onDisk ? "index.html" : ""}`, archive);

  const selector = (versions, current) => {
    const button = element("button", "md-version__current", current.title);
    button.setAttribute("aria-label", theme.translations["select.version"]);
    const items = versions
      .filter((version) => !version.properties?.hidden)
      .map((version) => {
        const link = element("a", "md-version__link", version.title);
        link.href = addressOf(version);
        return element("li", "md-version__item", link);
      });
    return element("div", "md-version", button, element("ul", "md-version__list", ...items));
  };

  const linkTo = (version, words) => {
    const made = element("a", "sc-edition__link", words);
    made.href = addressOf(version);
    return made;
  };

  const sentences = (current, newest, revisions) => {
    const said = ["This is ", element("strong", "", current.title), " as it was published. "];
    for (const version of revisions) {
      said.push("It was amended by ", linkTo(version, `revision ${version.revision}`), `: “${version.reason}”. `);
    }
    if (newest.period !== current.period) said.push("The newest edition is ", linkTo(newest, newest.title), ".");
    return said;
  };

  const showBanner = (versions, current) => {
    const place = document.querySelector("[data-md-component=outdated]");
    const newest = versions.find((version) => version.aliases.includes("latest"));
    if (!place || !newest || newest === current) return;
    const revisions = versions.filter(
      (version) => version.period === current.period && version.revision > current.revision,
    );
    place.querySelector(".sc-edition__words")?.replaceChildren(...sentences(current, newest, revisions.reverse()));
    place.hidden = false;
  };

  const samePage = (pages, start) => {
    const file = location.pathname.slice(site.pathname.length).replace(/(^|\/)$/, "$1index.html");
    const exists = pages.includes(decodeURIComponent(file));
    const page = exists ? file : "index.html";
    const url = new URL(onDisk ? page : page.replace(/(^|\/)index\.html$/, "$1"), start);
    if (exists) [url.search, url.hash] = [location.search, location.hash];
    return url;
  };

  const withoutList = new WeakSet();

  const goToEdition = (event) => {
    const chosen = event.target instanceof Element && event.target.closest(".md-version__link, .sc-edition__link");
    if (!chosen || withoutList.has(chosen) || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme looks into the sitemap, which is empty unless the address is known
    const start = new URL("./", chosen.href);
    loaded(new URL("pages.js", start)).then(
      () => location.assign(samePage(globalThis.scorecardsPages, start)),
      () => {
        withoutList.add(chosen); // put there by other means: what the theme can do
        chosen.click();
      },
    );
  };

  const showEditions = (versions) => {
    const current = versions.find((version) => version.version === edition);
    if (!current) return;
    if (onDisk && theme.version) document.querySelector(".md-header__topic").append(selector(versions, current));
    const show = () => showBanner(versions, current);
    if (globalThis.document$) globalThis.document$.subscribe(show); // again after each page that the theme swaps in
    else show();
  };

  if (onDisk) {
    standInForTheServer();
    nameAllPages();
  }
  if (edition) {
    document.addEventListener("click", goToEdition, { capture: true });
    const read = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
    const listed = loaded(new URL("versions.js", archive));
    Promise.all([read, listed]).then(
      () => showEditions(globalThis.scorecardsVersions),
      () => {}, // an edition that was taken out of its archive is a site like any other
    );
  }
})();
