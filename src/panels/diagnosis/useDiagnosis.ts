/** The diagnosis as it is now, asked for again while the world moves. */
import { useEffect, useRef, useState } from 'react'
import type { Diagnosis } from '../../engine/diagnosis'
import { useActions, useWorld } from '../../store/hooks'

const ASK_EVERY_MS = 500

/** @param shardId null: the shard that refuses most. @returns null until it is known, and where there is no shard. */
export function useDiagnosis(shardId: string | null): Diagnosis | null {
  const { inspect } = useActions()
  const summary = useWorld((world) => world.summary)
  const [told, setTold] = useState<{ shardId: string | null; diagnosis: Diagnosis | null } | null>(null)
  const wanted = useRef<string | null | undefined>(undefined)
  const lastAskedMs = useRef(-ASK_EVERY_MS)
  useEffect(() => {
    const isOther = wanted.current !== shardId
    wanted.current = shardId
    const waitMs = isOther ? 0 : Math.max(0, lastAskedMs.current + ASK_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      lastAskedMs.current = performance.now()
      void inspect({ kind: 'throttling', shardId }).then(({ diagnosis }) => {
        if (wanted.current === shardId) setTold({ shardId, diagnosis })
      })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [summary, shardId, inspect])
  useEffect(
    () => () => {
      wanted.current = undefined
    },
    [],
  )
  return told?.shardId === shardId ? told.diagnosis : null
}
