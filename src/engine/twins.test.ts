import { describe, expect, it } from 'vitest'
import { createTwins, cutTwins, noteTwins, TWINS_MAX } from './twins'
import { NOWHERE } from './testing/nowhere'
import { quietScenario } from './testing/quietWorld'
import { createArrivalsSeen, noteArrivals, takeArrivals } from './arrivalsSeen'
import { LOST_REQUEST, LOST_RESPONSE, OUTCOME_COPY } from './frame'
import { noteLoss } from './losses'
import type { Sink } from './sink'
import { goTo, openTimeline, recordingOf } from './timeline'
import { windowOf } from './window'
import type { NetworkConditions } from './producers/settings'

const AT_MS = 20_000

/** Two producers, and what somebody saw who watched it all. */
function watchedRun(network: Partial<NetworkConditions>) {
  const seen = createArrivalsSeen(0)
  const twins: { atMs: number; firstAtMs: number }[] = []
  const losses = seen.columns.losses
  const sink: Sink = {
    event: () => undefined,
    batchArrived(world, stream, batch, outcome) {
      const atMs = world.nowUs / 1_000
      noteArrivals(seen, atMs, batch, outcome)
      const noted = createTwins()
      noteTwins(noted, stream, batch, outcome, atMs)
      const { count, firstAtMs } = cutTwins(noted)
      for (let twin = 0; twin < count; twin++) twins.push({ atMs, firstAtMs: firstAtMs[twin]! })
    },
    requestLost: (world, { producerIndex }, request) => noteLoss(losses, world.nowUs / 1_000, producerIndex, request),
  }
  const scenario = {
    ...quietScenario({ shardCount: 2 }),
    producers: { count: 2, workload: { kind: 'synthetic' as const, ratePerSecond: 60, recordBytes: 100, keys: { kind: 'uniform' as const, keyCount: 50 } } },
    commands: [{ atUs: 0, command: { type: 'SetNetwork' as const, network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0, ...network } } }],
  }
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
  goTo(timeline, AT_MS * 1_000, sink)
  return { world: timeline.world, stream: timeline.world.streams[0]!, arrivals: takeArrivals(seen, AT_MS), twins }
}

describe('twins', () => {
  it('are there for every copy, each after the record that it repeats', () => {
    const { arrivals, twins, stream } = watchedRun({ responseLossPercent: 10 })
    const copies = arrivals.outcome.filter((outcome) => outcome === OUTCOME_COPY).length
    expect(copies).toBeGreaterThan(20)
    expect(copies).toBe(stream.shards.reduce((sum, { copiesStored }) => sum + copiesStored, 0))
    expect(twins).toHaveLength(copies)
    const stored = new Set(arrivals.atMs)
    for (const { atMs, firstAtMs } of twins) {
      expect(firstAtMs).toBeLessThan(atMs)
      expect(stored.has(firstAtMs)).toBe(true)
    }
  })

  it('of a window are those that were seen, or an even sample of them', () => {
    const { stream, twins } = watchedRun({ responseLossPercent: 10 })
    const { twins: windowed } = windowOf(stream, { fromMs: 0, toMs: AT_MS, recordsMax: 10 })
    expect(windowed.count).toBe(windowed.atMs.length)
    expect(windowed.count).toBeGreaterThan(TWINS_MAX / 3)
    expect(windowed.count).toBeLessThanOrEqual(TWINS_MAX)
    const seen = new Set(twins.map(({ atMs, firstAtMs }) => `${atMs}/${firstAtMs}`))
    for (let twin = 0; twin < windowed.count; twin++) expect(seen).toContain(`${windowed.atMs[twin]}/${windowed.firstAtMs[twin]}`)
    const inHalf = windowed.atMs.filter((atMs) => atMs > AT_MS / 2).length
    expect(inHalf).toBeGreaterThan(windowed.count / 5)
    expect(inHalf).toBeLessThan((windowed.count * 4) / 5)
  })

  it('are none without faults', () => {
    const { arrivals, twins } = watchedRun({})
    expect(twins).toEqual([])
    expect(arrivals.losses.count).toBe(0)
  })
})

describe('losses', () => {
  it('tell which way was lost, and of which request', () => {
    for (const [network, way] of [[{ requestLossPercent: 5 }, LOST_REQUEST], [{ responseLossPercent: 5 }, LOST_RESPONSE]] as const) {
      const { losses } = watchedRun(network).arrivals
      expect(losses.count).toBeGreaterThan(5)
      expect(losses.atMs).toHaveLength(losses.count)
      expect(new Set(losses.way)).toEqual(new Set([way]))
      expect(Math.min(...losses.records)).toBeGreaterThan(0)
      expect(Math.min(...losses.requestNumber)).toBeGreaterThan(0)
    }
  })
})
