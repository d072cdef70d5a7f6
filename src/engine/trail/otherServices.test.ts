import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import { FULL_ACCESS } from '../iam/settings'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import type { World } from '../state'
import { trailRecordOf, type TrailRecord } from './trailRecord'
import { trailViewOf } from './trailViewOf'

const ALIAS = 'alias/orders'
const DENY = { policyName: 'DenyWrites', document: '{"Statement":{"Effect":"Deny","Action":"kinesis:Put*","Resource":"*"}}' }

function worldAfter(...commands: Command[]): World {
  const world = quietWorld({ shardCount: 1 })
  for (const command of commands) submit(world, NOWHERE, command, { event: (event) => expect(event.kind).not.toBe('CommandRefused') })
  return world
}

function records(world: World): TrailRecord[] {
  return world.guards.trail.management.entries.map((entry) => trailRecordOf(world, entry))
}

function called(world: World): [string, object | null][] {
  return records(world).map(({ eventName, requestParameters }) => [eventName, requestParameters])
}

function identity(policies: (typeof DENY)[], more: object = {}): Command {
  return { type: 'SetIdentity', caller: 'producer/producer-1', identity: { policies, path: 'public', ...more } }
}

function key(keyState: 'Enabled' | 'Disabled' | 'PendingDeletion' | 'Unavailable', keyPolicy: string | null = null): Command {
  return { type: 'SetKmsKey', aliasName: ALIAS, key: { keyState, keyPolicy, ...(keyState === 'PendingDeletion' ? { pendingWindowInDays: 7 } : {}) } }
}

describe('a change of policies is a call of IAM', () => {
  const roleName = 'producer-1-role'

  it('with all that its record has', () => {
    const [record] = records(worldAfter(identity([FULL_ACCESS, DENY])))
    expect(record).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'PutRolePolicy',
      awsRegion: 'us-east-1',
      userIdentity: { type: 'IAMUser', userName: 'you' },
      requestParameters: { roleName, policyName: 'DenyWrites', policyDocument: DENY.document },
      responseElements: null,
      readOnly: false,
      managementEvent: true,
      eventCategory: 'Management',
      tlsDetails: { clientProvidedHostHeader: 'iam.amazonaws.com' },
    })
    expect(record).not.toHaveProperty('resources')
  })

  it('for each policy that is put, changed or taken away, and AWS’s own is attached and detached', () => {
    const changed = { ...DENY, document: DENY.document.replace('Put*', 'Get*') }
    const policyArn = 'arn:aws:iam::aws:policy/AmazonKinesisFullAccess'
    const world = worldAfter(identity([DENY]), identity([changed]), identity([changed]), identity([{ ...FULL_ACCESS, document: DENY.document }]), { type: 'SetIdentity', caller: 'producer/producer-1', identity: null })
    expect(called(world)).toEqual([
      ['PutRolePolicy', { roleName, policyName: 'DenyWrites', policyDocument: DENY.document }],
      ['DetachRolePolicy', { roleName, policyArn }],
      ['PutRolePolicy', { roleName, policyName: 'DenyWrites', policyDocument: changed.document }],
      ['PutRolePolicy', { roleName, policyName: FULL_ACCESS.policyName, policyDocument: DENY.document }],
      ['DeleteRolePolicy', { roleName, policyName: 'DenyWrites' }],
      ['AttachRolePolicy', { roleName, policyArn }],
      ['DeleteRolePolicy', { roleName, policyName: FULL_ACCESS.policyName }],
    ])
  })

  it('of a user with the user’s name; of another way none', () => {
    const world = worldAfter(identity([FULL_ACCESS], { path: 'http' }), { type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public' } })
    expect(called(world)).toEqual([['DetachUserPolicy', { userName: 'you', policyArn: 'arn:aws:iam::aws:policy/AmazonKinesisFullAccess' }]])
  })
})

describe('the trail is that of our account', () => {
  const [there, roleName, policyArn] = [{ accountId: '210987654321' }, 'producer-1-role', 'arn:aws:iam::aws:policy/AmazonKinesisFullAccess']
  const [put, gone] = [['PutRolePolicy', { roleName, policyName: 'DenyWrites', policyDocument: DENY.document }], ['DeleteRolePolicy', { roleName, policyName: 'DenyWrites' }]] as const
  const [attached, detached] = [['AttachRolePolicy', { roleName, policyArn }], ['DetachRolePolicy', { roleName, policyArn }]] as const
  const back: Command = { type: 'SetIdentity', caller: 'producer/producer-1', identity: null }

  it.each([
    ['who leaves it loses here what it had here', [identity([DENY]), identity([DENY], there)], [put, detached, gone]],
    ['what changes in another account is not recorded', [identity([DENY], there), identity([FULL_ACCESS], there), identity([], { accountId: '310987654321' })], [detached]],
    ['who comes back gets here what it has now, and loses nothing that was never here', [identity([DENY], there), back], [detached, attached]],
    ['who comes back with the same policies gets them anew', [identity([DENY], there), identity([DENY])], [detached, put]],
  ])('%s', (_, commands, expected) => {
    const world = worldAfter(...commands)
    expect(called(world)).toEqual(expected)
    for (const { resource } of trailViewOf(world, {}, 0).rows) expect(resource).toBe('role/producer-1-role')
  })

  it('and names who it is about by its ARN there', () => {
    const { entries } = worldAfter(identity([DENY], there)).guards.trail.management
    expect(entries.map(({ resource }) => resource)).toEqual(['arn:aws:iam::123456789012:role/producer-1-role'])
  })
})

describe('a change of a key is a call of KMS', () => {
  it('with the key’s ARN in answer and resources', () => {
    const world = worldAfter(key('Enabled'), key('Disabled'))
    const { keyId } = world.guards.kms.keys.get(ALIAS)!
    const ARN = `arn:aws:kms:us-east-1:123456789012:key/${keyId}`
    expect(records(world)).toMatchObject([
      { eventSource: 'kms.amazonaws.com', eventName: 'DisableKey', requestParameters: { keyId }, responseElements: { keyId: ARN }, resources: [{ accountId: '123456789012', type: 'AWS::KMS::Key', ARN }], readOnly: false },
    ])
    expect(trailViewOf(world, {}, 0).rows[0]).toMatchObject({ operation: 'DisableKey', resource: `key/${keyId}`, category: 'Management', isReadOnly: false })
  })

  it('each step of its states that a call makes, and each policy', () => {
    const policy = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}}'
    const world = worldAfter(key('Enabled'), key('PendingDeletion'), key('Disabled'), key('Enabled'), key('Unavailable'), key('Enabled'), key('Enabled', policy), key('Enabled', policy))
    expect(records(world).map(({ eventName }) => eventName)).toEqual(['ScheduleKeyDeletion', 'CancelKeyDeletion', 'EnableKey', 'PutKeyPolicy'])
    const { keyId } = world.guards.kms.keys.get(ALIAS)!
    expect(records(world)[0]).toMatchObject({
      requestParameters: { keyId, pendingWindowInDays: 7 },
      responseElements: { keyState: 'PendingDeletion', deletionDate: 'Jan 12, 2026, 9:00:00 AM' },
    })
    expect(records(world)[3]?.requestParameters).toMatchObject({ keyId, policyName: 'default', policy })
  })
})

it('an experiment that is begun or stopped is a call of FIS', () => {
  const world = worldAfter({ type: 'StartExperiment', action: 'aws:kinesis:stream-expired-iterator-exception', parameters: { duration: 'PT1M', percentage: '50' }, target: { streamName: 's', shardIds: null } }, { type: 'StopExperiment', experimentId: 'EXP000000000000001' })
  expect(records(world)).toMatchObject([
    { eventSource: 'fis.amazonaws.com', eventName: 'StartExperiment', requestParameters: { experimentTemplateId: 'EXT000000000000001' }, responseElements: { experiment: { id: 'EXP000000000000001', state: { status: 'initiating' }, actions: { shardscope: { actionId: 'aws:kinesis:stream-expired-iterator-exception' } } } } },
    { eventName: 'StopExperiment', requestParameters: { id: 'EXP000000000000001' }, responseElements: { experiment: { state: { status: 'stopping' } } } },
  ])
})

it('changes are found without what only reads, by their name, and by any word in them', () => {
  const world = worldAfter(key('Enabled'), key('Disabled'), identity([FULL_ACCESS, DENY]))
  expect(trailViewOf(world, { changesOnly: true }, 0).rows.map(({ operation }) => operation)).toEqual(['PutRolePolicy', 'DisableKey'])
  expect(trailViewOf(world, { operation: 'DisableKey' }, 0).matching).toBe(1)
  expect(trailViewOf(world, { text: 'denywrites' }, 0).rows.map(({ operation }) => operation)).toEqual(['PutRolePolicy'])
  expect(trailViewOf(world, { errorsOnly: true }, 0).matching).toBe(0)
})
