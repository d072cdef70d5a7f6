import { describe, expect, it } from 'vitest'
import type { Cause } from '../../engine/cause'
import en from '../../strings/en/why.json'
import ko from '../../strings/ko/why.json'
import { createFormats } from '../../strings/formats'
import { helpKeyOf, sentenceOf } from './causeSentences'

const shardId = 'shardId-000000000003'
const EVERY: readonly Cause[] = [
  { kind: 'caughtUp' },
  { kind: 'behind', shardId, backlogRecords: 12, ageMs: 3_400 },
  { kind: 'applicationCrashed' },
  { kind: 'parentUnfinished', shardId, parentShardId: 'shardId-000000000001', backlogRecords: 7 },
  { kind: 'notLeased', shardId },
  { kind: 'unowned', shardId },
  { kind: 'ownerSilent', shardId, workerId: 'w-2', failoverMs: 10_000 },
  { kind: 'parentPoll', shardId, looksAtMs: 61_000 },
  { kind: 'readRefused', refusalsPerSecond: 3, readers: 6 },
  { kind: 'tooMuchWork', arrivingPerSecond: 400.4, perSecondMax: 250, workUs: 4_000 },
  { kind: 'functionTooSlow', arrivingPerSecond: 400.4, perSecondMax: 250, invocationsAtOnce: 2, batchRecords: 100, invocationMs: 800 },
  { kind: 'subtaskTooSlow', subtask: 'subtask-1', shards: 2, arrivingPerSecond: 900.5, perSecondMax: 500, workUs: 2_000 },
  { kind: 'catchingUp', secondsLeft: null },
  { kind: 'catchingUp', secondsLeft: 12 },
  { kind: 'functionFails', shardId, attempt: 5, batchRecords: 100 },
  { kind: 'functionThrottled', shardId, inUse: 2, limit: 2 },
  { kind: 'buffering', untilMs: null, bufferedBytes: 1_500 },
  { kind: 'buffering', untilMs: 90_000, bufferedBytes: 1_500 },
  { kind: 'destinationFails', attempt: 2 },
  { kind: 'jobRestarts', failures: 3, failure: 'outputStream' },
  { kind: 'jobRestarts', failures: 3, failure: 'stream' },
  { kind: 'jobRestarts', failures: 3, failure: 'denied' },
  { kind: 'accessDenied', action: 'kinesis:GetRecords', policyName: null },
  { kind: 'accessDenied', action: 'kinesis:GetRecords', policyName: 'DenyReads' },
  { kind: 'keyRefused', keyName: 'alias/orders', exception: 'KMSDisabledException' },
  { kind: 'faultInjected', experimentId: 'EXP000000000000001', action: 'aws:fis:inject-api-internal-error', percent: 100 },
  { kind: 'notEncrypted' },
  { kind: 'sinkFull' },
  { kind: 'noWorkers' },
  { kind: 'notStarted' },
  { kind: 'ownerPaused', shardId, workerId: 'w-1' },
  { kind: 'shardDiscovery', shardId, looksAtMs: 1_000 },
]

describe.each([
  ['en', en],
  ['ko', ko],
] as const)('causes in %s', (language, texts) => {
  it('have every value that their sentence speaks of', () => {
    const formats = createFormats(language)
    for (const cause of EVERY) {
      const { key, values } = sentenceOf(cause, formats)
      const wanted = [...texts.cause[key].matchAll(/{{\s*(\w+)/g)].map(([, name]) => name!)
      expect(Object.keys(values)).toEqual(expect.arrayContaining(wanted))
      for (const name of wanted) expect(String(values[name]), `${key} ${name}`).not.toMatch(/NaN|undefined|^$/)
    }
  })

  it('use every sentence there is', () => {
    expect(new Set(EVERY.map((cause) => sentenceOf(cause, createFormats(language)).key))).toEqual(new Set(Object.keys(texts.cause)))
  })

  it('have help against all but what needs none', () => {
    const without = EVERY.filter((cause) => helpKeyOf(cause) === null).map(({ kind }) => kind)
    expect(new Set(without)).toEqual(new Set(['caughtUp', 'behind', 'catchingUp']))
    for (const key of EVERY.flatMap((cause) => helpKeyOf(cause) ?? [])) expect(texts.help[key].length).toBeGreaterThan(3)
  })
})
