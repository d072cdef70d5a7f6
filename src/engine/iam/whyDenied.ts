/** Whether it is its rights, or a key, that keep an application from a shard: judged anew, without asking as the application does. */
import type { OperationName } from '../../kinesis/api/types'
import type { Cause } from '../cause'
import type { Application } from '../consumers/application'
import type { AskedCall } from '../door/caller'
import { applicationCaller, type CallerName } from '../door/callerName'
import { keyAt } from '../encryption'
import { hasDataKey, judgeKey, type KeyUse } from '../kms/dataKeys'
import { findKey } from '../kms/kms'
import type { Shard, Stream, World } from '../state'
import { authorize } from './authorize'

/** @param arrivalUs of the record that it has to read next. */
export function whyDenied(world: World, application: Application, stream: Stream, shard: Shard, arrivalUs: number): Cause | null {
  const { guards } = world
  const caller = applicationCaller(application.settings.name)
  if (guards.identities.get(caller)?.path === 'http') return { kind: 'notEncrypted' }
  for (const asked of callsOf(application, stream, shard, caller)) {
    const verdict = authorize(world, asked)
    if (!verdict.isAllowed) return { kind: 'accessDenied', action: `kinesis:${asked.operation}`, policyName: verdict.policyName }
  }
  const keyName = keyAt(stream, arrivalUs)
  if (keyName === null) return null
  const use: KeyUse = { caller, operation: 'GetRecords', action: 'kms:Decrypt', keyName }
  const refusal = hasDataKey(world, stream, use) ? null : judgeKey(world, stream, use).refusal
  return refusal === null ? null : { kind: 'keyRefused', keyName: findKey(guards.kms, keyName, world.nowUs)?.aliasName ?? keyName, exception: refusal.refusal.exception }
}

/** A shard that it reads needs no listing, and a subscription that is open no right. */
export function callsOf({ settings, ...application }: Application, stream: Stream, { shardIndex }: Shard, caller: CallerName): AskedCall[] {
  const isFanOut = settings.kind !== 'firehose' && settings.retrieval === 'fanOut'
  const consumer = stream.consumers.find(({ consumerName }) => consumerName === settings.name)
  const isRead = application.progress.get(shardIndex)?.phase === 'reading'
  const beginning: OperationName[] = isRead ? [] : isFanOut ? ['ListShards'] : ['ListShards', 'GetShardIterator']
  const asked = [...beginning, ...(isFanOut ? [] : (['GetRecords'] as const))].map((operation): AskedCall => ({ caller, operation, stream }))
  if (isFanOut && consumer === undefined) asked.push({ caller, operation: 'RegisterStreamConsumer', stream })
  else if (isFanOut && consumer?.subscriptions.get(shardIndex)?.isOpen !== true) asked.push({ caller, operation: 'SubscribeToShard', stream, ...(consumer === undefined ? {} : { consumer }) })
  return asked
}
