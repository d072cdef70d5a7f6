/** Whether the page is so narrow that its panels stand beneath the river, as `Page.module.css` has it. */
export function isStacked(): boolean {
  return window.matchMedia('(max-width: 900px)').matches
}
