/** The stored records under a resting pointer: one, or two that are twins; asked for once a rest. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { InspectedRecord } from '../bridge/protocol'
import type { Place, PlaceWithin } from './riverView'
import type { Hover } from './useRiverPointer'

interface NearestRecordOptions {
  within: (place: Place) => PlaceWithin
  onInspect: (place: PlaceWithin) => Promise<InspectedRecord | null>
}

type Found = readonly (InspectedRecord | null)[]

const NONE: Found = []
/** A twin's instant and hash key are known; an instant is a whole microsecond. */
const EXACT = { withinMs: 0.0005, withinHashTop: 1 }

export function useNearestRecord(hover: Hover | null, { within, onInspect }: NearestRecordOptions): Found {
  const [found, setFound] = useState<{ hover: Hover; records: Found } | null>(null)
  const inspect = useEffectEvent((places: readonly PlaceWithin[]) => Promise.all(places.map(onInspect)))
  const placesOf = useEffectEvent(({ hit }: Hover): PlaceWithin[] => {
    if (hit.kind === 'lane') return [within(hit.place)]
    if (hit.kind !== 'twin') return []
    const { atMs, firstAtMs, hashTop } = hit.twin
    return [atMs, firstAtMs].filter((at) => !Number.isNaN(at)).map((at) => ({ atMs: at, hashTop, ...EXACT }))
  })
  useEffect(() => {
    if (hover === null) return
    const places = placesOf(hover)
    if (places.length === 0) return
    let isWanted = true
    void inspect(places).then((records) => {
      if (isWanted) setFound({ hover, records })
    })
    return () => {
      isWanted = false
    }
  }, [hover])
  return found !== null && found.hover === hover ? found.records : NONE
}
