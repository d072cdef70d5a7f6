import { describe, expect, it } from 'vitest'
import { ENCRYPTION_UPDATE_US } from '../../kinesis/limits'
import { DENY_ALL, guardedRun, policy, STREAM_ARN } from '../door/testing/guardedRun'
import { saveWorld } from '../snapshot'
import { get, wait } from '../testing/caller'
import type { AccessQuestion } from './accessAnswer'
import { FULL_ACCESS, type IdentitySettings } from './settings'
import { simulate } from './simulate'

const QUESTION: AccessQuestion = { caller: 'producer/producer-1', operation: 'PutRecords', streamName: 's' }
const READS = policy({ Sid: 'Reads', Effect: 'Allow', Action: 'kinesis:Get*', Resource: '*' }, { Sid: 'Others', Effect: 'Allow', Action: 'kinesis:*', Resource: `${STREAM_ARN}2` }, { Sid: 'Nobody', Effect: 'Deny', Action: 'kinesis:Put*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })

describe('what would happen', () => {
  it('is told with every statement that was considered, and what it is not about', () => {
    const { world } = guardedRun()
    expect(simulate(world, QUESTION)).toMatchObject({ isAllowed: true, decidedBy: { why: 'allow', policyName: 'AmazonKinesisFullAccess', statementIndex: 0 }, exception: null, message: null, problems: [] })
    const answer = simulate(world, { ...QUESTION, identity: { policies: [READS], path: 'public' } })
    expect(answer).toMatchObject({
      isAllowed: false,
      exception: 'AccessDeniedException',
      decidedBy: { why: 'implicitDeny', source: 'identity', policyName: null, quote: null },
      request: { arn: 'arn:aws:sts::123456789012:assumed-role/producer-1-role/producer-1', action: 'kinesis:PutRecords', resource: STREAM_ARN },
    })
    expect(answer.message).toMatch(/because no identity-based policy allows the kinesis:PutRecords action$/)
    expect(answer.considered.map(({ sid, effect, mismatch }) => [sid, effect, mismatch])).toEqual([
      ['Reads', 'Allow', 'action'],
      ['Others', 'Allow', 'resource'],
      ['Nobody', 'Deny', 'condition'],
    ])
    expect(JSON.parse(answer.considered[0]!.quote)).toEqual({ Sid: 'Reads', Effect: 'Allow', Action: 'kinesis:Get*', Resource: '*' })
  })

  it('moves nothing and counts nothing', () => {
    const { world } = guardedRun()
    get(world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' })
    wait(world, ENCRYPTION_UPDATE_US + 1)
    const before = Buffer.from(saveWorld(world))
    simulate(world, { ...QUESTION, identity: { policies: [DENY_ALL], path: 'vpcEndpoint' }, endpointPolicy: '{}', resourcePolicy: null })
    simulate(world, QUESTION)
    expect(Buffer.from(saveWorld(world)).equals(before)).toBe(true)
  })

  it('counts in the documents of the question instead of those in force', () => {
    const run = guardedRun().set('producer/producer-1', [DENY_ALL])
    expect(simulate(run.world, QUESTION)).toMatchObject({ isAllowed: false, decidedBy: { why: 'explicitDeny', sid: 'Nothing' } })
    const open: IdentitySettings = { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], path: 'public' }
    expect(simulate(run.world, { ...QUESTION, identity: open }).isAllowed).toBe(true)
    const shut = JSON.stringify({ Statement: { Sid: 'Not them', Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:role/producer-1-role' }, Action: 'kinesis:PutRecords', Resource: STREAM_ARN } })
    expect(simulate(run.world, { ...QUESTION, identity: open, resourcePolicy: shut })).toMatchObject({ isAllowed: false, decidedBy: { source: 'resource', sid: 'Not them' } })
    const strangers = { ...open, accountId: '210987654321' }
    expect(simulate(run.world, { ...QUESTION, identity: strangers }).decidedBy).toMatchObject({ why: 'implicitDeny', source: 'resource' })
  })

  const BAD = { policyName: 'Bad', document: '{' }

  it.each<[string, Partial<AccessQuestion>, string]>([
    ['of the identity alone', { identity: { policies: [BAD], path: 'public' } }, 'policyJson'],
    ['beside one that would allow it', { identity: { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }), BAD], path: 'public' } }, 'policyJson'],
    ['under a name that another has', { identity: { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }), policy({ Effect: 'Allow', Action: '*', Resource: '*' })], path: 'public' } }, 'policyNameTwice'],
    ['for an account that is none', { identity: { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], path: 'public', accountId: '7' } }, 'accountDigits'],
  ])('a document %s is told, and the identity in force decides whole', (_what, question, key) => {
    const run = guardedRun().set('producer/producer-1', [DENY_ALL])
    expect(simulate(run.world, { ...QUESTION, ...question })).toMatchObject({
      isAllowed: false,
      decidedBy: { why: 'explicitDeny', sid: 'Nothing' },
      problems: [{ key }],
      documents: [{ source: 'identity', policyName: 'Own', isInForce: true }],
      request: { arn: 'arn:aws:sts::123456789012:assumed-role/producer-1-role/producer-1' },
    })
  })

  it('a document of the resource, or of the endpoint, that does not read leaves the one in force', () => {
    const run = guardedRun().set('producer/producer-1', [policy({ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' })], 'vpcEndpoint')
    run.act({ type: 'SetVpcEndpoint', endpoint: { policy: JSON.stringify({ Statement: { Sid: 'Reads', Effect: 'Allow', Principal: '*', Action: 'kinesis:Get*', Resource: '*' } }) } })
    expect(simulate(run.world, { ...QUESTION, endpointPolicy: '{' })).toMatchObject({ isAllowed: false, decidedBy: { source: 'endpoint' }, problems: [{ key: 'policyJson' }], documents: [{ source: 'endpoint', isInForce: true }, { isInForce: true }] })
    const Statement = { Sid: 'Shut', Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:role/producer-1-role' }, Action: 'kinesis:GetRecords', Resource: STREAM_ARN }
    get(run.world, 'PutResourcePolicy', { ResourceARN: STREAM_ARN, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })
    const reads = { ...QUESTION, operation: 'GetRecords' } as const
    expect(simulate(run.world, { ...reads, resourcePolicy: '[]' })).toMatchObject({ isAllowed: false, decidedBy: { source: 'resource', policyName: 'stream/s', sid: 'Shut' }, problems: [{ key: 'policyShape' }] })
    expect(simulate(run.world, { ...reads, resourcePolicy: null })).toMatchObject({ isAllowed: true, problems: [] })
    // Of a policy for this stream, not for another one.
    const other = JSON.stringify({ Version: '2012-10-17', Statement: { ...Statement, Resource: `${STREAM_ARN}2` } })
    expect(simulate(run.world, { ...reads, resourcePolicy: other })).toMatchObject({ isAllowed: false, decidedBy: { sid: 'Shut' }, problems: [{}] })
  })

  it('names each document that it asked, and whether it is in force', () => {
    const run = guardedRun()
    expect(simulate(run.world, QUESTION).documents).toEqual([{ source: 'identity', policyName: 'AmazonKinesisFullAccess', isInForce: true }])
    expect(simulate(run.world, { ...QUESTION, identity: { policies: [FULL_ACCESS, READS], path: 'public' } }).documents.map(({ isInForce }) => isInForce)).toEqual([true, false])
    run.set('producer/producer-1', [READS])
    const changed = { ...READS, document: `${READS.document} ` }
    expect(simulate(run.world, { ...QUESTION, identity: { policies: [changed], path: 'public' } }).documents).toEqual([{ source: 'identity', policyName: 'Own', isInForce: false }])
  })

  it('takes the endpoint that is asked for only where there is one, or where the question brings its policy', () => {
    const { world } = guardedRun()
    const through: IdentitySettings = { policies: [FULL_ACCESS], path: 'vpcEndpoint' }
    expect(simulate(world, { ...QUESTION, identity: through })).toMatchObject({ isAllowed: true, path: 'public' })
    expect(simulate(world, { ...QUESTION, identity: through, endpointPolicy: JSON.stringify({ Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }) })).toMatchObject({ isAllowed: false, path: 'vpcEndpoint', decidedBy: { source: 'endpoint' }, documents: [{ source: 'endpoint', isInForce: false }, { isInForce: true }] })
  })

  it('quotes the key’s statement, whatever an identity’s policy is called, and the key’s own where it lets the caller', () => {
    const run = guardedRun().act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Enabled', keyPolicy: null } })
    get(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/orders' })
    run.wait(ENCRYPTION_UPDATE_US / 1_000 + 1)
    const ofKey = (question: AccessQuestion) => simulate(run.world, question).considered.filter(({ source }) => source === 'key')
    expect(ofKey(QUESTION)).toMatchObject([{ policyName: 'default', effect: 'Allow', action: 'kms:GenerateDataKey', mismatch: null }])
    expect(ofKey({ ...QUESTION, operation: 'ListShards' })).toEqual([])
    const Statement = [
      { Sid: 'All', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' },
      { Sid: 'NoWriters', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:GenerateDataKey', Resource: '*' },
    ]
    run.act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Enabled', keyPolicy: JSON.stringify({ Version: '2012-10-17', Statement }) } })
    run.set('producer/producer-1', [{ ...FULL_ACCESS, policyName: 'default' }])
    const answer = simulate(run.world, QUESTION)
    expect(answer).toMatchObject({ isAllowed: false, exception: 'KMSAccessDeniedException', decidedBy: { source: 'key', policyName: 'alias/orders', statementIndex: 1, sid: 'NoWriters' } })
    expect(JSON.parse(answer.decidedBy?.quote ?? '')).toEqual(Statement[1])
    expect(answer.considered.filter(({ source, mismatch }) => source === 'key' && mismatch === null).map(({ sid }) => sid)).toEqual(['All', 'NoWriters'])
    expect(answer.considered.filter(({ source, action }) => source === 'identity' && action === 'kms:GenerateDataKey')).toMatchObject([{ policyName: 'default', mismatch: 'action', quote: expect.stringContaining('kinesis:*') as string }])
    expect(simulate(run.world, { ...QUESTION, operation: 'GetRecords' }).isAllowed).toBe(true)
  })

  it('without TLS is that nobody listens, and behind a shut key that KMS refuses', () => {
    const run = guardedRun().act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Enabled', keyPolicy: null } })
    expect(simulate(run.world, { ...QUESTION, identity: { policies: [], path: 'http' } })).toMatchObject({ isAllowed: false, decidedBy: null, exception: 'SdkClientException' })
    get(run.world, 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/orders' })
    run.wait(ENCRYPTION_UPDATE_US / 1_000 + 1)
    expect(simulate(run.world, QUESTION).isAllowed).toBe(true)
    run.act({ type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Disabled', keyPolicy: null } })
    expect(simulate(run.world, QUESTION)).toMatchObject({ isAllowed: false, decidedBy: null, exception: 'KMSDisabledException' })
    expect(simulate(run.world, { ...QUESTION, operation: 'DescribeStream' }).isAllowed).toBe(true)
  })

  it('of a consumer is asked of its ARN, of the account of everything', () => {
    const { world } = guardedRun()
    expect(simulate(world, { caller: 'you', operation: 'SubscribeToShard', streamName: 's', consumerName: 'c' }).request.resource).toBe(`${STREAM_ARN}/consumer/c`)
    expect(simulate(world, { caller: 'you', operation: 'ListStreams', streamName: null }).request).toMatchObject({ resource: '*', arn: 'arn:aws:iam::123456789012:user/you' })
  })
})
