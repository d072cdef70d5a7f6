import { describe, expect, it } from 'vitest'
import type { ClientListener, Report } from '../bridge/client'
import type { Command } from '../engine/commands'
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'
import type { Recording } from '../engine/scenario'
import { FrameHub } from './frameHub'
import { GAP_MS_MAX, Playback } from './playback'
import { FAST_SPEED } from './speeds'
import { createWorldStore } from './worldStore'
import { WRITE_EVERY_MS } from './told'

const FRAME_MS = 16
const recording: Recording = { version: 1, scenario: { id: 'story', seed: 7, commands: [] as Recording['commands'] } as Recording['scenario'], commands: [] }

function reportAt(atUs: number, part: Partial<Report> = {}): Report {
  return { type: 'Report', frame: { atMs: atUs / 1_000 } as Report['frame'], summary: null, reported: { events: [], forkedAtMs: null }, recording: null, reached: true, ...part }
}

/** A client that keeps its requests until the test answers them. */
class FakeClient {
  readonly asked: { atUs: number; summary: boolean }[] = []
  readonly calls: string[] = []
  #answered = 0
  readonly listener: ClientListener

  constructor(listener: ClientListener) {
    this.listener = listener
  }

  open({ atUs }: { atUs: number }): void {
    this.calls.push(`open ${atUs}`)
  }

  goTo(wish: { atUs: number; summary: boolean }): void {
    this.asked.push(wish)
  }

  step(): void {
    this.calls.push('step')
  }

  submit(command: Command): void {
    this.calls.push(command.type)
  }

  tick(elapsedMs: number): void {
    this.calls.push(`tick ${elapsedMs}`)
  }

  isIdle(): boolean {
    return true
  }

  /** The newest wish that was not taken yet. */
  takeWish(): { atUs: number; summary: boolean } | undefined {
    const wish = this.asked.length > this.#answered ? this.asked.at(-1) : undefined
    this.#answered = this.asked.length
    return wish
  }
}

function startPlayback({ playing = true, speed = 1, atMs = 0 } = {}) {
  const world = createWorldStore()
  const hub = new FrameHub()
  const playback = new Playback({ world, hub, createClient: (listener) => new FakeClient(listener) })
  const { client } = playback
  playback.setSpeed(speed)
  playback.open({ recording, atMs, playing })
  client.listener.onReport(reportAt(atMs * 1_000, { recording }))
  let nowMs = 0
  playback.tick(nowMs)
  const run = (frames: number, answer = true) => {
    for (let frame = 0; frame < frames; frame++) {
      playback.tick((nowMs += FRAME_MS))
      const wish = client.takeWish()
      if (answer && wish !== undefined) client.listener.onReport(reportAt(wish.atUs))
    }
  }
  const skip = (gapMs: number) => playback.tick((nowMs += gapMs))
  return { world, hub, playback, client, run, skip }
}

describe('real time becomes virtual time', () => {
  it.each([0.1, 1, 100])('at speed %d', (speed) => {
    const { client, run } = startPlayback({ speed })
    run(60)
    expect(client.asked.at(-1)!.atUs).toBeCloseTo(60 * FRAME_MS * 1_000 * speed, -2)
  })

  it('does not catch up after the page slept', () => {
    const { client, run, skip } = startPlayback()
    run(10)
    skip(GAP_MS_MAX + 1)
    run(1)
    expect(client.asked.at(-1)!.atUs).toBe(11 * FRAME_MS * 1_000)
    expect(client.calls).toContain('tick 0')
  })

  it('asks nothing while nothing is answered', () => {
    const { client, run } = startPlayback()
    run(1, false)
    const asked = client.asked.length
    run(20, false)
    expect(client.asked).toHaveLength(asked)
  })

  it('repeats a wish that was not reached, and does not let it run away', () => {
    const { client, run, world } = startPlayback({ speed: 1_000 })
    run(10, false)
    const wish = client.asked.at(-1)!.atUs
    client.listener.onReport(reportAt(1_000, { reached: false }))
    expect(client.asked.at(-1)!.atUs).toBeGreaterThanOrEqual(wish)
    run(100, false)
    client.listener.onReport(reportAt(2_000, { reached: false }))
    run(1, false)
    expect(client.asked.at(-1)!.atUs).toBeLessThanOrEqual(2_000 + 100 * 1_000 * 1_000)
    expect(world.getState().speedReached).toBeLessThan(1)
  })

  it('asks for a summary twice a second, and never twice for one', () => {
    const { client, run } = startPlayback()
    run(125)
    const summaries = client.asked.filter(({ summary }) => summary).length
    expect(summaries).toBeGreaterThanOrEqual(3)
    expect(summaries).toBeLessThanOrEqual(5)
  })
})

describe('pause, step and seek', () => {
  it('stays where the last report left it, asks once more for a summary, and then is idle', async () => {
    const { client, run, playback } = startPlayback()
    run(5)
    run(1, false)
    playback.pause()
    client.listener.onReport(reportAt(99_000))
    run(1)
    expect(client.asked.at(-1)).toEqual({ atUs: 99_000, summary: true })
    const asked = client.asked.length
    const idle = playback.whenIdle()
    run(20)
    await idle
    expect(client.asked).toHaveLength(asked)
  })

  it('travels back, repeats until it is there, and plays on from there', () => {
    const { client, run, playback } = startPlayback({ atMs: 60_000 })
    run(3)
    playback.goTo(10_000)
    expect(client.asked.at(-1)).toEqual({ atUs: 10_000_000, summary: true })
    client.listener.onReport(reportAt(60_040_000))
    run(1, false)
    expect(client.asked.at(-1)!.atUs).toBe(10_000_000)
    client.listener.onReport(reportAt(4_000_000, { reached: false }))
    expect(client.asked.at(-1)!.atUs).toBe(10_000_000)
    client.listener.onReport(reportAt(10_000_000))
    run(10)
    expect(client.asked.at(-1)!.atUs).toBe(10_000_000 + 10 * FRAME_MS * 1_000)
  })

  it('gives up an instant that cannot be reached, rather than asking for ever', () => {
    const { client, run, playback } = startPlayback({ atMs: 60_000, playing: false })
    run(10)
    playback.goTo(10_000)
    run(10, false)
    client.listener.onReport(reportAt(50_000_000))
    run(1, false)
    client.listener.onReport(reportAt(50_000_000))
    const asked = client.asked.length
    run(10, false)
    expect(client.asked.length).toBeLessThanOrEqual(asked + 1)
  })

  it('pauses for a step', () => {
    const { client, world, playback } = startPlayback()
    playback.step()
    expect(client.calls).toContain('step')
    expect(world.getState().playing).toBe(false)
  })
})

describe('what the store is told', () => {
  it('gives every frame to the hub, and writes to the store at most four times a second', () => {
    const { hub, world, run } = startPlayback()
    let frames = 0
    let writes = 0
    hub.subscribe(() => frames++)
    let before = world.getState().atMs
    world.subscribe(({ atMs }) => {
      if (atMs !== before) writes++
      before = atMs
    })
    run(125)
    expect(frames).toBeGreaterThanOrEqual(125)
    expect(writes).toBeGreaterThan(6)
    expect(writes).toBeLessThanOrEqual((125 * FRAME_MS) / WRITE_EVERY_MS + 1)
  })

  it('shows one instant everywhere where a frame covers minutes: a summary with each report, and frames with the store', () => {
    const { hub, world, run, client, playback } = startPlayback({ speed: FAST_SPEED })
    run(20)
    const asked = client.asked.length
    const shown: number[] = []
    const stop = hub.subscribe(({ atMs }) => shown.push(atMs))
    shown.length = 0
    let newest = 0
    world.subscribe(({ atMs }) => (newest = atMs))
    for (let frame = 0; frame < 100; frame++) {
      const before = shown.length
      run(1)
      if (shown.length > before) expect(shown.at(-1)).toBe(newest)
    }
    expect(client.asked.slice(asked).every(({ summary }) => summary)).toBe(true)
    // None is left out: each brings its arrivals.
    expect(shown.length).toBeGreaterThan(80)
    stop()
    playback.pause()
    run(20)
    let last = 0
    hub.subscribe(({ atMs }) => (last = atMs))
    expect(last).toBe(world.getState().atMs)
  })

  it('keeps events in order, and forgets those of a future that was cut off', () => {
    const { client, world, run } = startPlayback({ playing: false })
    const events = [1_000, 2_000, 3_000].map((at): SimEvent => ({ at, kind: 'ShardExpired', shardId: `shardId-${at}` }))
    client.listener.onReport(reportAt(3_000_000, { reported: { events, forkedAtMs: null } }))
    run(20)
    expect(world.getState()).toMatchObject({ events, furthestMs: 3_000 })
    const accepted: SimEvent = { at: 1_500, kind: 'CallAccepted', operation: 'SplitShard', input: {}, output: null }
    client.listener.onReport(reportAt(1_500_000, { reported: { events: [accepted], forkedAtMs: 1_500 }, summary: { stream: { streamName: 's' }, applications: [] as Summary['applications'] } as Summary }))
    run(20)
    expect(world.getState().events).toEqual([events[0], accepted])
    expect(world.getState().furthestMs).toBe(1_500)
  })

  it('after a recovery keeps what is still true, does not hear it twice, and says so', () => {
    const { client, world, run } = startPlayback({ playing: false })
    const [early, late]: SimEvent[] = [1_000, 3_000].map((at) => ({ at, kind: 'ShardExpired', shardId: 'a' }))
    client.listener.onReport(reportAt(3_000_000, { reported: { events: [early!, late!], forkedAtMs: null } }))
    run(20)
    client.listener.onRecovering({ message: 'gone', recording: null, atUs: 2_000_000, tellsAllAgain: false, lost: { type: 'SetProducerCount', producerCount: 1 } })
    expect(world.getState().host.phase).toBe('recovering')
    client.listener.onRecovered(2_000_000)
    client.listener.onReport(reportAt(2_000_000, { reported: { events: [early!], forkedAtMs: null } }))
    run(20)
    expect(world.getState().events).toEqual([early])
    expect(world.getState().host.phase).toBe('ready')
    expect(world.getState().notices.map(({ text }) => text.key)).toEqual(['commandLost', 'engineRestored'])
  })

  it('after a recovery in several bursts plays on from the restored instant, not from where a burst ended', () => {
    const { client, run } = startPlayback({ atMs: 30_000 })
    run(10)
    client.listener.onRecovering({ message: 'gone', recording: null, atUs: 30_000_000, tellsAllAgain: true, lost: null })
    client.listener.onRecovered(30_000_000)
    client.listener.onReport(reportAt(16_000_000, { reached: false }))
    run(5, false)
    client.takeWish()
    client.listener.onReport(reportAt(29_000_000, { reached: false }))
    run(10)
    expect(client.asked.slice(-10).every(({ atUs }) => atUs >= 30_000_000)).toBe(true)
  })

  it('keeps the recording of an engine that stopped for good', () => {
    const { client, world } = startPlayback()
    client.listener.onStopped({ message: 'missing: shard 3', recording: null })
    expect(world.getState()).toMatchObject({ host: { phase: 'stopped', message: 'missing: shard 3' }, recording, playing: false })
  })
})
