// @ts-check
// Runs before the first paint, so that the page never flashes in the other theme. The choice is kept in this browser only.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("ondol.theme");
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
})();
