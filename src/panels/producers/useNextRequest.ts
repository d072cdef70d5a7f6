/** Lets the clock run on in small steps until a producer's next request has just set out, and leaves it there. */
import { useEffect, useRef, useState } from 'react'
import { useActions, useFrames } from '../../store/hooks'

/** No request reaches the service sooner. */
const STEP_MS = 5
const LOOKED_THROUGH_MAX_MS = 120_000
const NOTHING = () => undefined

export function useNextRequest(producerIndex: number): { isLooking: boolean; look: () => void; stop: () => void } {
  const { pause, goTo } = useActions()
  const frames = useFrames()
  const [isLooking, setIsLooking] = useState(false)
  const leave = useRef<() => void>(NOTHING)
  useEffect(() => () => leave.current(), [])

  const stop = () => {
    leave.current()
    leave.current = NOTHING
    setIsLooking(false)
  }
  const look = () => {
    let before: { atMs: number; inFlight: number } | null = null
    let untilMs = Infinity
    pause()
    setIsLooking(true)
    const unsubscribe = frames.subscribe(({ atMs, producers }) => {
      const row = producers.producerIndex.indexOf(producerIndex)
      const inFlight = producers.recordsInFlight[row] ?? 0
      const hasSetOut = before !== null && atMs > before.atMs && inFlight > before.inFlight
      if (before === null) untilMs = atMs + LOOKED_THROUGH_MAX_MS
      before = { atMs, inFlight }
      // Not while the frame is being handed on.
      setTimeout(() => {
        if (hasSetOut || row === -1 || atMs >= untilMs) stop()
        else if (before?.atMs === atMs) goTo(atMs + STEP_MS)
      })
    })
    leave.current = unsubscribe
  }
  return { isLooking, look, stop }
}
