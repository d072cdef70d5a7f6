/** What the person wished for last, until the world has it: changes in quick succession build on each other. */
import { useEffect, useRef } from 'react'

/** After this time the world's own word holds: the wish was refused, or is past. */
const PATIENCE_MS = 2_500

/** @param known the world's own value, equal to the wish once that has come true. */
export function useWish<T>(known: T, submit: (wish: T) => void): (change: (now: T) => T) => void {
  const wished = useRef<{ value: T; untilMs: number } | null>(null)
  useEffect(() => {
    if (JSON.stringify(wished.current?.value) === JSON.stringify(known)) wished.current = null
  }, [known])
  return (change) => {
    const nowMs = performance.now()
    const value = change(wished.current !== null && nowMs < wished.current.untilMs ? wished.current.value : known)
    wished.current = { value, untilMs: nowMs + PATIENCE_MS }
    submit(value)
  }
}
