/** What a producer has in its hands now, asked for again while the world moves. */
import { useEffect, useRef, useState } from 'react'
import type { ProducerDetails } from '../../../engine/producers/details'
import { useActions, useWorld } from '../../../store/hooks'

const ASK_EVERY_MS = 500

/** @returns null until it is known. */
export function useDetails(producerIndex: number): ProducerDetails | null {
  const { inspect } = useActions()
  const summary = useWorld((world) => world.summary)
  const [details, setDetails] = useState<ProducerDetails | null>(null)
  const lastAskedMs = useRef(-ASK_EVERY_MS)
  const isShown = useRef(true)
  useEffect(() => {
    const waitMs = Math.max(0, lastAskedMs.current + ASK_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      lastAskedMs.current = performance.now()
      void inspect({ kind: 'producer', producerIndex }).then(({ producer }) => {
        if (isShown.current) setDetails(producer)
      })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [summary, producerIndex, inspect])
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  return details
}
