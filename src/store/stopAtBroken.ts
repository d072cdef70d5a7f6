/** Stops the clock where an application first breaks a promise, for whoever asked for that, and remembers who did. */
import type { SimEvent } from '../engine/events'
import { addNotice } from './notices'
import type { PagePlayback } from './pageActions'
import { keepStops } from './preferences'
import type { ViewStore } from './viewStore'
import type { WorldState, WorldStore } from './worldStore'

type Broken = Extract<SimEvent, { kind: 'CheckFailed' }>

export interface StopAtBrokenOptions {
  world: WorldStore
  view: ViewStore
  playback: Pick<PagePlayback, 'pause' | 'goTo'>
}

export function stopAtBroken({ world, view, playback }: StopAtBrokenOptions): void {
  view.subscribe((now, before) => {
    if (now.stopsAtBroken !== before.stopsAtBroken) keepStops(now.stopsAtBroken)
  })
  world.subscribe((now, before) => {
    if (!now.playing || now.atMs === before.atMs || !view.getState().stopsAtBroken) return
    const broken = brokenOnTheWay(now, before)
    if (broken === null) return
    playback.pause()
    playback.goTo(broken.at)
    addNotice(world, { key: 'promiseBroken', application: broken.application, atMs: broken.at })
  })
}

/** @returns the first promise that was whole before; null also where a run has just been opened. */
export function brokenOnTheWay(now: Pick<WorldState, 'atMs' | 'events'>, before: Pick<WorldState, 'atMs' | 'summary'>): Broken | null {
  if (before.summary === null) return null
  const known = new Set<string>()
  for (const event of now.events) {
    if (event.at > now.atMs) break
    if (event.kind !== 'CheckFailed') continue
    const promise = `${event.application} ${event.check}`
    if (event.at > before.atMs && !known.has(promise)) return event
    known.add(promise)
  }
  return null
}
