/** The stored record under a resting pointer; asked for once a rest. */
import { useEffect, useEffectEvent, useState } from 'react'
import type { InspectedRecord } from '../bridge/protocol'
import type { Place, PlaceWithin } from './riverView'
import type { Hover } from './useRiverPointer'

interface NearestRecordOptions {
  within: (place: Place) => PlaceWithin
  onInspect: (place: PlaceWithin) => Promise<InspectedRecord | null>
}

export function useNearestRecord(hover: Hover | null, { within, onInspect }: NearestRecordOptions): InspectedRecord | null {
  const [found, setFound] = useState<{ hover: Hover; record: InspectedRecord | null } | null>(null)
  const inspect = useEffectEvent((place: Place) => onInspect(within(place)))
  useEffect(() => {
    if (hover === null || hover.hit.kind !== 'lane') return
    let isWanted = true
    void inspect(hover.hit.place).then((record) => {
      if (isWanted) setFound({ hover, record })
    })
    return () => {
      isWanted = false
    }
  }, [hover])
  return found !== null && found.hover === hover ? found.record : null
}
