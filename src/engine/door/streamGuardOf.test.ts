import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../testing/caller'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { guardedRun } from './testing/guardedRun'

const ALIAS = 'alias/orders'

/** 20 records/s; a change of encryption takes effect some seconds after its call. */
describe('what a stream holds encrypted', () => {
  it('is nothing before a key, then only what came after, and what was encrypted stays so', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).act({ type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } })
    const guarded = () => run.view().streams[0]!
    run.wait(10_000)
    expect(guarded()).toMatchObject({ streamName: 's', keyName: null, keyAlias: null, recordsEncrypted: 0, consumers: [] })
    const plain = guarded().recordsHeld
    expect(plain).toBe(run.stored())
    expect(outcomeOf(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: ALIAS })).toBe('ok')
    expect(guarded().streamStatus).toBe('UPDATING')
    run.wait(60_000)
    const mixed = guarded()
    expect(mixed).toMatchObject({ keyName: ALIAS, keyAlias: ALIAS, streamStatus: 'ACTIVE' })
    expect(mixed.recordsEncrypted).toBeGreaterThan(0)
    expect(mixed.recordsHeld - mixed.recordsEncrypted).toBeGreaterThanOrEqual(plain)
    expect(outcomeOf(run.world, 'StopStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: ALIAS })).toBe('ok')
    run.wait(60_000)
    const stopped = guarded()
    expect(stopped.keyName).toBeNull()
    expect(stopped.recordsEncrypted).toBeGreaterThanOrEqual(mixed.recordsEncrypted)
    run.wait(30_000)
    expect(guarded().recordsEncrypted).toBe(stopped.recordsEncrypted)
    expect(guarded().recordsHeld).toBeGreaterThan(stopped.recordsHeld)
  })

  it('names a key that is gone by nothing', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).act({ type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } })
    outcomeOf(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: ALIAS })
    run.wait(60_000).act({ type: 'SetKmsKey', aliasName: ALIAS, key: null })
    expect(run.view().streams[0]).toMatchObject({ keyName: ALIAS, keyAlias: null })
    // Nor by one that takes its alias later, with which nothing is encrypted.
    run.act({ type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } })
    const { streams, keys, goneKeys } = run.view()
    const again = keys.find(({ aliasName }) => aliasName === ALIAS)!
    expect(streams[0]).toMatchObject({ keyName: ALIAS, keyAlias: null })
    expect(again).toMatchObject({ streams: [], recordsIn: [] })
    expect(goneKeys).toMatchObject([{ aliasName: ALIAS, keyId: streams[0]!.keyId, goneMs: 60_000, streams: ['s'] }])
    expect(again.keyId).not.toBe(streams[0]!.keyId)
  })

  it('tells until when a data key of a key that is gone is used', () => {
    const run = guardedRun({ producer: SDK_DEFAULTS }).act({ type: 'SetKmsKey', aliasName: ALIAS, key: { keyState: 'Enabled', keyPolicy: null } })
    outcomeOf(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: ALIAS })
    run.wait(60_000).act({ type: 'SetKmsKey', aliasName: ALIAS, key: null })
    const untilMs = run.view().goneKeys[0]!.dataKeysUntilMs!
    expect(run.view().streams[0]!.dataKeysUntilMs).toBe(untilMs)
    expect(untilMs).toBeGreaterThan(300_000)
    run.wait(untilMs - 61_000)
    const before = run.stored()
    run.wait(2_000)
    expect(run.view().goneKeys[0]!.dataKeysUntilMs).toBeNull()
    expect(run.identity('producer/producer-1').lastDenial?.exception).toBe('KMSNotFoundException')
    expect(run.stored() - before).toBeLessThan(40)
  })
})
