/* Leads on from a page of `latest`, keeping the place within the page. From disk a folder shows its files, so the page
   itself is named. */

(() => {
  const { address, file } = document.currentScript.dataset;
  const { protocol, search, hash } = window.location;
  window.location.replace((protocol === "file:" ? file : address) + search + hash);
})();
