/** Which statement of one policy has its say on a call, and which call somebody who looks at a policy wants to know of. Pure. */
import type { GuardsView, IdentityView, StreamGuardView } from '../../../engine/door/guardsView'
import type { AccessAnswer, AccessQuestion, ConsideredStatement } from '../../../engine/iam/accessAnswer'
import type { PolicySource } from '../../../engine/iam/policy'
import type { OperationName } from '../../../kinesis/api/types'

/** @returns undefined: the policy is not asked; null: none of its statements is about the call. A Deny is heard before any Allow. */
export function statementIn({ considered }: Pick<AccessAnswer, 'considered'>, source: Exclude<PolicySource, 'identity'>): ConsideredStatement | null | undefined {
  const own = considered.filter((each) => each.source === source)
  if (own.length === 0) return undefined
  const applying = own.filter(({ mismatch }) => mismatch === null)
  return applying.find(({ effect }) => effect === 'Deny') ?? applying[0] ?? null
}

const OF_CONSUMERS: readonly OperationName[] = ['SubscribeToShard', 'DescribeStreamConsumer']
/** For these Kinesis asks KMS. */
export const OF_KEYS: readonly OperationName[] = ['PutRecords', 'PutRecord', 'GetRecords', 'SubscribeToShard']

/** What was refused last; of who never was, what producers and applications do all the time. */
export function callOf({ caller, lastDenial }: Pick<IdentityView, 'caller' | 'lastDenial'>, among: readonly OperationName[] | null): OperationName {
  const last = lastDenial?.operation
  if (last !== undefined && (among === null || among.includes(last))) return last
  return caller.startsWith('application/') ? 'GetRecords' : 'PutRecords'
}

export function questionOn(identity: Pick<IdentityView, 'caller' | 'lastDenial'>, stream: StreamGuardView | undefined, among: readonly OperationName[] | null): AccessQuestion {
  const { caller } = identity
  const operation = callOf(identity, among)
  const consumer = OF_CONSUMERS.includes(operation) ? stream?.consumers.find(({ consumerName }) => caller === `application/${consumerName}`) : undefined
  return { caller, operation, streamName: stream?.streamName ?? null, ...(consumer === undefined ? {} : { consumerName: consumer.consumerName }) }
}

export function watchedIn({ streams }: GuardsView, streamName: string): StreamGuardView | undefined {
  return streams.find((each) => each.streamName === streamName) ?? streams[0]
}
