/** What the reader asked of their system: full motion or as little as possible. */
import { useSyncExternalStore } from 'react'
import type { RiverView } from './riverView'

const QUERY = '(prefers-reduced-motion: reduce)'

export function useReducedMotion(): RiverView['motion'] {
  return useSyncExternalStore(subscribe, () => (matchMedia(QUERY).matches ? 'reduced' : 'full'))
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia(QUERY)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
