import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_SECOND } from '../base/units'
import { ENCRYPTION_STARTS_MAX, ENCRYPTION_STOPS_MAX, ENCRYPTION_UPDATE_US } from '../kinesis/limits'
import { isEncryptedAt, noteEncryption } from './encryption'
import { submitToKms } from './kms/submitToKms'
import { silentSink } from './sink'
import type { World } from './state'
import { get, outcomeOf, streamIn, wait } from './testing/caller'
import { quietWorld } from './testing/quietWorld'

const KEY = { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } as const
const DAY_US = 24 * US_PER_HOUR

function start(world: World, KeyId: string = KEY.KeyId): string {
  const outcome = outcomeOf(world, 'StartStreamEncryption', { ...KEY, KeyId })
  wait(world, ENCRYPTION_UPDATE_US)
  return outcome
}

function stop(world: World, KeyId: string = KEY.KeyId): string {
  const outcome = outcomeOf(world, 'StopStreamEncryption', { ...KEY, KeyId })
  wait(world, ENCRYPTION_UPDATE_US)
  return outcome
}

function described(world: World): string {
  const { EncryptionType, KeyId } = get(world, 'DescribeStreamSummary', { StreamName: 's' }).StreamDescriptionSummary
  return `${EncryptionType} ${KeyId ?? '-'}`
}

/** By instant, whether a record that arrives then is encrypted. */
function isEncryptedNow(world: World): boolean {
  return isEncryptedAt(streamIn(world), world.nowUs)
}

describe('records keep how they arrived', () => {
  it('plain, encrypted with one key and another, plain', () => {
    const world = quietWorld({ shardCount: 1 })
    const stream = streamIn(world)
    const seen: [number, boolean][] = []
    const note = (): void => {
      seen.push([world.nowUs, isEncryptedNow(world)])
      wait(world, US_PER_SECOND)
    }
    note()
    start(world)
    wait(world, 1)
    note()
    expect(described(world)).toBe('KMS alias/aws/kinesis')
    submitToKms(world, { type: 'SetKmsKey', aliasName: 'alias/other', key: { keyState: 'Enabled', keyPolicy: null } }, silentSink)
    start(world, 'alias/other')
    note()
    expect(described(world)).toBe('KMS alias/other')
    stop(world, 'yet-another-name-of-it')
    wait(world, 1)
    note()
    expect(described(world)).toBe('NONE -')
    expect(seen.map(([, encrypted]) => encrypted)).toEqual([false, true, true, false])
    for (const [atUs, encrypted] of seen) expect(isEncryptedAt(stream, atUs), String(atUs)).toBe(encrypted)
  })

  it('only from ACTIVE on: while UPDATING the old state holds', () => {
    const world = quietWorld({ shardCount: 1 })
    expect(outcomeOf(world, 'StartStreamEncryption', KEY)).toBe('ok')
    wait(world, ENCRYPTION_UPDATE_US - 1)
    expect(isEncryptedNow(world)).toBe(false)
    expect(described(world)).toBe('NONE -')
    wait(world, 2)
    expect(isEncryptedNow(world)).toBe(true)
    expect(outcomeOf(world, 'StopStreamEncryption', KEY)).toBe('ok')
    wait(world, ENCRYPTION_UPDATE_US - 1)
    expect(isEncryptedNow(world)).toBe(true)
    wait(world, 2)
    expect(isEncryptedNow(world)).toBe(false)
  })

  it('the answer to a put and a later look agree in every microsecond of the change', () => {
    const world = quietWorld({ shardCount: 1 })
    const seen: [number, boolean][] = []
    for (const operation of ['StartStreamEncryption', 'StopStreamEncryption'] as const) {
      get(world, operation, KEY)
      wait(world, ENCRYPTION_UPDATE_US - 2)
      for (let step = 0; step < 4; step++) {
        seen.push([world.nowUs, isEncryptedNow(world)])
        wait(world, 1)
      }
    }
    for (const [atUs, encrypted] of seen) expect(isEncryptedAt(streamIn(world), atUs), String(atUs)).toBe(encrypted)
    expect(new Set(seen.map(([, encrypted]) => encrypted)).size).toBe(2)
  })

  it('what was answered in the very microsecond before the change stays true', () => {
    const world = quietWorld({ shardCount: 1 })
    const stream = streamIn(world)
    for (const isOn of [true, false]) {
      wait(world, US_PER_SECOND)
      noteEncryption(world, stream, isOn ? 'k' : null)
      expect([world.nowUs, world.nowUs + 1].map((atUs) => isEncryptedAt(stream, atUs))).toEqual([!isOn, isOn])
    }
  })

  it('what is past retention is no longer remembered, what is within it is', () => {
    const world = quietWorld({ shardCount: 1 })
    const stream = streamIn(world)
    start(world)
    stop(world)
    wait(world, DAY_US + US_PER_SECOND)
    start(world)
    expect(stream.encryptionPeriods).toHaveLength(1)
    stop(world)
    const plainUs = world.nowUs + 1
    wait(world, US_PER_HOUR)
    start(world)
    expect(stream.encryptionPeriods).toHaveLength(3)
    expect([plainUs - US_PER_SECOND, plainUs, world.nowUs + 1].map((atUs) => isEncryptedAt(stream, atUs))).toEqual([true, false, true])
  })
})

describe('limits and refusals', () => {
  it('each operation succeeds 25 times in a rolling 24 hours', () => {
    const world = quietWorld({ shardCount: 1 })
    for (let count = 0; count < ENCRYPTION_STARTS_MAX; count++) expect(start(world), String(count)).toBe('ok')
    const firstUs = streamIn(world).encryptionStartsUs[0] ?? NaN
    expect(start(world)).toMatch(/^LimitExceededException: StartStreamEncryption has been called 25 times/)
    for (let count = 0; count < ENCRYPTION_STOPS_MAX; count++) expect(stop(world), String(count)).toBe('ok')
    expect(stop(world)).toMatch(/^LimitExceededException: StopStreamEncryption has been called 25 times/)
    wait(world, firstUs + DAY_US - 1 - world.nowUs)
    expect(outcomeOf(world, 'StartStreamEncryption', KEY)).toMatch(/^LimitExceeded/)
    wait(world, 1)
    expect(start(world)).toBe('ok')
    expect(start(world)).toBe('ok')
    expect(streamIn(world).encryptionStartsUs).toHaveLength(ENCRYPTION_STARTS_MAX)
  })

  it('what is refused does not count', () => {
    const world = quietWorld({ shardCount: 1 })
    for (let count = 0; count < 2 * ENCRYPTION_STARTS_MAX; count++) outcomeOf(world, 'StartStreamEncryption', KEY)
    expect(streamIn(world).encryptionStartsUs).toHaveLength(1)
  })

  it('KMS is the only type', () => {
    const world = quietWorld({ shardCount: 1 })
    for (const operation of ['StartStreamEncryption', 'StopStreamEncryption'] as const) {
      expect(outcomeOf(world, operation, { ...KEY, EncryptionType: 'NONE' })).toBe('InvalidArgumentException: EncryptionType must be KMS. Specified value was NONE')
    }
  })
})
