import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../../base/prng'
import { US_PER_SECOND } from '../../base/units'
import type { Command, LoggedCommand } from '../commands'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { SimEvent } from '../events'
import { randomProducers } from '../producers/testing/everyKind'
import { logSource } from '../producers/testing/logSource'
import { KPL_DEFAULTS } from '../producers/kpl/settings'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import type { ProducerSettings } from '../producers/settings'
import { formatRecordId, packRecordId } from '../recordId'
import { recordEventsTo } from '../recordEvents'
import { FAST_KCL } from '../testing/readingRun'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { goOnFollowing, journeyOf, startFollow } from './follow'

const LINES = Array.from({ length: 400 }, (_, line) => `10.0.0.${line % 17} GET /page/${line}`)
const ENVIRONMENT = { ...NOWHERE, sources: new Map([['log', logSource(LINES, { everyMs: 20, header: 'address request' })]]), gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }) }
const reader = { ...KCL_DEFAULTS, ...FAST_KCL, name: 'reader', workerCount: 2, workUs: 1_000, initialPosition: 'TRIM_HORIZON' as const }
const at = (seconds: number, command: Command): LoggedCommand => ({ atUs: seconds * US_PER_SECOND, command })
const bring = (settings: ProducerSettings, ratePerSecond: number) =>
  at(40, { type: 'AddProducer', producer: { settings, trafficPercent: 100, workload: { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount: 50 } } } })

function runOf(commands: LoggedCommand[], untilSeconds: number) {
  const events: SimEvent[] = []
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), applications: [reader], commands }), NOWHERE, recordEventsTo((event) => events.push(event)))
  goTo(timeline, untilSeconds * US_PER_SECOND, recordEventsTo((event) => events.push(event)))
  return { timeline, events }
}

function follow(timeline: Parameters<typeof startFollow>[0], recordId: number) {
  const following = startFollow(timeline, recordId)
  while (!goOnFollowing(following, 500));
  return journeyOf(following)
}

describe('a record that is followed', () => {
  it('is made, sent, stored, processed, and saved as such', () => {
    const { timeline } = runOf([bring(SDK_DEFAULTS, 20)], 60)
    const { steps, isComplete } = follow(timeline, packRecordId(0, 7))
    expect(isComplete).toBe(true)
    expect(steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['made', 'sent', 'stored', 'processed', 'checkpointed']))
    expect(steps.filter(({ kind }) => kind === 'stored')).toHaveLength(1)
    const atMs = steps.map((step) => step.atMs)
    expect(atMs).toEqual([...atMs].sort((left, right) => left - right))
  })

  it('comes twice when its answer is lost, and says so at its second processing', () => {
    const lossy = at(40, { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 100, delayMsMax: 0 } })
    const clear = at(45, { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 } })
    const { timeline } = runOf([lossy, bring({ ...SDK_DEFAULTS, requestTimeoutMs: 1_000, retryMode: 'standard' }, 5), clear], 90)
    const { steps } = follow(timeline, packRecordId(0, 0))
    const stored = steps.filter((step) => step.kind === 'stored')
    expect(stored.length).toBeGreaterThan(1)
    expect(stored.map(({ isCopy }) => isCopy)).toEqual(stored.map((_, place) => place > 0))
    expect(steps.some((step) => step.kind === 'requestLost' && step.lose === 'response')).toBe(true)
    expect(steps.filter((step) => step.kind === 'processed').map(({ again }) => again?.kind ?? null)).toEqual(stored.map((_, place) => (place === 0 ? null : 'storedTwice')))
  })

  it('is processed again after a crash, and names who was lost', () => {
    const { timeline } = runOf([bring(SDK_DEFAULTS, 50), at(50.3, { type: 'CrashWorker', application: 'reader', workerId: 'w-1' }), at(50.3, { type: 'CrashWorker', application: 'reader', workerId: 'w-2' }), at(51, { type: 'AddWorker', application: 'reader' })], 100)
    const again = Array.from({ length: 600 }, (_, number) => follow(timeline, packRecordId(0, number))).filter(({ steps }) => steps.filter(({ kind }) => kind === 'processed').length > 1)
    expect(again.length).toBe(timeline.world.applications[0]!.recordsProcessedAgain)
    for (const { steps } of again) {
      const second = steps.filter((step) => step.kind === 'processed')[1]!
      expect(second.again).toMatchObject({ kind: 'crashed' })
    }
  })

  it('is known inside an aggregate', () => {
    const { timeline } = runOf([bring(KPL_DEFAULTS, 400)], 60)
    const { steps } = follow(timeline, packRecordId(0, 33))
    const sent = steps.find((step) => step.kind === 'sent')
    expect(sent?.userRecords).toBeGreaterThan(1)
    expect(steps.find((step) => step.kind === 'processed')).toMatchObject({ fate: 'processed', again: null })
  })

  it('ends with its stream: records of another one by that name are others', () => {
    const sdk = at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'sdk' } })
    const call = (seconds: number, operation: 'DeleteStream' | 'CreateStream', input: object) => at(seconds, { type: 'Call', operation, input: { StreamName: 's', ...input } })
    const commands = [sdk, bring(SDK_DEFAULTS, 20), call(60, 'DeleteStream', { EnforceConsumerDeletion: true }), call(90, 'CreateStream', { ShardCount: 1 })]
    const { timeline, events } = runOf(commands, 180)
    const deletedAt = events.find(({ kind }) => kind === 'StreamDeleted')!.at
    const recordId = packRecordId(0, 7)
    const { steps } = follow(timeline, recordId)
    expect(steps.filter(({ kind }) => kind === 'stored')).toHaveLength(1)
    const processed = events.filter((event) => event.kind === 'RecordProcessed' && event.recordId === formatRecordId(recordId))
    expect(processed).toHaveLength(2)
    expect(steps.filter(({ kind }) => kind === 'processed')).toHaveLength(2)
    expect(steps.at(-1)).toMatchObject({ kind: 'deleted', atMs: deletedAt })
    // The same place of the new stream was read too.
    expect(events.filter((event) => event.kind === 'RecordProcessed' && event.application === 'sdk' && event.at > deletedAt).length).toBeGreaterThan(100)
  })

  it('is another one to an application that was removed and added anew', () => {
    const sdk = (seconds: number) => at(seconds, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'sdk' } })
    const { timeline } = runOf([sdk(0), bring(SDK_DEFAULTS, 20), at(60, { type: 'RemoveApplication', application: 'sdk' }), sdk(61)], 80)
    const { steps } = follow(timeline, packRecordId(0, 7))
    expect(steps.flatMap((step) => (step.kind === 'processed' && step.application === 'sdk' ? [step.again] : []))).toEqual([null, null])
  })

  it.each([1, 2, 3, 4, 5, 6])('tells no more and no less than the run itself, whatever happens, seed %i', (seed) => {
    const { recording } = randomProducers(seed)
    const told: SimEvent[] = []
    const sink = recordEventsTo((event) => told.push(event))
    const timeline = openTimeline({ ...recording, scenario: { ...recording.scenario, applications: [reader] } }, ENVIRONMENT, sink)
    goTo(timeline, 60 * US_PER_SECOND, sink)
    const prng = createPrng(seed, 'records followed')
    for (let count = 0; count < 5; count++) {
      const producer = timeline.world.producers[nextBelow(prng, timeline.world.producers.length)]!
      if (producer.books.recordsMeant === 0) continue
      const recordId = packRecordId(producer.producerIndex, nextBelow(prng, producer.books.recordsMeant))
      const { steps } = follow(timeline, recordId)
      const name = formatRecordId(recordId)
      const processed = told.filter((event) => (event.kind === 'RecordProcessed' || event.kind === 'RecordLeftOut') && event.recordId === name && event.application === 'reader')
      expect(steps.filter((step) => step.kind === 'processed' && step.fate !== 'unread').map(({ atMs }) => atMs)).toEqual(processed.map((event) => event.at))
    }
  })
})
