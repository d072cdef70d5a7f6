import { describe, expect, it } from 'vitest'
import { call } from '../call'
import { ENDPOINT_POLICY_DEFAULT } from '../iam/settings'
import { silentSink } from '../sink'
import type { World } from '../state'
import { submit } from '../submit'
import { get, outcomeOf, wait } from '../testing/caller'
import { NOWHERE } from '../testing/nowhere'
import type { CallerName } from './callerName'
import { ALLOW_ALL, DENY_ALL, guardedRun, policy, STREAM_ARN } from './testing/guardedRun'

describe('the calls of a person', () => {
  function guarded(...statements: object[]) {
    const run = guardedRun().set('you', [policy(...statements)])
    return run.world
  }

  function guardedWith(world: World, ...statements: object[]): World {
    submit(world, NOWHERE, { type: 'SetIdentity', caller: 'you', identity: { policies: [policy(...statements)], path: 'public' } }, silentSink)
    return world
  }

  it('are about the stream that they name, there or not', () => {
    const world = guarded({ Effect: 'Allow', Action: 'kinesis:Describe*', Resource: `${STREAM_ARN}*` })
    expect(outcomeOf(world, 'DescribeStream', { StreamName: 's' })).toBe('ok')
    expect(outcomeOf(world, 'DescribeStream', { StreamName: 'sx' })).toMatch(/^ResourceNotFoundException/)
    // Who has no right learns nothing of what is there.
    expect(outcomeOf(world, 'DescribeStream', { StreamName: 'other' })).toBe(
      'AccessDeniedException: User: arn:aws:iam::123456789012:user/you is not authorized to perform: kinesis:DescribeStream on resource: arn:aws:kinesis:us-east-1:123456789012:stream/other because no identity-based policy allows the kinesis:DescribeStream action',
    )
  })

  it('about the account need a policy for everything', () => {
    const world = guarded({ Effect: 'Allow', Action: 'kinesis:*', Resource: STREAM_ARN })
    expect(outcomeOf(world, 'ListStreams', {})).toBe('AccessDeniedException: User: arn:aws:iam::123456789012:user/you is not authorized to perform: kinesis:ListStreams because no identity-based policy allows the kinesis:ListStreams action')
    expect(outcomeOf(world, 'DescribeLimits', {})).toMatch(/^AccessDenied/)
    expect(outcomeOf(guarded({ Effect: 'Allow', Action: 'kinesis:ListStreams', Resource: '*' }), 'ListStreams', {})).toBe('ok')
  })

  it('that make a stream or a consumer with tags need a right for the tags', () => {
    const own = { Effect: 'Allow', Action: ['kinesis:CreateStream', 'kinesis:RegisterStreamConsumer'], Resource: '*' }
    const world = guarded(own)
    expect(outcomeOf(world, 'CreateStream', { StreamName: 't', ShardCount: 1 })).toBe('ok')
    expect(outcomeOf(world, 'CreateStream', { StreamName: 'u', ShardCount: 1, Tags: { a: 'b' } })).toMatch(/^AccessDenied.* kinesis:AddTagsToStream on/)
    expect(outcomeOf(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c', Tags: { a: 'b' } })).toMatch(/^AccessDenied.* kinesis:TagResource on/)
    expect(outcomeOf(guarded(own, { Effect: 'Allow', Action: 'kinesis:AddTags*', Resource: '*' }), 'CreateStream', { StreamName: 'u', ShardCount: 1, Tags: { a: 'b' } })).toBe('ok')
  })

  it('can be told apart by tags of the request and of the resource', () => {
    const world = guarded(
      { Effect: 'Allow', Action: 'kinesis:AddTagsToStream', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/team': 'red' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } } },
      { Effect: 'Allow', Action: 'kinesis:ListShards', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/Team': 'red' } } },
    )
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toMatch(/^AccessDenied/)
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { team: 'blue' } })).toMatch(/^AccessDenied/)
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { team: 'red', cost: '1' } })).toMatch(/^AccessDenied/)
    expect(outcomeOf(world, 'AddTagsToStream', { StreamName: 's', Tags: { team: 'red' } })).toBe('ok')
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toBe('ok')
  })

  it('of a consumer are about the consumer, its registration about the stream', () => {
    const world = guarded({ Effect: 'Allow', Action: '*', Resource: STREAM_ARN })
    const { ConsumerARN } = get(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c' }).Consumer
    expect(outcomeOf(world, 'DescribeStreamConsumer', { ConsumerARN })).toMatch(/^AccessDenied.*\/consumer\/c:\d+ because/)
    expect(outcomeOf(world, 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c' })).toMatch(/^ResourceInUse/)
  })

  it('of a registration are about the stream also where the consumer is there, its tags about the consumer that is to be', () => {
    const register = { Effect: 'Allow', Action: 'kinesis:RegisterStreamConsumer', Resource: STREAM_ARN }
    const world = guarded(register, { Effect: 'Allow', Action: 'kinesis:TagResource', Resource: `${STREAM_ARN}/consumer/c:*` })
    const tagged = (ConsumerName: string) => ({ StreamARN: STREAM_ARN, ConsumerName, Tags: { a: 'b' } })
    expect(outcomeOf(world, 'RegisterStreamConsumer', tagged('c'))).toBe('ok')
    expect(outcomeOf(world, 'RegisterStreamConsumer', tagged('c'))).toMatch(/^ResourceInUse/)
    expect(outcomeOf(world, 'RegisterStreamConsumer', tagged('d'))).toMatch(/^AccessDenied.*kinesis:TagResource on resource: arn:aws:kinesis:us-east-1:123456789012:stream\/s\/consumer\/d:\d+ because/)
    expect(outcomeOf(guarded({ ...register, Resource: `${STREAM_ARN}/consumer/*` }), 'RegisterStreamConsumer', { StreamARN: STREAM_ARN, ConsumerName: 'c' })).toMatch(/^AccessDenied.* on resource: [^ ]*:stream\/s because/)
  })

  it('that the policies of two resources decide are each told with their own words', () => {
    const run = guardedRun()
    const { world } = run
    expect(outcomeOf(world, 'CreateStream', { StreamName: 't', ShardCount: 1 })).toBe('ok')
    wait(world, 60_000_000)
    for (const name of ['s', 't']) {
      const ResourceARN = STREAM_ARN.replace(/s$/, name)
      const Statement = { Sid: `Shut${name}`, Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:user/you' }, Action: 'kinesis:ListShards', Resource: ResourceARN }
      expect(outcomeOf(world, 'PutResourcePolicy', { ResourceARN, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) })).toBe('ok')
    }
    for (const name of ['t', 's']) {
      expect(outcomeOf(world, 'ListShards', { StreamName: name })).toMatch(/^AccessDenied/)
      expect(run.identity('you').lastDenial?.decidedBy).toMatchObject({ source: 'resource', policyName: `stream/${name}`, sid: `Shut${name}` })
    }
  })

  it('go the public way while the endpoint that was chosen is not there, and through it again once it is', () => {
    const run = guardedRun().act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } }).set('you', [ALLOW_ALL], 'vpcEndpoint')
    expect(run.identity('you')).toMatchObject({ path: 'vpcEndpoint', askedPath: 'vpcEndpoint', sourceIp: expect.stringMatching(/^10\./) as string })
    run.act({ type: 'SetVpcEndpoint', endpoint: null })
    expect(run.identity('you')).toMatchObject({ path: 'public', askedPath: 'vpcEndpoint', sourceIp: expect.stringMatching(/^203\./) as string })
    expect(outcomeOf(run.world, 'ListShards', { StreamName: 's' })).toBe('ok')
    run.act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } })
    expect(run.view().endpoint?.callers).toEqual(['you'])
    run.set('you', null)
    expect(run.identity('you')).toMatchObject({ path: 'public', askedPath: 'public' })
  })

  it('of another account need the consent of both', () => {
    const run = guardedRun()
    const world = run.world
    const asStranger = (caller: CallerName) => {
      const answer = call(world, { operation: 'PutRecord', input: { StreamARN: STREAM_ARN, PartitionKey: 'a', Data: Uint8Array.of(1) }, as: caller }, silentSink)
      return answer.ok ? 'ok' : answer.refusal.message.replace(/.* because /, '')
    }
    const stranger: CallerName = 'producer/theirs'
    run.act({ type: 'SetIdentity', caller: stranger, identity: { policies: [ALLOW_ALL], path: 'public', accountId: '210987654321' } })
    expect(asStranger(stranger)).toBe('no resource-based policy allows the kinesis:PutRecord action')
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '210987654321' }, Action: 'kinesis:PutRecord', Resource: STREAM_ARN } })
    get(world, 'PutResourcePolicy', { ResourceARN: STREAM_ARN, Policy })
    expect(asStranger(stranger)).toBe('ok')
    expect(run.view().resourcePolicies).toEqual([{ kind: 'stream', name: 's', arn: STREAM_ARN, document: Policy }])
    // A stream of that name made later is another one.
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, 60_000_000)
    get(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })
    wait(world, 60_000_000)
    expect(asStranger(stranger)).toBe('no resource-based policy allows the kinesis:PutRecord action')
  })

  it('of another account mean a stream of their own where they give its name alone', () => {
    const run = guardedRun().act({ type: 'SetIdentity', caller: 'you', identity: { policies: [ALLOW_ALL], path: 'public', accountId: '210987654321' } })
    const { world } = run
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toBe('ResourceNotFoundException: Stream s under account 210987654321 not found.')
    expect(outcomeOf(world, 'DeleteStream', { StreamName: 's' })).toMatch(/^ResourceNotFound/)
    expect(outcomeOf(world, 'ListShards', { StreamARN: STREAM_ARN })).toMatch(/^AccessDenied.*no resource-based policy allows/)
    expect(outcomeOf(world, 'ListShards', { StreamName: 's', StreamARN: STREAM_ARN })).toMatch(/^AccessDenied.*no resource-based policy allows/)
    // Of what happens in that account nothing is in this one's trail.
    expect(world.guards.trail.management.entries.map(({ exception }) => exception).filter((exception) => exception === 'ResourceNotFoundException')).toEqual([])
    run.set('you', [policy({ Effect: 'Allow', Action: 'kinesis:Describe*', Resource: '*' })]).act({ type: 'SetIdentity', caller: 'you', identity: { policies: [DENY_ALL], path: 'public', accountId: '210987654321' } })
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toMatch(/^AccessDenied.*on resource: arn:aws:kinesis:us-east-1:210987654321:stream\/s with an explicit deny in an identity-based policy$/)
    expect(run.view().streams.map(({ streamName }) => streamName)).toEqual(['s'])
  })

  it.each([
    ['CreateStream', { StreamName: 'theirs', ShardCount: 1 }],
    ['ListStreams', {}],
    ['DescribeLimits', {}],
    ['DescribeAccountSettings', {}],
  ] as const)('of another account find no way to %s: what names no stream is asked of our account', (operation, input) => {
    const run = guardedRun().act({ type: 'SetIdentity', caller: 'you', identity: { policies: [ALLOW_ALL], path: 'public', accountId: '210987654321' } })
    expect(outcomeOf(run.world, operation, input)).toMatch(/^AccessDenied.*no resource-based policy allows/)
    expect(run.view().streams.map(({ streamName }) => streamName)).toEqual(['s'])
  })

  it('with a token are about the stream that the token is of', () => {
    const world = guarded({ Effect: 'Allow', Action: '*', Resource: STREAM_ARN })
    expect(outcomeOf(world, 'UpdateShardCount', { StreamName: 's', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' })).toBe('ok')
    wait(world, 60_000_000)
    const NextToken = get(world, 'ListShards', { StreamName: 's', MaxResults: 1 }).NextToken!
    expect(outcomeOf(world, 'ListShards', { NextToken })).toBe('ok')
    expect(outcomeOf(guardedWith(world, { Effect: 'Allow', Action: '*', Resource: `${STREAM_ARN}x` }), 'ListShards', { NextToken })).toMatch(/^AccessDenied.*stream\/s because/)
  })

  it('with an iterator or a token that is none are told so, also where they are allowed one stream only', () => {
    const world = guarded({ Effect: 'Allow', Action: '*', Resource: STREAM_ARN })
    expect(outcomeOf(world, 'GetRecords', { ShardIterator: 'nonsense' })).toBe('InvalidArgumentException: Invalid ShardIterator.')
    expect(outcomeOf(world, 'ListShards', { NextToken: 'nonsense' })).toBe('InvalidArgumentException: NextToken is invalid.')
    const ShardIterator = get(world, 'GetShardIterator', { StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' }).ShardIterator!
    expect(outcomeOf(guardedWith(world, { Effect: 'Deny', Action: 'kinesis:GetRecords', Resource: '*' }), 'GetRecords', { ShardIterator })).toMatch(/^AccessDenied/)
  })

  it('of a resource that shuts them out can still be made where its policy is not about them', () => {
    const world = guardedRun().world
    get(world, 'PutResourcePolicy', { ResourceARN: STREAM_ARN, Policy: JSON.stringify({ Statement: { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::123456789012:user/you' }, Action: 'kinesis:ListShards', Resource: STREAM_ARN } }) })
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toMatch(/with an explicit deny in a resource-based policy$/)
    get(world, 'DeleteResourcePolicy', { ResourceARN: STREAM_ARN })
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toBe('ok')
  })
})
