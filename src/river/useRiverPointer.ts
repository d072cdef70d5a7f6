/** What the pointer means on the river: rest to look, click to open a menu, drag a bank to merge, drag water to pan. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MouseEvent, PointerEvent, RefObject } from 'react'
import type { RiverHit } from './hitTest'
import { centreHash, panHash, zoomAge, zoomHash } from './riverZoom'
import type { Scale } from './layout'
import type { Point } from './riverView'
import { useCatch } from './useCatch'
import type { CatchOptions } from './useCatch'

export type BankHit = Extract<RiverHit, { kind: 'bank' }>

export interface LaneOpening {
  hit: Extract<RiverHit, { kind: 'lane' | 'waterline' | 'gate' | 'twin' }>
  point: Point
  origin: 'pointer' | 'keyboard'
}

export interface ProducerHit {
  hit: Extract<RiverHit, { kind: 'producer' | 'flight' }>
  point: Point
}

export interface Hover {
  hit: RiverHit
  point: Point
}

export interface MergeDrag {
  bank: BankHit
  reach: 'near' | 'far'
}

interface RiverPointerOptions extends CatchOptions {
  stageRef: RefObject<HTMLDivElement | null>
  scale: Scale
  ageSpanMsMax: number
  onScale: (change: Partial<Scale>) => void
  onHighlight: (shardIndex: number | null) => void
  onLane: (opening: LaneOpening) => void
  onProducer: (opened: ProducerHit) => void
  onMerge: (bank: BankHit) => void
}

const REST_MS = 140
const CLICK_REACH_PX = 4
const MERGE_REACH_PX = 30
const WHEEL_ZOOM = 0.0015
const CURSORS: Readonly<Record<RiverHit['kind'], string>> = {
  none: 'default', producer: 'pointer', flight: 'pointer', twin: 'pointer', gate: 'pointer', bank: 'row-resize', waterline: 'pointer', lane: 'pointer', miniMap: 'ns-resize',
}

type Press = { start: Point; last: Point; hit: RiverHit; moved: boolean }

export function useRiverPointer({ stageRef, riverRef, scale, ageSpanMsMax, caught, canHold, onCatch, onScale, onHighlight, onLane, onProducer, onMerge }: RiverPointerOptions) {
  const [hover, setHover] = useState<Hover | null>(null)
  const [merge, setMerge] = useState<MergeDrag | null>(null)
  const press = useRef<Press | null>(null)
  const fingers = useRef(new Map<number, Point>())
  const restTimer = useRef(0)
  const highlighted = useRef<number | null>(null)
  const catching = useCatch({ riverRef, caught, canHold, onCatch })

  const zoomByWheel = useEffectEvent((event: WheelEvent) => {
    const stage = stageRef.current
    const sight = riverRef.current?.sight()
    if (stage === null || sight === null || sight === undefined) return
    event.preventDefault()
    const delta = event.deltaY === 0 ? event.deltaX : event.deltaY
    const factor = Math.exp(delta * WHEEL_ZOOM * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1))
    if (!event.shiftKey && !event.ctrlKey) return onScale(zoomAge(scale, { factor, ageSpanMsMax }))
    const y = event.clientY - stage.getBoundingClientRect().top
    onScale(zoomHash(scale, { factor, share: (y - sight.geometry.plotTop) / (sight.geometry.plotBottom - sight.geometry.plotTop) }))
  })

  useEffect(() => {
    const stage = stageRef.current
    // React's own wheel listeners are passive: they could not keep the page still.
    const listener = (event: WheelEvent) => zoomByWheel(event)
    stage?.addEventListener('wheel', listener, { passive: false })
    return () => {
      stage?.removeEventListener('wheel', listener)
      clearTimeout(restTimer.current)
    }
  }, [stageRef])

  function highlight(hit: RiverHit): void {
    const shardIndex = 'shardIndex' in hit ? hit.shardIndex : null
    if (shardIndex === highlighted.current) return
    highlighted.current = shardIndex
    onHighlight(shardIndex)
  }

  function lookAt(point: Point): void {
    if (catching.keeps(point)) return
    catching.release()
    const hit = riverRef.current?.hitTest(point) ?? { kind: 'none' as const }
    const stage = stageRef.current
    if (stage !== null) stage.style.cursor = CURSORS[hit.kind]
    highlight(hit)
    if (hover !== null) setHover(null)
    clearTimeout(restTimer.current)
    restTimer.current = window.setTimeout(() => {
      if (hit.kind !== 'none') setHover({ hit, point })
      if (hit.kind === 'none' || hit.kind === 'flight') catching.watch(point)
    }, REST_MS)
  }

  function forget(): void {
    catching.release()
    clearTimeout(restTimer.current)
    setHover(null)
    highlight({ kind: 'none' })
  }

  function cancel(): void {
    press.current = null
    setMerge(null)
    forget()
  }

  function pinch(next: Map<number, Point>, before: Map<number, Point>): void {
    const [a, b] = [...next.values()]
    const [c, d] = [...before.values()]
    if (a === undefined || b === undefined || c === undefined || d === undefined) return
    const across = { now: Math.abs(a.x - b.x), then: Math.abs(c.x - d.x) }
    const down = { now: Math.abs(a.y - b.y), then: Math.abs(c.y - d.y) }
    if (across.now > down.now) onScale(zoomAge(scale, { factor: across.then / Math.max(1, across.now), ageSpanMsMax }))
    else onScale(zoomHash(scale, { factor: down.then / Math.max(1, down.now), share: 0.5 }))
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>): void {
      if (event.button !== 0) return
      const point = pointOf(event)
      fingers.current.set(event.pointerId, point)
      const hit = caught?.hit ?? riverRef.current?.hitTest(point) ?? { kind: 'none' as const }
      press.current = fingers.current.size === 1 ? { start: point, last: point, hit, moved: false } : null
      event.currentTarget.setPointerCapture(event.pointerId)
      clearTimeout(restTimer.current)
      catching.stop()
      setHover(null)
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>): void {
      const point = pointOf(event)
      if (fingers.current.size === 2 && fingers.current.has(event.pointerId)) {
        const before = new Map(fingers.current)
        fingers.current.set(event.pointerId, point)
        return pinch(fingers.current, before)
      }
      const held = press.current
      if (held === null) return event.pointerType === 'touch' ? undefined : lookAt(point)
      const distance = Math.hypot(point.x - held.start.x, point.y - held.start.y)
      held.moved ||= distance > CLICK_REACH_PX
      if (!held.moved) return
      if (held.hit.kind === 'bank') {
        const reach = distance >= MERGE_REACH_PX ? 'far' : 'near'
        if (merge?.reach !== reach) setMerge({ bank: held.hit, reach })
      } else {
        const stage = event.currentTarget
        onScale(panHash(scale, { shareDown: (point.y - held.last.y) / Math.max(1, stage.clientHeight) }))
      }
      held.last = point
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>): void {
      fingers.current.delete(event.pointerId)
      const held = press.current
      press.current = null
      setMerge(null)
      if (held === null) return
      const { hit } = held
      if (hit.kind === 'bank') {
        if (merge?.reach === 'far') onMerge(hit)
      } else if (!held.moved && hit.kind === 'miniMap') onScale(centreHash(scale, hit.hashTop))
      else if (!held.moved && (hit.kind === 'producer' || hit.kind === 'flight')) onProducer({ hit, point: held.start })
      else if (!held.moved && hit.kind !== 'none' && hit.kind !== 'miniMap' && hit.kind !== 'producer' && hit.kind !== 'flight') onLane({ hit, point: held.start, origin: 'pointer' })
    },
    onPointerCancel(event: PointerEvent<HTMLDivElement>): void {
      fingers.current.delete(event.pointerId)
      cancel()
    },
    onPointerLeave(): void {
      if (press.current === null) forget()
    },
  }
  return { hover: caught ?? hover, merge, handlers, cancel }
}

function pointOf(event: MouseEvent<HTMLDivElement>): Point {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
