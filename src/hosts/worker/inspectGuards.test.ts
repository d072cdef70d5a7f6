import { describe, expect, it } from 'vitest'
import type { InspectSubject, Inspected } from '../../bridge/protocol'
import type { Command } from '../../engine/commands'
import { quietScenario } from '../../engine/testing/quietWorld'
import { recordingOf, type Timeline } from '../../engine/timeline'
import { createHost } from './host'

const DENY = '{"Version": "2012-10-17", "Statement": {"Sid": "NoPuts", "Effect": "Deny", "Action": "kinesis:Put*", "Resource": "*"}}'
const PRODUCER = 'producer/producer-1'

async function openHost(commands: Timeline['recording']['commands'] = []) {
  const host = createHost(() => Promise.reject(new Error('no files')))
  const scenario = { ...quietScenario({ shardCount: 1 }), producers: { count: 1, workload: { kind: 'synthetic', ratePerSecond: 20, recordBytes: 100, keys: { kind: 'uniform', keyCount: 10 } } as const } }
  const ask = async (request: Parameters<typeof host>[0]) => {
    const reply = await host(request)
    if (reply.type === 'Crashed') throw new Error(reply.message)
    return reply
  }
  const inspect = async (subject: InspectSubject) => (await ask({ type: 'Inspect', subject })) as Inspected & { type: 'Inspected' }
  await ask({ type: 'Open', recording: { ...recordingOf(scenario), commands }, atUs: 0, snapshot: null })
  return { ask, inspect, submit: (command: Command) => ask({ type: 'Submit', command }), goTo: (ms: number) => ask({ type: 'GoTo', atUs: 1_000 * ms, summary: true }) }
}

describe('guards in the page’s host', () => {
  it('come with the first command that sets one, and are seen as they are', async () => {
    const { inspect, submit, goTo } = await openHost()
    expect((await inspect({ kind: 'guards' })).guards?.identities.map(({ caller, isDefault }) => [caller, isDefault])).toEqual([['you', true], [PRODUCER, true]])
    await submit({ type: 'SetIdentity', caller: PRODUCER, identity: { policies: [{ policyName: 'NoPuts', document: DENY }], path: 'public' } })
    await goTo(3_000)
    const { guards } = await inspect({ kind: 'guards' })
    expect(guards?.identities[1]).toMatchObject({ caller: PRODUCER, isDefault: false, callsAllowed: 0, lastDenial: { operation: 'PutRecords', decidedBy: { sid: 'NoPuts' } } })
    expect(guards?.keys).toMatchObject([{ aliasName: 'alias/aws/kinesis', keyManager: 'AWS', keyState: 'Enabled' }])
  })

  it('are there at once in a recording that sets them', async () => {
    const command: Command = { type: 'SetIdentity', caller: PRODUCER, identity: { policies: [], path: 'public' } }
    const { inspect, goTo } = await openHost([{ atUs: 0, command }])
    await goTo(3_000)
    expect((await inspect({ kind: 'guards' })).guards?.identities[1]).toMatchObject({ callsAllowed: 0, policies: [] })
  })

  it('answer what would happen, and what is wrong with a document', async () => {
    const { inspect } = await openHost()
    const { access } = await inspect({ kind: 'access', question: { caller: PRODUCER, operation: 'PutRecords', streamName: 's', identity: { policies: [{ policyName: 'NoPuts', document: DENY }], path: 'public' } } })
    expect(access).toMatchObject({ isAllowed: false, decidedBy: { why: 'explicitDeny', sid: 'NoPuts' } })
    const { policyProblems } = await inspect({ kind: 'policy', policy: { kind: 'identity', policyName: 'P' }, document: '{"Statement": {}}' })
    expect(policyProblems.map(({ key }) => key)).toEqual(['policyMissing', 'policyMissing', 'policyMissing'])
  })
})
