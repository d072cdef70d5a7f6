/** A stored record in full, asked for once a virtual second: it may be processed, stored again, or trimmed meanwhile. */
import { useEffect, useState } from 'react'
import type { RecordDetails } from '../../engine/recordDetails'
import { useActions, useWorld } from '../../store/hooks'

/** @returns null where the stream has no such record. */
export function useOpenedRecord(sequenceNumber: string): RecordDetails | null | 'asked' {
  const { inspect } = useActions()
  const second = useWorld((world) => Math.floor((world.summary?.atMs ?? 0) / 1_000))
  const recording = useWorld((world) => world.recording)
  const [told, setTold] = useState<{ sequenceNumber: string; record: RecordDetails | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    void inspect({ kind: 'record', sequenceNumber }).then(({ opened }) => {
      if (isWanted) setTold({ sequenceNumber, record: opened })
    })
    return () => {
      isWanted = false
    }
  }, [inspect, sequenceNumber, second, recording])
  return told?.sequenceNumber === sequenceNumber ? told.record : 'asked'
}
