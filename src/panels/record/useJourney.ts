/** The whole way of one record: asked for until it is complete, then once a virtual second. */
import { useEffect, useState } from 'react'
import type { Journey } from '../../engine/follow/journey'
import { useActions, useWorld } from '../../store/hooks'

/** @returns null where nothing can be known; `asked` before the first answer. */
export function useJourney(recordId: string): Journey | null | 'asked' {
  const { inspect } = useActions()
  const second = useWorld((world) => Math.floor((world.summary?.atMs ?? 0) / 1_000))
  const recording = useWorld((world) => world.recording)
  const [told, setTold] = useState<{ recordId: string; journey: Journey | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    const ask = async () => {
      for (;;) {
        const { journey } = await inspect({ kind: 'journey', recordId })
        if (!isWanted) return
        setTold({ recordId, journey })
        if (journey === null || journey.isComplete) return
      }
    }
    void ask()
    return () => {
      isWanted = false
    }
  }, [inspect, recordId, second, recording])
  return told?.recordId === recordId ? told.journey : 'asked'
}
