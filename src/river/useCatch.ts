/** A pointer that rests where requests fly catches the next one that comes near: the clock stands still until it moves away. */
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { River } from './createRiver'
import { isAmongFlights } from './hitTest'
import type { RiverHit } from './hitTest'
import type { Point } from './riverView'

export interface Caught {
  hit: Extract<RiverHit, { kind: 'flight' }>
  point: Point
}

/** A hand that means to stay where it is moves less than this. */
const KEEPS_WITHIN_PX = 26

export interface CatchOptions {
  riverRef: RefObject<River | null>
  caught: Caught | null
  /** The clock runs, and can be made to stand still. */
  canHold: boolean
  /** Null: the pointer has moved away. */
  onCatch: (caught: Caught | null) => void
}

export function useCatch({ riverRef, caught, canHold, onCatch }: CatchOptions) {
  const watching = useRef(0)
  useEffect(() => () => cancelAnimationFrame(watching.current), [])

  function stop(): void {
    cancelAnimationFrame(watching.current)
  }

  /** The pointer rests here. */
  function watch(point: Point): void {
    stop()
    const sight = riverRef.current?.sight()
    if (!canHold || caught !== null || sight === null || sight === undefined || !isAmongFlights(point, sight.geometry)) return
    const look = () => {
      const hit = riverRef.current?.hitTest(point)
      if (hit?.kind === 'flight') onCatch({ hit, point })
      else if (hit?.kind === 'none') watching.current = requestAnimationFrame(look)
    }
    look()
  }

  function release(): void {
    stop()
    if (caught !== null) onCatch(null)
  }

  const keeps = (point: Point) => caught !== null && Math.hypot(point.x - caught.point.x, point.y - caught.point.y) < KEEPS_WITHIN_PX
  return { watch, stop, release, keeps }
}
