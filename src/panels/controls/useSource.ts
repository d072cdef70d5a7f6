/** A file by its id: what is known of it, or what reading it tells. */
import { useActions, useWorldNow } from '../../store/hooks'
import type { SourceFacts } from '../../bridge/protocol'
import { DATA_SETS } from './dataSets'

export const DEFAULT_SOURCE_ID = DATA_SETS[0].sourceId

/** @returns null where it cannot be read; the page has been told why. */
export function useSource(): (sourceId: string) => Promise<SourceFacts | null> {
  const worldNow = useWorldNow()
  const { loadSource } = useActions()
  return async (wanted) => {
    const known = worldNow().sources.find(({ sourceId }) => sourceId === wanted)
    return known ?? (await loadSource({ sourceId: wanted, file: null, fileName: wanted }))
  }
}
