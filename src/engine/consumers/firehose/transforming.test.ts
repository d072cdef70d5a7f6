import { describe, expect, it } from 'vitest'
import { MIB, US_PER_MS } from '../../../base/units'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'
import { INVOCATION_RETRIES, INVOCATION_RETRY_US, TRANSFORM_INTERVAL_US_MAX, TRANSFORM_SIZE_IN_MBS } from './constants'
import type { FirehoseTransform } from './settings'
import { firehoseRun, textOf } from './testing/firehoseRun'
import { EPOCH_MS } from '../../testing/quietWorld'

const TRANSFORM: FirehoseTransform = { bufferSizeInMBs: 1, invokeMs: 100, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 }
const RECORDS = 500

function transformed(change: Partial<FirehoseTransform>) {
  const run = firehoseRun({ shardCount: 2, settings: { bufferIntervalInSeconds: 10, transform: { ...TRANSFORM, ...change } } })
  for (let number = 0; number < RECORDS; number++) run.put(`key ${number}`, `${number} `)
  return run.wait(60_000)
}

/** `rawData` of each line. */
function failedRecords(run: ReturnType<typeof transformed>): string[] {
  const lines = run.bucket('processing-failed').split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((line) => Buffer.from((JSON.parse(line) as { rawData: string }).rawData, 'base64').toString())
}

describe('what becomes of a record', () => {
  it.each([
    [0, 0, 'all Ok'],
    [100, 0, 'all Dropped'],
    [0, 100, 'all ProcessingFailed'],
    [30, 0, 'some Dropped'],
    [0, 30, 'some ProcessingFailed'],
    [30, 30, 'some of each'],
  ])('%i %% dropped, %i %% failed: %s, and none in two places', (droppedPercent, failedPercent) => {
    const run = transformed({ droppedPercent, failedPercent })
    const ok = run.bucket().trim().split(' ').filter(Boolean)
    const failed = failedRecords(run).map((text) => text.trim())
    const { recordsDelivered, recordsDropped, recordsNotTransformed, invocations } = run.application.totals
    expect([ok.length, failed.length]).toEqual([recordsDelivered, recordsNotTransformed])
    expect(recordsDelivered + recordsDropped + recordsNotTransformed).toBe(RECORDS)
    expect(new Set([...ok, ...failed]).size).toBe(ok.length + failed.length)
    expect(Math.abs(recordsDropped - RECORDS * (droppedPercent / 100))).toBeLessThan(droppedPercent % 100 === 0 ? 1 : 50)
    expect(Math.abs(recordsNotTransformed - RECORDS * (failedPercent / 100))).toBeLessThan(failedPercent % 100 === 0 ? 1 : 50)
    expect(run.objects().length > 0).toBe(droppedPercent + failedPercent < 100)
    for (const { key, bytes } of [...run.objects(), ...run.objects('processing-failed')]) expect(bytes).toBe(run.bytesOf(key).length)
    expect(invocations).toBeGreaterThan(0)
    expect(run.promisesBroken()).toBe(0)
    expect(run.application.recordsProcessed).toBe(RECORDS)
    expect([...run.application.saved]).toEqual(expect.arrayContaining([[0, run.timeline.world.streams[0]!.shards[0]!.log.nextOrdinal]]))
  })

  it('is the same when it is read again', () => {
    const texts = [0, 1].map((crashes) => {
      const run = firehoseRun({ settings: { bufferIntervalInSeconds: 60, transform: { ...TRANSFORM, droppedPercent: 40 } } })
      for (let number = 0; number < 100; number++) run.put('a', `${number} `)
      run.wait(20_000)
      for (let crash = 0; crash < crashes; crash++) run.act({ type: 'CrashApplication', application: 'f' }).act({ type: 'RestartApplication', application: 'f' })
      return run.wait(200_000).bucket()
    })
    expect(texts[0]!.length).toBeGreaterThan(100)
    expect(texts[1]).toBe(texts[0])
  })
})

describe('processing-failed/', () => {
  it('says of each record why, with the fields and in the order of AWS', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 10, transform: { ...TRANSFORM, failedPercent: 100 } } }).put('a', 'x').wait(30_000)
    const [object] = run.objects('processing-failed')
    expect(object?.key).toMatch(/^processing-failed\/2026\/01\/05\/09\/f-1-2026-01-05-09-00-01-/)
    const line = JSON.parse(textOf(run.bytesOf(object!.key))) as Record<string, unknown>
    expect(Object.keys(line)).toEqual(['rawData', 'errorCode', 'errorMessage', 'attemptsMade', 'arrivalTimestamp', 'attemptEndingTimestamp', 'lambdaARN'])
    expect(line).toMatchObject({
      rawData: 'eA==',
      errorCode: 'Lambda.ProcessingFailedStatus',
      errorMessage: 'ProcessingFailed status set for record',
      attemptsMade: 1,
      arrivalTimestamp: EPOCH_MS + 1_000,
      lambdaARN: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:f-transform:$LATEST`,
    })
    expect(line.attemptEndingTimestamp).toBeGreaterThan(EPOCH_MS + 11_000)
  })

  it('gets the whole batch of an invocation that fails, after three retries', () => {
    const run = transformed({ invocationFailsPercent: 100, invokeMs: 1_000 })
    run.wait(30_000)
    expect(failedRecords(run)).toHaveLength(RECORDS)
    const [line] = run.bucket('processing-failed').split('\n')
    expect(JSON.parse(line!)).toMatchObject({ attemptsMade: 1 + INVOCATION_RETRIES, errorCode: 'Lambda.FunctionError' })
    const { invocations, invocationsFailed } = run.application.totals
    expect([invocations, invocationsFailed]).toEqual([2 * (1 + INVOCATION_RETRIES), 2 * (1 + INVOCATION_RETRIES)])
    expect(run.objects()).toEqual([])
    expect(run.events.filter(({ kind }) => kind === 'TransformationFailed')).toHaveLength(2)
  })

  it('gets nothing where a retry succeeds', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 10, transform: { ...TRANSFORM, invocationFailsPercent: 100 } } }).put('a', 'x').wait(12_000)
    expect(run.details().shards).toMatchObject([{ transform: { invocation: { records: 1, bytes: 1, attempts: 1 } } }])
    // The batch under way keeps the function as it was; it fails once more.
    run.wait(INVOCATION_RETRY_US / US_PER_MS)
    expect(run.details().shards).toMatchObject([{ transform: { invocation: { attempts: 2 } } }])
    expect(run.application.totals.invocationsFailed).toBe(2)
  })

  it('is written before the rest: positions are saved with the last of both', () => {
    const run = transformed({ failedPercent: 50 })
    const kinds = run.application.objects.map(({ kind }) => kind)
    expect(kinds.slice(0, 2)).toEqual(['processing-failed', 'records'])
  })
})

describe('the buffer before the function', () => {
  it('is invoked for when it is full, at once', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 900, transform: { ...TRANSFORM, bufferSizeInMBs: TRANSFORM_SIZE_IN_MBS.min } } })
    run.storeBytes(1, 200_000).wait(3_000)
    expect(run.application.totals.invocations).toBe(0)
    expect(run.details().shards).toMatchObject([{ transform: { bytes: 199_994, sizeBytes: Math.floor(0.2 * MIB), invocation: null } }])
    run.storeBytes(1, 20_000).wait(3_000)
    expect(run.application.totals.invocations).toBe(1)
  })

  it('or when its time is over', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 900, transform: TRANSFORM } }).put('a', 'x')
    run.wait(TRANSFORM_INTERVAL_US_MAX / US_PER_MS - 1_000)
    expect(run.application.totals.invocations).toBe(0)
    run.wait(3_000)
    expect(run.application.totals.invocations).toBe(1)
  })

  it('holds the reading of its shard while the function is slower than the shard', () => {
    const run = firehoseRun({ settings: { transform: { ...TRANSFORM, invokeMs: 20_000 } } }).unthrottled()
    run.storeBytes(1, 30 * MIB).wait(15_000)
    const { recordsRead } = run.application.reads
    expect(recordsRead).toBeLessThan(30)
    expect(run.details().shards).toMatchObject([{ isHeld: true }])
    run.wait(900_000)
    // Two a batch: keys are no data, so one of them does not fill it.
    expect(run.application.totals).toMatchObject({ recordsDelivered: 30, invocations: 15 })
    expect(run.promisesBroken()).toBe(0)
  })

  it('is emptied past the function where that is taken away, and filled where it is set again', () => {
    const run = firehoseRun({ settings: { transform: TRANSFORM } }).put('a', '1 ').wait(5_000)
    run.set({ transform: null }).put('a', '2 ').wait(5_000).set({ transform: { ...TRANSFORM, droppedPercent: 100 } }).put('a', '3 ').wait(200_000)
    expect(run.bucket()).toBe('1 2 ')
    expect(run.application.totals).toMatchObject({ recordsDelivered: 2, recordsDropped: 1, invocations: 1 })
    expect(run.application.saved.get(0)).toBe(4)
  })

  it('takes as long as the function works on each record', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 10, workUs: 1_000_000, transform: TRANSFORM } })
    for (let number = 0; number < 5; number++) run.put('a', 'x')
    run.wait(11_000 + 5_000)
    expect(run.details().buffer.records).toBe(0)
    run.wait(1_200)
    expect(run.details().buffer.records).toBe(5)
  })
})
