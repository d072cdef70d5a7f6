import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../engine/events'
import { createRateHistory, ratesOf, withSummary, withoutAfter } from './rateHistory'
import type { MarkKind } from './mark'
import { placeMarks, textWidthPx, toMarks } from './timelineMarks'
import { clockTicks, timelineSpanMs } from './timelineSpan'

const PARENT = 'shardId-000000000000'
const [LEFT, RIGHT] = ['shardId-000000000001', 'shardId-000000000002'] as const
const FULL = { startingHashKey: '0', endingHashKey: '340282366920938463463374607431768211455' }

const opened = (at: number, shardId: string, parents: (string | null)[]): SimEvent => ({
  at,
  kind: 'ShardOpened',
  shardId,
  parentShardId: parents[0] ?? null,
  adjacentParentShardId: parents[1] ?? null,
  ...FULL,
})
const started = (at: number, shardId: string): SimEvent => ({ at, kind: 'ShardConsumerStarted', application: 'orders', workerId: 'w-1', shardId })
const full = (at: number, shardId: string): SimEvent => ({ at, kind: 'ThrottlingStarted', shardId, partitionKey: '/' })
const crashed = (at: number): SimEvent => ({ at, kind: 'WorkerCrashed', application: 'orders', workerId: 'w-3' })

const labelOf = ({ kind, subject, count, calls }: { kind: MarkKind; subject: string; count: number; calls: number }) => (calls > count ? `${kind} ${subject} ${calls}` : count === 1 ? `${kind} ${subject}` : `${count} ${kind}`)
const place = (events: SimEvent[], { widthPx = 1_000, childShardIds = new Set<string>([LEFT, RIGHT]) } = {}) =>
  placeMarks({ marks: toMarks({ events, childShardIds }), untilMs: 100_000, widthPx, labelOf })

describe('toMarks', () => {
  it('makes one mark of a split and one of a merge, and none of what opens with the stream', () => {
    const events = [opened(0, PARENT, []), opened(10, LEFT, [PARENT]), opened(10, RIGHT, [PARENT]), opened(20, 'shardId-000000000003', [LEFT, RIGHT])]
    expect(toMarks({ events, childShardIds: new Set() }).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['split', '…000'],
      ['merge', '…003'],
    ])
  })

  it('marks applications that join or leave on the way, not those that were there from the beginning', () => {
    const added = (at: number, application: string): SimEvent => ({ at, kind: 'ApplicationAdded', application, applicationKind: 'sdk' })
    const events: SimEvent[] = [added(0, 'first'), added(10_000, 'second'), { at: 50_000, kind: 'ApplicationRemoved', application: 'first' }]
    expect(toMarks({ events, childShardIds: new Set() }).map(({ kind, subject, atMs }) => [kind, subject, atMs])).toEqual([
      ['applicationAdded', 'second', 10_000],
      ['applicationRemoved', 'first', 50_000],
    ])
  })

  it('marks an experiment where it begins and where it ends, not each time that it is told whom it struck', () => {
    const of = { experimentId: 'EXP000000000000001', action: 'aws:fis:inject-api-internal-error' } as const
    const events: SimEvent[] = [
      { at: 10_000, kind: 'ExperimentStarted', ...of, shardIds: null, endsMs: 70_000 },
      { at: 11_000, kind: 'CallsFaulted', ...of, caller: 'producer/producer-1', operation: 'PutRecords', exception: 'InternalFailure', callsMet: 9, callsFaulted: 4, callsRetried: 3 },
      { at: 70_000, kind: 'ExperimentEnded', ...of, status: 'completed', callsMet: 90, callsFaulted: 40 },
    ]
    expect(toMarks({ events, childShardIds: new Set() }).map(({ kind, subject, atMs }) => [kind, subject, atMs])).toEqual([
      ['experimentStarted', 'inject-api-internal-error', 10_000],
      ['experimentEnded', 'inject-api-internal-error', 70_000],
    ])
  })

  it('takes no shard for full that an experiment struck', () => {
    expect(place([{ ...full(1, LEFT), experimentId: 'EXP000000000000001' } as SimEvent])).toEqual([])
  })

  it('marks the start of a child, not of a first shard', () => {
    expect(place([started(1, PARENT), started(2, LEFT)]).map((mark) => mark.subject)).toEqual(['…001'])
  })
})

describe('calls that the door refuses', () => {
  const denied = (at: number, part: Partial<Extract<SimEvent, { kind: 'CallsDenied' }>> = {}): SimEvent => ({ at, kind: 'CallsDenied', caller: 'producer/producer-1', operation: 'PutRecords', exception: 'AccessDeniedException', calls: 40, ...part })
  const rows = (events: SimEvent[]) => toMarks({ events, childShardIds: new Set() }).map(({ kind, atMs, untilMs, calls }) => [kind, atMs, untilMs, calls])

  it('are one mark from the first to the last, that counts them', () => {
    const events = Array.from({ length: 25 }, (_, index) => denied(10_000 + index * 5_000))
    expect(rows(events)).toEqual([['deniedByPolicy', 10_000, 130_000, 1_000]])
    expect(toMarks({ events, childShardIds: new Set() })[0]!.event).toMatchObject({ at: 10_000, calls: 1_000 })
    expect(events[0]).toMatchObject({ calls: 40 })
  })

  it('begin another row after a longer silence, with another operation, caller or exception', () => {
    expect(rows([denied(0), denied(15_000), denied(30_001)])).toEqual([
      ['deniedByPolicy', 0, 15_000, 80],
      ['deniedByPolicy', 30_001, 30_001, 40],
    ])
    expect(rows([denied(0), denied(1, { operation: 'ListShards' }), denied(2, { caller: 'you' }), denied(3, { exception: 'KMSDisabledException' }), denied(4, { exception: 'SdkClientException' }), denied(5)])).toEqual([
      ['deniedByPolicy', 0, 5, 80],
      ['deniedByPolicy', 1, 1, 40],
      ['deniedByPolicy', 2, 2, 40],
      ['deniedByKey', 3, 3, 40],
      ['deniedOnTheWay', 4, 4, 40],
    ])
  })

  it('of several callers at one time are one place, as long as the longest', () => {
    const events = Array.from({ length: 10 }, (_, index) => [denied(10_000 + index * 5_000), denied(10_100 + index * 5_000, { caller: 'producer/producer-2' })]).flat()
    expect(place(events)).toMatchObject([{ x: 100, endX: 551, count: 2, calls: 800, label: { text: 'deniedByPolicy PutRecords 800' } }])
  })
})

describe('accepted calls', () => {
  it('have a mark where nothing else in the picture tells of them', () => {
    const accepted = (operation: Extract<SimEvent, { kind: 'CallAccepted' }>['operation'], input: Record<string, unknown>): SimEvent => ({ at: 1, kind: 'CallAccepted', operation, input }) as SimEvent
    const events = [accepted('UpdateStreamMode', { StreamARN: 'arn', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), accepted('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 }), accepted('DecreaseStreamRetentionPeriod', { RetentionPeriodHours: 24 }), accepted('UpdateShardCount', { TargetShardCount: 4 })]
    expect(toMarks({ events, childShardIds: new Set() }).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['modeSwitched', 'ON_DEMAND'],
      ['retentionChanged', '48'],
      ['retentionChanged', '24'],
    ])
  })
})

describe('placeMarks', () => {
  it('counts a burst as one tick', () => {
    const [mark, ...others] = place(Array.from({ length: 100 }, (_, index) => full(50_000 + index, LEFT)))
    expect(others).toEqual([])
    expect(mark).toMatchObject({ x: 500, count: 100, label: { text: '100 throttlingStarted' } })
  })

  it('gives the more important of two neighbours its label', () => {
    const [throttled, crash] = place([full(50_000, LEFT), crashed(53_000)])
    expect(throttled?.label).toBeNull()
    expect(crash?.label?.text).toBe('workerCrashed w-3')
  })

  it('never lets labels overlap each other or leave the strip', () => {
    const events = Array.from({ length: 41 }, (_, index) => (index % 3 === 0 ? crashed(index * 2_500) : full(index * 2_500, LEFT)))
    const marks = place(events)
    const labels = marks.flatMap(({ label }) => (label === null ? [] : [{ left: label.left, right: label.left + label.width }]))
    expect(labels.length).toBeGreaterThan(3)
    for (const label of labels) {
      expect(label.right).toBeLessThanOrEqual(1_000 + 5)
      expect(labels.filter((other) => other !== label && other.left < label.right && label.left < other.right)).toEqual([])
    }
  })

  it('turns the label of a tick at the end around', () => {
    const [mark] = place([crashed(99_500)])
    expect(mark?.label?.left).toBeLessThan(995 - 50)
  })

  it('knows that Hangul is wide', () => {
    expect(textWidthPx('분할')).toBeGreaterThan(textWidthPx('sp') * 1.5)
  })
})

describe('timelineSpan', () => {
  it('grows in steps and always leaves room', () => {
    expect([0, 50_000, 59_000, 600_000, 90_000_000].map(timelineSpanMs)).toEqual([60_000, 60_000, 120_000, 900_000, 172_800_000])
  })

  it('prints as many instants as there is room for', () => {
    expect(clockTicks({ untilMs: 120_000, widthPx: 600, gapPx: 100 })).toEqual([0, 30_000, 60_000, 90_000, 120_000])
    expect(clockTicks({ untilMs: 120_000, widthPx: 90, gapPx: 100 })).toEqual([0, 120_000])
  })
})

describe('rateHistory', () => {
  const summaryOf = (incoming: Record<number, number>, recordsStored: number): Parameters<typeof withSummary>[1] => {
    const atMs = Float64Array.from(Object.keys(incoming).map(Number))
    const none = new Float64Array(atMs.length)
    return {
      totals: { recordsStored, bytesStored: 0, recordsThrottled: 0, userRecordsStored: 0, copiesStored: 0, recordsHeld: 0, recordsSummarised: 0 },
      series: { atMs, incomingRecords: Float64Array.from(Object.values(incoming)), incomingBytes: none, throttledRecords: none, shards: [], applications: [] },
    }
  }

  it('knows the mean rate of a stretch that nobody watched', () => {
    const early = withSummary(createRateHistory(), summaryOf({ 1_000: 10, 2_000: 30 }, 40))
    const history = withSummary(early, summaryOf({ 11_000: 50, 12_000: 70 }, 300))
    expect(ratesOf(history)).toEqual([
      { fromMs: 0, toMs: 1_000, recordsPerSecond: 10 },
      { fromMs: 1_000, toMs: 2_000, recordsPerSecond: 30 },
      { fromMs: 2_000, toMs: 11_000, recordsPerSecond: 190 / 9 },
      { fromMs: 11_000, toMs: 12_000, recordsPerSecond: 70 },
    ])
  })

  it('is not shaken by records of the second that has just begun', () => {
    const begun = withSummary(createRateHistory(), summaryOf({ 1_000: 10, 2_000: 10 }, 27))
    const history = withSummary(begun, summaryOf({ 2_000: 10, 3_000: 10 }, 31))
    expect(ratesOf(history).map((rate) => rate.recordsPerSecond)).toEqual([10, 10, 10])
  })

  it('loses detail, not records, when a run is long', () => {
    let history = createRateHistory()
    for (let second = 10; second <= 10_000; second += 10) history = withSummary(history, summaryOf({ [second * 1_000]: 5 }, second * 5))
    const rates = ratesOf(history)
    expect(rates.length).toBeLessThanOrEqual(1_024)
    expect(new Set(rates.map((rate) => rate.recordsPerSecond))).toEqual(new Set([5]))
  })

  it('forgets what a fork made untrue', () => {
    const history = withSummary(createRateHistory(), summaryOf({ 1_000: 10, 2_000: 10, 3_000: 10 }, 30))
    expect(ratesOf(withoutAfter(history, 1_500))).toEqual([{ fromMs: 0, toMs: 1_000, recordsPerSecond: 10 }])
  })
})
