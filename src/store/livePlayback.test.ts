import { describe, expect, it } from 'vitest'
import { decode, encode } from '../base/plainData'
import type { Report } from '../bridge/client'
import { PROTOCOL_VERSION, type Envelope, type Reply, type Request } from '../bridge/protocol'
import type { Frame } from '../engine/frame'
import type { Summary } from '../engine/summary'
import { FrameHub } from './frameHub'
import { LivePlayback } from './livePlayback'
import { WRITE_EVERY_MS } from './told'
import { createWorldStore } from './worldStore'

const FRAME_MS = 16
const UTTERLY_LATE_MS = 10_000

/** A service that answers when the test says so. */
class FakeService extends EventTarget {
  binaryType: BinaryType = 'blob'
  asked: Envelope<Request>[] = []

  send(data: ArrayBuffer): void {
    this.asked.push(decode(data) as Envelope<Request>)
  }

  close(): void {
    this.dispatchEvent(new Event('close'))
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  /** Answers everything with the world at `atMs`. */
  answer(atMs: number, part: Partial<Report> = {}): void {
    for (const { requestNumber, body } of this.asked.splice(0)) {
      const summary = (body.type === 'GoTo' ? body.summary : true) ? ({ atMs, stream: { streamName: 's' }, applications: [] as Summary['applications'] } as Summary) : null
      const frame = { atMs, generation: 1 } as Frame
      const reply: Reply = { type: 'Report', frame, summary, reported: { events: [], forkedAtMs: null }, recording: null, reached: true, ...part }
      this.say(encode({ requestNumber, body: reply }))
    }
  }
}

function start() {
  const world = createWorldStore()
  const hub = new FrameHub()
  const frames: number[] = []
  hub.subscribe(({ atMs }) => frames.push(atMs))
  let service = new FakeService()
  const playback = new LivePlayback({
    world,
    hub,
    address: 'localhost:4567',
    remote: {
      openSocket: () => service = new FakeService(),
      probe: () => Promise.resolve(false),
    },
  })
  service.dispatchEvent(new Event('open'))
  service.say(JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION }))
  let nowMs = 0
  const run = (count: number) => {
    for (let frame = 0; frame < count; frame++) playback.tick((nowMs += FRAME_MS))
  }
  return { world, frames, playback, service: () => service, run, skip: (ms: number) => playback.tick((nowMs += ms)) }
}

describe('a served stream', () => {
  it('is shown as the service says it stands, at the service’s own instant', () => {
    const { world, frames, service, run } = start()
    expect(service().asked.map(({ body }) => body.type)).toEqual(['Open'])
    service().answer(7_000)
    run(20)
    expect(world.getState()).toMatchObject({ host: { phase: 'ready' }, atMs: 7_000, furthestMs: 7_000, live: { address: 'localhost:4567', phase: 'connected' } })
    service().answer(7_320)
    run(20)
    expect(frames).toEqual([7_000, 7_320])
  })

  it('is asked again only when it has answered', () => {
    const { service, run } = start()
    service().answer(1)
    run(100)
    expect(service().asked).toHaveLength(1)
    service().answer(2)
    run(100)
    expect(service().asked).toHaveLength(1)
  })

  it('stands still in the picture alone, and jumps to now', () => {
    const { world, frames, playback, service, run } = start()
    service().answer(1_000)
    run(10)
    service().answer(1_100)
    playback.pause()
    run(100)
    expect(service().asked).toEqual([])
    expect(frames.at(-1)).toBe(1_100)
    playback.play()
    run(1)
    expect(service().asked.map(({ body }) => body)).toEqual([{ type: 'GoTo', atUs: 0, summary: true }])
    service().answer(60_000)
    run(Math.ceil(WRITE_EVERY_MS / FRAME_MS))
    expect(world.getState()).toMatchObject({ atMs: 60_000, playing: true })
  })

  it('cannot be rewound, stepped or hurried', () => {
    const { world, playback, service, run } = start()
    service().answer(1_000)
    run(1)
    playback.goTo()
    playback.step()
    playback.setSpeed()
    playback.open()
    run(1)
    expect(world.getState()).toMatchObject({ playing: true, speed: 1 })
    expect(service().asked.map(({ body }) => body.type)).not.toContain('Step')
  })

  it('may run faster than the wall clock, and one that begins anew does not run backwards', () => {
    const { world, service, run } = start()
    let atMs = 50_000
    for (let round = 0; round < 200; round++) {
      service().answer((atMs += round % 2 === 0 ? 400 : 500))
      run(3)
    }
    expect(world.getState().speed).toBe(10)
    service().answer(0)
    run(3)
    service().answer(480)
    expect(world.getState().speed).toBe(10)
  })

  it('is acted on while the picture stands still, and the act is seen', () => {
    const { frames, playback, service, run } = start()
    service().answer(1_000)
    playback.pause()
    run(10)
    let told: number | null = null
    playback.submit({ type: 'SetProducerCount', producerCount: 1 }, (report) => (told = report?.frame.atMs ?? null))
    expect(service().asked.map(({ body }) => body.type)).toEqual(['Submit'])
    service().answer(5_000)
    expect(told).toBe(5_000)
    expect(frames.at(-1)).toBe(5_000)
  })

  it('keeps its picture while the connection is away, however long that takes', () => {
    const { world, frames, service, run, skip } = start()
    service().answer(1_000)
    run(20)
    service().close()
    skip(UTTERLY_LATE_MS)
    skip(UTTERLY_LATE_MS)
    run(20)
    expect(world.getState()).toMatchObject({ live: { phase: 'reconnecting', problem: 'dropped' }, host: { phase: 'ready' }, atMs: 1_000 })
    expect(frames).toEqual([1_000])
  })

  it('does not keep an act for a service that is started later', () => {
    const { world, playback, service, run } = start()
    service().answer(1_000)
    run(20)
    service().close()
    let told: unknown = 'nothing yet'
    playback.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }, (report) => (told = report))
    expect(told).toBeNull()
    expect(world.getState().notices.map(({ text }) => text)).toContainEqual({ key: 'actNotSent', operation: 'DeleteStream' })
    playback.retry()
    service().dispatchEvent(new Event('open'))
    service().say(JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION }))
    expect(service().asked.map(({ body }) => body.type)).not.toContain('Submit')
  })

  it('ends its subscriptions with the connection', () => {
    const { playback, service } = start()
    const pushed: unknown[] = []
    playback.subscriptions.listen(3, ({ event, refusal }) => pushed.push(event ?? refusal))
    service().answer(1_000)
    expect(pushed).toEqual([])
    service().close()
    expect(pushed).toEqual([null])
  })

  it('that comes back as another world is told anew', () => {
    const { world, playback, service, run } = start()
    const opened = { at: 900, kind: 'ShardExpired', shardId: 'a', streamName: 's' } as const
    service().answer(1_000, { reported: { events: [opened], forkedAtMs: -1 } })
    run(20)
    expect(world.getState().events).toEqual([opened])
    service().close()
    playback.retry()
    service().dispatchEvent(new Event('open'))
    service().say(JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION }))
    service().answer(50, { reported: { events: [], forkedAtMs: -1 } })
    run(20)
    expect(world.getState()).toMatchObject({ events: [], atMs: 50, furthestMs: 50, live: { phase: 'connected', problem: null } })
  })

  it('tells who waits when what it asked is in the store', async () => {
    const { world, playback, service, run } = start()
    service().answer(1_000)
    playback.pause()
    let shownAtMs = NaN
    const idle = playback.whenIdle().then(() => (shownAtMs = world.getState().atMs))
    run(1)
    service().answer(2_000)
    run(20)
    await idle
    expect(shownAtMs).toBe(2_000)
  })
})
