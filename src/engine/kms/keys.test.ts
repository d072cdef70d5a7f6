import { describe, expect, it } from 'vitest'
import { DATA_KEY_LIFE_US, ENCRYPTION_UPDATE_US, KMS_REQUESTS_PER_DATA_KEY } from '../../kinesis/limits'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { CallerName } from '../door/callerName'
import { guardedRun, policy, PRODUCER } from '../door/testing/guardedRun'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { outcomeOf } from '../testing/caller'
import type { KeyState } from './settings'

const ALIAS = 'alias/orders'
const READER: CallerName = 'application/counts'
const SDK = { ...SDK_READER_DEFAULTS, name: 'counts', pollIntervalMs: 200 } as const
const LIFE_MS = DATA_KEY_LIFE_US / 1_000
const UPDATE_MS = ENCRYPTION_UPDATE_US / 1_000 + 1
const KINESIS_ONLY = policy({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' })
/** KMS's own default: the account's IAM policies decide. */
const LEFT_TO_IAM = JSON.stringify({ Statement: { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' } })

function keyedRun({ keyPolicy = null, ...of }: { keyPolicy?: string | null } & Parameters<typeof guardedRun>[0] = {}) {
  const run = guardedRun({ producer: SDK_DEFAULTS, ...of })
  const keyed = Object.assign(run, {
    key(keyState: KeyState | null, more: { keyPolicy?: string | null; pendingWindowInDays?: number; aliasName?: string } = {}) {
      const { aliasName = ALIAS, ...settings } = more
      run.act({ type: 'SetKmsKey', aliasName, key: keyState === null ? null : { keyState, keyPolicy, ...settings } })
      return keyed
    },
    encrypt(KeyId: string = ALIAS) {
      return outcomeOf(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId })
    },
    plain() {
      return outcomeOf(run.world, 'StopStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: ALIAS })
    },
    /** Of the last call refused to a caller. */
    lastOf: (caller: CallerName) => run.identity(caller).lastDenial?.exception ?? null,
  })
  return keyed
}

/** Facts §8.3. The sentences are KMS's own. */
describe('StartStreamEncryption', () => {
  it.each<[KeyState, RegExp]>([
    ['Enabled', /^ok$/],
    ['Disabled', /^KMSDisabledException: arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36} is disabled\.$/],
    ['PendingDeletion', /^KMSInvalidStateException: .* is pending deletion\.$/],
    ['PendingImport', /^KMSInvalidStateException: .* is pending import\.$/],
    ['Unavailable', /^KMSInvalidStateException: .* is unavailable\.$/],
  ])('with a key that is %s', (keyState, outcome) => {
    expect(keyedRun().key(keyState).encrypt()).toMatch(outcome)
  })

  it('takes id, ARN and alias of a key, and none that is not there', () => {
    const names = (run: ReturnType<typeof keyedRun>) => {
      const { keyId, arn } = run.view().keys.find(({ aliasName }) => aliasName === ALIAS)!
      return [keyId, arn, ALIAS, `arn:aws:kms:us-east-1:123456789012:${ALIAS}`]
    }
    for (const at of [0, 1, 2, 3]) {
      const run = keyedRun().key('Enabled')
      expect(run.encrypt(names(run)[at])).toBe('ok')
    }
    expect(keyedRun().encrypt('alias/aws/kinesis')).toBe('ok')
    expect(keyedRun().encrypt()).toBe('KMSNotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/orders is not found.')
    expect(keyedRun().encrypt('1234')).toBe("KMSNotFoundException: Key 'arn:aws:kms:us-east-1:123456789012:key/1234' does not exist")
    expect(keyedRun().encrypt('arn:aws:kms:us-east-1:210987654321:alias/aws/kinesis')).toMatch(/^KMSNotFoundException/)
  })

  it('refused leaves the stream as it is', () => {
    const run = keyedRun().key('Disabled')
    run.encrypt()
    run.wait(10_000)
    expect(run.world.streams[0]).toMatchObject({ streamStatus: 'ACTIVE', encryptionKeyId: null, encryptionStartsUs: [], encryptionPeriods: [] })
  })
})

describe('a key that is disabled', () => {
  it('is noticed when the data key of a caller has had its five minutes, by producers and consumers alike', () => {
    const run = keyedRun({ applications: [SDK] }).key('Enabled')
    expect(run.encrypt()).toBe('ok')
    run.wait(UPDATE_MS + 2_000)
    run.key('Disabled')
    const before = run.stored()
    run.wait(60_000)
    expect(run.stored()).toBeGreaterThan(before + 1_000)
    run.wait(LIFE_MS)
    const shut = run.stored()
    run.wait(60_000)
    expect(run.stored()).toBe(shut)
    expect([run.lastOf(PRODUCER), run.lastOf(READER)]).toEqual(['KMSDisabledException', 'KMSDisabledException'])
    expect(run.told('CallsDenied').map(({ exception }) => exception)).toContain('KMSDisabledException')
    // Enabled again it is at once what it was.
    run.key('Enabled').wait(3_000)
    expect(run.stored()).toBeGreaterThan(shut)
  })

  it('shuts no record that was stored plain, or with another key', () => {
    const run = keyedRun()
    run.wait(2_000)
    run.key('Enabled').encrypt()
    run.wait(UPDATE_MS + 2_000)
    run.plain()
    run.wait(UPDATE_MS + 2_000)
    run.key('Disabled').act({ type: 'AddApplication', settings: SDK })
    run.wait(20_000)
    const stored = run.stored()
    const plain = run.processed('counts')
    // Those of before, and then it stands before the first that it cannot read.
    expect(plain).toBeGreaterThan(20)
    expect(plain).toBeLessThan(stored / 2)
    expect(run.why('counts')).toEqual({ kind: 'keyRefused', keyName: ALIAS, exception: 'KMSDisabledException' })
    expect(run.view().keys.find(({ aliasName }) => aliasName === ALIAS)).toMatchObject({ streams: [], recordsIn: ['s'] })
    run.key('Enabled').wait(30_000)
    expect(run.processed('counts')).toBeGreaterThan(plain + 40)
    expect(run.told('CheckFailed')).toEqual([])
  })

  it('ends each subscription with the exception, until it is enabled', () => {
    const kcl = { ...KCL_DEFAULTS, name: 'counts', workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON', retrieval: 'fanOut' } as const
    const run = keyedRun().key('Enabled')
    run.encrypt()
    run.wait(UPDATE_MS + 10_000)
    run.key('Disabled').act({ type: 'AddApplication', settings: kcl })
    run.wait(120_000)
    // The records of the first seconds were stored plain.
    const plain = run.processed('counts')
    expect(plain).toBeGreaterThan(50)
    expect(run.identity(READER).lastDenial).toMatchObject({ operation: 'SubscribeToShard', exception: 'KMSDisabledException' })
    const { subscribeCalls } = run.world.applications[0]!.reads
    expect(subscribeCalls).toBeGreaterThan(5)
    expect(run.why('counts')).toMatchObject({ kind: 'keyRefused' })
    run.key('Enabled').wait(60_000)
    expect(run.processed('counts')).toBeGreaterThan(plain + 1_000)
    expect(run.told('CheckFailed')).toEqual([])
  })
})

describe('a key that is deleted', () => {
  it('waits so many days, unfit for use, and is gone then with what it has encrypted', () => {
    const run = keyedRun({ ratePerSecond: 1 }).key('Enabled')
    run.encrypt()
    run.wait(UPDATE_MS + 1_000)
    run.key('PendingDeletion', { pendingWindowInDays: 7 })
    const [, key] = run.view().keys
    expect(key!.deletionMs! - run.world.nowUs / 1_000).toBe(7 * 86_400_000)
    run.world.guards.kms.dataKeys.clear()
    run.wait(2_000)
    expect(run.lastOf(PRODUCER)).toBe('KMSInvalidStateException')
    const { deletionUs } = run.world.guards.kms.keys.get(ALIAS)!
    run.world.guards.kms.keys.get(ALIAS)!.deletionUs = run.world.nowUs + 1
    expect(deletionUs).not.toBeNull()
    run.wait(2_000)
    expect(run.lastOf(PRODUCER)).toBe('KMSNotFoundException')
    expect(run.view().keys.map(({ aliasName }) => aliasName)).toEqual(['alias/aws/kinesis'])
    // A key that takes the alias is another one.
    run.key('Enabled').wait(2_000)
    expect(run.view().keys[1]!.keyId).not.toBe(key!.keyId)
    expect(run.lastOf(PRODUCER)).toBe('KMSNotFoundException')
  })

  it.each([
    ['orders', 'keyAlias'],
    ['alias/aws/kinesis', 'keyOfAws'],
    ['alias/aws/other', 'keyOfAws'],
  ])('or any other of the name %j cannot be set', (aliasName, reason) => {
    const run = keyedRun().key('Disabled', { aliasName })
    expect(run.told('CommandRefused').at(-1)).toMatchObject({ command: 'SetKmsKey', reason: { key: reason } })
    expect(run.view().keys).toHaveLength(1)
  })

  it.each([0, 6, 31, 7.5])('cannot wait %j days', (pendingWindowInDays) => {
    const run = keyedRun().key('PendingDeletion', { pendingWindowInDays })
    expect(run.told('CommandRefused').at(-1)).toMatchObject({ reason: { key: 'keyWindow', values: { days: pendingWindowInDays, min: 7, max: 30 } } })
    expect(run.view().keys).toHaveLength(1)
  })
})

describe('rights on a key', () => {
  function encrypted(keyPolicy: string | null) {
    const run = keyedRun({ keyPolicy, applications: [SDK] }).key('Enabled')
    run.set('you', [policy({ Effect: 'Allow', Action: '*', Resource: '*' })])
    expect(run.encrypt()).toBe('ok')
    run.set(PRODUCER, [KINESIS_ONLY]).set(READER, [KINESIS_ONLY])
    run.wait(UPDATE_MS + 5_000)
    return run
  }

  it('are everybody’s who may use Kinesis, by the default policy', () => {
    const run = encrypted(null)
    expect([run.lastOf(PRODUCER), run.lastOf(READER)]).toEqual([null, null])
  })

  it('are IAM’s where the key’s policy leaves it to the account: GenerateDataKey to put, Decrypt to read', () => {
    const run = encrypted(LEFT_TO_IAM)
    expect(run.identity(PRODUCER).lastDenial).toMatchObject({
      exception: 'KMSAccessDeniedException',
      message: expect.stringMatching(/^User: arn:aws:sts::123456789012:assumed-role\/producer-1-role\/producer-1 is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:123456789012:key\/\S+ because no identity-based policy allows the kms:GenerateDataKey action$/) as string,
      decidedBy: { why: 'implicitDeny', source: 'identity' },
    })
    run.set(PRODUCER, [policy({ Effect: 'Allow', Action: ['kinesis:*', 'kms:GenerateDataKey'], Resource: '*' })]).wait(5_000)
    expect(run.identity(READER).lastDenial).toMatchObject({ exception: 'KMSAccessDeniedException', message: expect.stringMatching(/^User \S+ is not authorized to decrypt records in stream s$/) as string })
    const before = run.processed('counts')
    run.set(READER, [policy({ Effect: 'Allow', Action: ['kinesis:*', 'kms:Decrypt'], Resource: '*' })]).wait(5_000)
    expect(run.processed('counts')).toBeGreaterThan(before + 50)
  })

  it('are refused by a deny on either side', () => {
    const run = encrypted(null)
    run.world.guards.kms.dataKeys.clear()
    run.set(PRODUCER, [policy({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' }, { Effect: 'Deny', Action: 'kms:*', Resource: '*' })]).wait(2_000)
    expect(run.identity(PRODUCER).lastDenial?.decidedBy).toMatchObject({ why: 'explicitDeny', source: 'identity', statementIndex: 1 })
  })

  it('end at the account: with the AWS managed key a stream cannot be shared', () => {
    const run = keyedRun()
    expect(run.encrypt('alias/aws/kinesis')).toBe('ok')
    run.wait(UPDATE_MS)
    run.act({ type: 'SetIdentity', caller: PRODUCER, identity: { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], path: 'public', accountId: '210987654321' } })
    const arn = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
    outcomeOf(run.world, 'PutResourcePolicy', { ResourceARN: arn, Policy: JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: ['kinesis:PutRecords', 'kinesis:PutRecord'], Resource: arn } }) })
    run.world.guards.kms.dataKeys.clear()
    run.wait(2_000)
    expect(run.lastOf(PRODUCER)).toBe('KMSAccessDeniedException')
  })
})

describe('faults and requests of KMS', () => {
  it.each(['KMSThrottlingException', 'KMSOptInRequired'] as const)('%s is what everybody hears whose data key is over', (fault) => {
    const run = keyedRun().key('Enabled')
    run.encrypt()
    run.wait(UPDATE_MS + 1_000)
    run.act({ type: 'SetKmsFault', fault }).wait(LIFE_MS)
    expect(run.lastOf(PRODUCER)).toBe(fault)
    run.act({ type: 'SetKmsFault', fault: null })
    const before = run.stored()
    run.wait(3_000)
    expect(run.stored()).toBeGreaterThan(before)
    expect(run.told('KmsFaultChanged').map((event) => event.fault)).toEqual([fault, null])
  })

  it('are about twelve in five minutes for a stream and a caller', () => {
    const run = keyedRun().key('Enabled')
    run.encrypt()
    run.wait(UPDATE_MS + 1_000)
    const before = run.view().kmsRequests
    run.wait(4 * LIFE_MS)
    expect(run.view().kmsRequests - before).toBe(4 * KMS_REQUESTS_PER_DATA_KEY)
  })
})

describe('a key whose deletion is due', () => {
  const DAY_MS = 86_400_000
  const KEYS_MAX = 32

  it('counts no more toward those that an account has, and its alias is free', () => {
    const run = keyedRun()
    for (let number = 1; number < KEYS_MAX; number++) run.key('Enabled', { aliasName: `alias/${number}` })
    run.key('Enabled', { aliasName: 'alias/more' })
    expect(run.told('CommandRefused').at(-1)).toMatchObject({ reason: { key: 'keysMax' } })
    run.key('PendingDeletion', { aliasName: 'alias/1', pendingWindowInDays: 7 })
    const { keyId } = run.view().keys.find(({ aliasName }) => aliasName === 'alias/1')!
    run.world.guards.kms.keys.get('alias/1')!.deletionUs = run.world.nowUs + 1_000_000
    run.wait(2_000)
    run.key('Enabled', { aliasName: 'alias/more' })
    expect(run.told('CommandRefused')).toHaveLength(1)
    run.key(null, { aliasName: 'alias/more' }).key('Enabled', { aliasName: 'alias/1' })
    expect(run.view().keys.find(({ aliasName }) => aliasName === 'alias/1')!.keyId).not.toBe(keyId)
    expect(run.view().goneKeys.map(({ aliasName }) => aliasName)).toEqual(['alias/more', 'alias/1'])
    expect(run.view().goneKeys[1]).toMatchObject({ keyId, goneMs: 1_000 })
  })

  it.each([
    ['while nobody has changed a key since', false],
    ['once they are swept', true],
  ])('stands among those that are gone by when it went, the newest first, %s', (_, isSwept) => {
    const run = keyedRun()
    for (const [aliasName, seconds] of [['alias/a', 3], ['alias/b', 1], ['alias/c', 2]] as const) {
      run.key('PendingDeletion', { aliasName })
      run.world.guards.kms.keys.get(aliasName)!.deletionUs = seconds * 1_000_000
    }
    run.wait(5_000)
    if (isSwept) run.key('Enabled')
    expect(run.world.guards.kms.gone).toHaveLength(isSwept ? 3 : 0)
    expect(run.view().goneKeys.map(({ aliasName, goneMs }) => [aliasName, goneMs])).toEqual([['alias/a', 3_000], ['alias/c', 2_000], ['alias/b', 1_000]])
  })

  it('keeps its date while something else of it is changed', () => {
    const run = keyedRun().key('Enabled').key('PendingDeletion', { pendingWindowInDays: 7 })
    run.wait(5_000)
    run.key('PendingDeletion', { keyPolicy: LEFT_TO_IAM })
    expect(run.view().keys.at(-1)).toMatchObject({ keyState: 'PendingDeletion', deletionMs: 7 * DAY_MS, keyPolicy: LEFT_TO_IAM })
  })
})
