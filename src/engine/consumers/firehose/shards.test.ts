import { describe, expect, it } from 'vitest'
import { MIB, US_PER_SECOND } from '../../../base/units'
import { call } from '../../call'
import { hashKeyOfId } from '../../keySpace'
import { silentSink } from '../../sink'
import { firehoseRun } from './testing/firehoseRun'

const DOUBLED = { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } } as const
/** What is put, one record after the other. */
const WORDS = Array.from({ length: 60 }, (_, at) => `${at} `).join('')

describe('after a split', () => {
  it('children wait until their parent is read to its end, not until it is delivered', () => {
    const run = firehoseRun({ settings: { s3FailsPercent: 100, transform: { bufferSizeInMBs: 1, invokeMs: 5_000, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 } } })
    for (let number = 0; number < 20; number++) run.put(`key ${number}`, `parent `)
    run.act(DOUBLED).wait(35_000)
    for (let number = 0; number < 20; number++) run.put(`key ${number}`, `child `)
    run.wait(2_000)
    const states = () => run.details().shards.map(({ state }) => state)
    // What is read of the parent is at the transform function, as its end is.
    expect(states()).toEqual(['DRAINED', 'READING', 'READING'])
    run.wait(120_000)
    expect(run.objects()).toEqual([])
    run.set({ s3FailsPercent: 0 }).wait(200_000)
    expect(states()).toEqual(['ENDED', 'READING', 'READING'])
    expect(run.bucket()).toBe('parent '.repeat(20) + 'child '.repeat(20))
    expect(run.promisesBroken()).toBe(0)
  })

  it('children wait while the parent is at the transform function', () => {
    const run = firehoseRun({ settings: { transform: { bufferSizeInMBs: 1, invokeMs: 60_000, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 } } })
    run.put('a', 'parent ').act(DOUBLED).wait(45_000)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['READING', 'WAITING', 'WAITING'])
    expect(run.application.progress.get(1)?.phase).toBe('waiting')
    run.put('a', 'child ').put('b', 'child ').put('c', 'child ').wait(300_000)
    expect(run.bucket()).toBe(`parent ${'child '.repeat(3)}`)
    expect(run.promisesBroken()).toBe(0)
  })

  it('a crash before the parent is delivered begins with the parent again', () => {
    const run = firehoseRun().put('a', 'parent ').act(DOUBLED).wait(40_000).put('a', 'child ').wait(5_000)
    run.act({ type: 'CrashApplication', application: 'f' }).act({ type: 'RestartApplication', application: 'f' })
    expect(run.details().shards.map(({ state }) => state)).toEqual(['READING', 'WAITING', 'WAITING'])
    run.wait(65_000)
    expect(run.bucket()).toBe('parent child ')
    expect(run.promisesBroken()).toBe(0)
    run.act({ type: 'CrashApplication', application: 'f' }).act({ type: 'RestartApplication', application: 'f' }).wait(65_000)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['ENDED', 'READING', 'READING'])
    expect(run.bucket()).toBe('parent child ')
  })
})

describe('after 3 shards became 2', () => {
  it('the child of a merge waits for both parents, though one is a child itself that it has not met', () => {
    const settings = { transform: { bufferSizeInMBs: 1, invokeMs: 90_000, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 } }
    const run = firehoseRun({ shardCount: 3, settings }).unthrottled()
    const { keys, streams } = run.timeline.world
    const { startingHashKey, endingHashKey } = streams[0]!.shards[1]!
    const inMiddle = Array.from({ length: 100 }, (_, keyId) => keyId).filter((keyId) => hashKeyOfId(keys, keyId) >= startingHashKey && hashKeyOfId(keys, keyId) <= endingHashKey)
    const put = (text: string) => {
      for (const keyId of inMiddle) run.put(`user-${keyId}`, `${keyId}${text} `)
    }
    // The shard in the middle, which is split and merged with both others, is far behind them.
    run.storeBytes(inMiddle[0]!, 15 * MIB)
    put('a')
    run.act({ ...DOUBLED, input: { ...DOUBLED.input, TargetShardCount: 2 } }).wait(34_000)
    put('b')
    run.wait(5_000)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['ENDED', 'READING', 'ENDED', 'WAITING', 'WAITING', 'WAITING', 'WAITING'])
    run.wait(2_000_000)
    const words = run.bucket().match(/\d+[ab] /g)!
    expect(words).toHaveLength(2 * inMiddle.length)
    for (const keyId of inMiddle) expect(words.filter((word) => parseInt(word) === keyId)).toEqual([`${keyId}a `, `${keyId}b `])
    expect(run.promisesBroken()).toBe(0)
  })
})

describe('beside others that poll', () => {
  it('never asks a shard twice within a second, however often it is refused, and loses nothing', () => {
    const run = firehoseRun()
    // What another reads again and again, over the 2 MB/s of the shard.
    for (let second = 0; second < 6; second++) run.storeBytes(1, MIB).wait(1_100)
    const { world } = run.timeline
    const begun = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
    const ShardIterator = begun.ok ? (begun.value.ShardIterator ?? '') : ''
    const callsUs: number[] = []
    let calls = run.application.reads.getRecordsCalls
    for (let step = 0; step < 9_000; step++) {
      if (step % 150 === 0) run.put('a', `${step / 150} `)
      call(world, { operation: 'GetRecords', input: { ShardIterator } }, silentSink)
      run.wait(7)
      const { getRecordsCalls } = run.application.reads
      if (getRecordsCalls > calls) callsUs.push(world.nowUs)
      calls = getRecordsCalls
    }
    expect(run.application.reads.callsRefused).toBeGreaterThan(10)
    const pauses = callsUs.map((atUs, at) => atUs - callsUs[at - 1]!).slice(1)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(US_PER_SECOND - 10_000)
    run.wait(130_000)
    expect(run.bucket().slice(-WORDS.length)).toBe(WORDS)
    expect(run.application.totals.recordsDelivered).toBe(66)
  })
})
