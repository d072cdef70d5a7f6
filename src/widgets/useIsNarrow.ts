/** Whether the page stands in one column, as on a phone held upright; the same width as in the style sheets. */
import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 900px)'

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches)
}
