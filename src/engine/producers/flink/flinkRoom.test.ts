/** What a job tells of its failures, and how much text its state may hold. */
import { describe, expect, it } from 'vitest'
import type { Source } from '../../source'
import { REPLAY, runProducer } from '../testing/producerRun'
import { STATE_BYTES_MAX } from './constants'
import type { FlinkProducer } from './model'
import { FLINK_DEFAULTS } from './settings'
import { fillShard, runJob } from './testing/jobRun'

const LONG = '한'.repeat(250)

/** Each of its events has a key of its own, of 750 bytes and some. */
function longKeys(count: number, everyMs: number): Source {
  const values = Array.from({ length: count }, (_, at) => `${at}${LONG}`)
  return {
    sourceId: 'log',
    offsetMs: Float64Array.from(values, (_, at) => at * everyMs),
    bytes: new Uint32Array(count).fill(10),
    keyColumns: new Map([['first', { values, valueIndex: Uint32Array.from(values, (_, at) => at) }]]),
    spanMs: count * everyMs,
    text: null,
    header: null,
  }
}

function bytesHeld({ sink, checkpoint: { written, restored } }: FlinkProducer): number {
  return sink.buffer.dataBytes + written.dataBytes + restored.dataBytes
}

describe('a job that is full of text', () => {
  const settings = { ...FLINK_DEFAULTS, windowMs: 1_000, maxTimeInBufferMs: 500 }

  it('reads no further, lets its windows wait, and goes on after a checkpoint', () => {
    const count = 60_000
    const run = runProducer({ settings, workload: REPLAY, sources: [longKeys(count, 0.5)], shardCount: 20 })
    const job = () => run.world.producers[0] as FlinkProducer
    run.goTo(59_000)
    expect(bytesHeld(job())).toBeGreaterThanOrEqual(STATE_BYTES_MAX)
    expect(bytesHeld(job())).toBeLessThan(STATE_BYTES_MAX + 2_000)
    expect(job().checkpoint.completed).toBe(0)
    expect(job().eventsRead).toBeLessThan(45_000)
    run.goTo(150_000)
    expect(job().checkpoint.completed).toBeGreaterThan(0)
    expect(job().eventsRead).toBe(count)
    expect(run.books).toMatchObject({ recordsMeant: count, recordsAcknowledged: count })
  })

  it('writes the windows that wait when it is stopped: no checkpoint comes any more', () => {
    const run = runProducer({ settings, workload: REPLAY, sources: [longKeys(60_000, 0.5)], shardCount: 20 })
    run.goTo(59_000)
    run.submit({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(110_000)
    const { eventsRead } = run.world.producers[0] as FlinkProducer
    expect(run.books).toMatchObject({ recordsMeant: eventsRead, recordsAcknowledged: eventsRead })
  })
})

describe('a job that fails', () => {
  const told = ({ events }: ReturnType<typeof runJob>) => events.flatMap((event) => (event.kind === 'JobFailed' ? [event.failure] : event.kind === 'ProducerRestarted' ? ['restarted'] : []))

  it('says so, with the reason, and says that it is back', () => {
    const run = runJob({ failOnError: true, windowMs: 5_000, keyCount: 100, ratePerSecond: 500, seed: 2 })
    run.goTo(14_990)
    fillShard(run, 2_000)
    run.goTo(26_000)
    expect(told(run)).toEqual(['entries', 'restarted'])
  })

  it('again and again where there is no stream, and is still when it has crashed', () => {
    const run = runJob({ windowMs: 1_000, maxTimeInBufferMs: 500 })
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(40_000)
    expect(told(run).slice(0, 4)).toEqual(['stream', 'restarted', 'stream', 'restarted'])
    expect(told(run).filter((each) => each === 'stream')).toHaveLength((run.world.producers[0] as FlinkProducer).job.failures)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    const before = told(run)
    run.goTo(80_000)
    expect(told(run)).toEqual(before)
  })
})
