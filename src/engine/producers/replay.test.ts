import { describe, expect, it } from 'vitest'
import type { ReplayWorkload } from '../commands'
import type { SimEvent } from '../events'
import { recordEventsTo } from '../recordEvents'
import type { Source } from '../source'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../timeline'

function sourceOf(lines: [offsetMs: number, user: string, bytes: number][]): Source {
  const users = Array.from(new Set(lines.map(([, user]) => user)))
  return {
    sourceId: 'log',
    offsetMs: Float64Array.from(lines, ([offsetMs]) => offsetMs),
    bytes: Uint32Array.from(lines, ([, , bytes]) => bytes),
    keyColumns: new Map([['user', { values: users, valueIndex: Uint32Array.from(lines, ([, user]) => users.indexOf(user)) }]]),
    spanMs: lines.at(-1)?.[0] ?? 0,
    text: null,
    header: null,
  }
}

const log = sourceOf([
  [0, 'kim', 10],
  [500, 'lee', 20],
  [500, '박', 30],
  [4_000, 'kim', 40],
])

function play(source: Source, workload: Partial<ReplayWorkload>, untilSeconds: number, producers = 1): SimEvent[] {
  const quiet = quietScenario({ shardCount: 4 })
  const replay: ReplayWorkload = { kind: 'replay', sourceId: 'log', keyColumn: 'user', speed: 1, startAtMs: 0, loop: false, ...workload }
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => {
    if (event.kind === 'RecordStored' || event.kind === 'SourceEnded') events.push(event)
  })
  const scenario = { ...quiet, producers: { count: producers, workload: replay } }
  goTo(openTimeline(recordingOf(scenario), { ...NOWHERE, sources: new Map([['log', source]]) }, sink), untilSeconds * 1e6, sink)
  return events
}

function keysOf(events: readonly SimEvent[]): string[] {
  return events.map((event) => (event.kind === 'RecordStored' ? event.partitionKey : event.kind))
}

function bytesOf(events: readonly SimEvent[]): number[] {
  return events.filter((event) => event.kind === 'RecordStored').map((event) => event.bytes)
}

describe('a producer that plays a file', () => {
  it('sends every line once, at its pace, and says when it has ended', () => {
    const events = play(log, {}, 20)
    // It ends at its last line, which is still on its way.
    expect(keysOf(events)).toEqual(['kim', 'lee', '박', 'SourceEnded', 'kim'])
    // Data and partition key together, the key in UTF-8.
    expect(bytesOf(events)).toEqual([13, 23, 33, 43])
    const [first, , , , last] = events
    expect(last!.at - first!.at).toBeGreaterThan(3_900)
    expect(last!.at - first!.at).toBeLessThan(4_100)
  })

  it('plays faster, and from the middle', () => {
    const events = play(log, { speed: 100, startAtMs: 500 }, 4)
    expect(bytesOf(events)).toEqual([23, 33, 43])
  })

  it('plays in rounds, with a second between them', () => {
    expect(bytesOf(play(log, { loop: true, speed: 10 }, 3.1 + 0.5 * 6)).length).toBeGreaterThanOrEqual(4 * 5)
    expect(keysOf(play(log, { loop: true }, 30))).not.toContain('SourceEnded')
  })

  it('each producer plays the whole file', () => {
    const events = play(log, {}, 20, 3)
    expect(bytesOf(events).sort()).toEqual([13, 13, 13, 23, 23, 23, 33, 33, 33, 43, 43, 43])
    const ids = events.map((event) => (event.kind === 'RecordStored' ? event.recordId : ''))
    expect(new Set(ids.filter((id) => id !== '')).size).toBe(12)
  })

  it.each([
    ['from behind its end', log, { startAtMs: 1e10, loop: true }, 5],
    ['of one line', sourceOf([[0, 'kim', 1]]), { startAtMs: 1e10, loop: true }, 12],
    ['of one line, as fast as can be', sourceOf([[0, 'kim', 1]]), { speed: 100_000, loop: true, startAtMs: 7 }, 40_000],
    ['without lines', sourceOf([]), { loop: true }, 0],
    ['without lines, once', sourceOf([]), {}, 0],
  ])('a file %s does no harm', (_name, source, workload, recordsMax) => {
    const stored = bytesOf(play(source, workload, 4)).length
    expect(stored).toBeLessThanOrEqual(recordsMax)
  })
})
