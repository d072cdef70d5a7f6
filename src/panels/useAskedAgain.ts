/** What somebody has in hands now, asked for again while the world moves. */
import { useEffect, useRef, useState } from 'react'
import { useWorld } from '../store/hooks'

const ASK_EVERY_MS = 500

/** @param ask the same function as long as it asks the same. @returns null until it is known. */
export function useAskedAgain<T>(ask: () => Promise<T | null>): T | null {
  const summary = useWorld((world) => world.summary)
  const [told, setTold] = useState<T | null>(null)
  const lastAskedMs = useRef(-ASK_EVERY_MS)
  const isShown = useRef(true)
  useEffect(() => {
    const waitMs = Math.max(0, lastAskedMs.current + ASK_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      lastAskedMs.current = performance.now()
      void ask().then((answer) => {
        if (isShown.current) setTold(answer)
      })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [summary, ask])
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  return told
}
