/** How much an agent's world may hold of a log that nobody reads. */
import { describe, expect, it } from 'vitest'
import type { Workload } from '../../commands'
import { runProducer } from '../testing/producerRun'
import { LOG_LINES_MAX } from './constants'
import type { AgentProducer } from './model'
import { AGENT_DEFAULTS, type AgentSettings } from './settings'

const NO_PATTERN: Partial<AgentSettings> = { multiLineStartPattern: '(' }

function tail(settings: Partial<AgentSettings>, ratePerSecond: number) {
  const workload: Workload = { kind: 'synthetic', ratePerSecond, recordBytes: 60, keys: { kind: 'uniform', keyCount: 50 } }
  return runProducer({ settings: { ...AGENT_DEFAULTS, maxBufferAgeMillis: 1_000, ...settings }, workload, shardCount: 8 })
}

function agentOf(run: ReturnType<typeof tail>): AgentProducer {
  return run.world.producers[0] as AgentProducer
}

function markBytes(run: ReturnType<typeof tail>): number {
  const { settled, stored } = agentOf(run).marks
  return settled.length + stored.length
}

describe('an agent that would not start', () => {
  it('remembers nothing of lines that find no room on the disk, and reads on behind them without a gap', () => {
    const run = tail({ ...NO_PATTERN, initialPosition: 'START_OF_FILE' }, 250_000)
    run.goTo(6_000)
    const { log } = agentOf(run)
    expect(log.linesHeld).toBe(LOG_LINES_MAX)
    const { recordsGivenUp } = run.books
    expect(recordsGivenUp).toBeGreaterThan(LOG_LINES_MAX / 4)
    expect(log.nextLine).toBe(LOG_LINES_MAX)
    expect(markBytes(run)).toBeLessThan(1_024)
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: { kind: 'synthetic', ratePerSecond: 1_000, recordBytes: 60, keys: { kind: 'uniform', keyCount: 50 } }, trafficPercent: 100 })
    run.submit({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...AGENT_DEFAULTS, maxBufferAgeMillis: 1_000, initialPosition: 'START_OF_FILE' } })
    run.goTo(12_000)
    // Reading makes room, and lines come in again.
    expect(log.nextLine).toBeGreaterThan(LOG_LINES_MAX)
    expect(run.books.recordsAcknowledged).toBeGreaterThan(20_000)
    expect(run.books.recordsMeant).toBe(log.nextLine + run.books.recordsGivenUp)
    const numbers = run.stored().slice(0, 2_000).map(({ recordId }) => Number(recordId.split('/')[1]))
    expect(new Set(numbers).size).toBe(2_000)
  })

  it('loses files that are rotated away at once, and remembers nothing of their lines', () => {
    const run = tail({ ...NO_PATTERN, logrotate: { size: 60_000, rotate: 2 } }, 5_000)
    let most = 0
    for (let ms = 1_000; ms <= 30_000; ms += 1_000) {
      run.goTo(ms)
      most = Math.max(most, markBytes(run))
    }
    const { log, marks } = agentOf(run)
    expect(log.files).toHaveLength(3)
    expect(most).toBeLessThan(4_096)
    expect(marks.base).toBeGreaterThan(log.files[0]!.firstLine - 2_048)
    expect(run.books.recordsWaiting).toBe(log.nextLine - log.files[0]!.firstLine)
    expect(run.books.recordsGivenUp).toBe(log.files[0]!.firstLine)
    expect(run.events.filter((event) => event.kind === 'RecordsGivenUp').every(({ reason }) => reason === 'rotated')).toBe(true)
  })
})

describe('a file that is deleted while its agent reads it', () => {
  it('loses what was not read, and acknowledges what is in buffers', () => {
    const run = tail({ initialPosition: 'START_OF_FILE', maxBufferSizeRecords: 20, publishQueueCapacity: 1, maxSendingThreads: 1, socketTimeoutMillis: 2_000, logrotate: { size: 6_000, rotate: 1 } }, 200)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(15_000)
    const { firstLine } = agentOf(run).log.files[0]!
    expect(run.books.recordsGivenUp).toBeGreaterThan(500)
    run.submit({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.submit({ type: 'SetProducerTraffic', producerIndex: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 60, keys: { kind: 'uniform', keyCount: 50 } }, trafficPercent: 100 })
    run.goTo(90_000)
    expect(run.books).toMatchObject({ recordsWaiting: 0, recordsInFlight: 0, recordsCopied: 0 })
    expect(run.books.recordsAcknowledged).toBe(run.stored().length)
    const lines = run.stored().map(({ recordId }) => Number(recordId.split('/')[1]))
    // Of the deleted files what had been read.
    expect(lines.filter((line) => line < firstLine).length).toBeGreaterThan(10)
    expect(new Set(lines).size).toBe(lines.length)
  })
})
