/** A value that changes at most once in a while: for text that is read out or compared by people. */
import { useEffect, useRef, useState } from 'react'

export function useAtMost<T>(value: T, everyMs: number): T {
  const [slow, setSlow] = useState(value)
  const changedAtMs = useRef(-Infinity)
  useEffect(() => {
    const waitMs = Math.max(0, changedAtMs.current + everyMs - performance.now())
    const timer = window.setTimeout(() => {
      changedAtMs.current = performance.now()
      setSlow(value)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [value, everyMs])
  return slow
}
