/**
 * Whoever fetches a part once more finds its style sheets asked for already, even those that did not come: these are asked for anew.
 * @returns whether all are there.
 */
export async function fetchStylesAgain(): Promise<boolean> {
  const missing = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(isMissing)
  const came = await Promise.all(missing.map(replaced))
  return came.every(Boolean)
}

/** Some browsers give a sheet that did not come as none, others as one that nobody may look into. */
function isMissing({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet === null || sheet.cssRules === null
  } catch {
    return true
  }
}

function replaced(link: HTMLLinkElement): Promise<boolean> {
  return new Promise((resolve) => {
    const anew = document.createElement('link')
    anew.rel = 'stylesheet'
    anew.href = link.href
    if (link.crossOrigin !== null) anew.crossOrigin = link.crossOrigin
    anew.onload = () => resolve(true)
    anew.onerror = () => resolve(false)
    link.replaceWith(anew)
  })
}
