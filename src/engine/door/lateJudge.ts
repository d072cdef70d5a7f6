/** The judge of policies and keys; whoever imports it has it installed. */
import { refused, type Refused } from '../../kinesis/exceptions'
import { REGION } from '../../kinesis/limits'
import { keyAt } from '../encryption'
import { authorize, deniedText } from '../iam/authorize'
import { principalOf } from '../iam/principal'
import { refuseKey } from '../kms/dataKeys'
import { readableUntil } from '../kms/readable'
import { epochSecondOf } from '../naming'
import type { World } from '../state'
import type { AskedCall } from './caller'
import { installJudge } from './judge'
import { resourceOf } from './resourceOf'
import { noteDenial } from './tallies'

export function installLateJudge(): void {
  installJudge({ refuseConnection, refuseAccess, refuseDataKey, readableUntil })
}

/** The caller's own SDK says so, and the service knows nothing of it. */
function refuseConnection(world: World, asked: AskedCall): Refused | null {
  if (world.guards.identities.get(asked.caller)?.path !== 'http') return null
  const refusal = refused('SdkClientException', `Unable to execute HTTP request: Connect to kinesis.${REGION}.amazonaws.com:80 failed: Connection refused`)
  noteDenial(world, asked, refusal, null)
  return refusal
}

function refuseAccess(world: World, asked: AskedCall): Refused | null {
  if (asked.isUnreadable === true) return null
  for (const { action, about } of needsOf(world, asked)) {
    const verdict = authorize(world, about, action)
    if (verdict.isAllowed) continue
    const refusal = refused('AccessDeniedException', deniedText(principalOf(world.guards, asked.caller), { action, resource: resourceOf(world, about) }, verdict))
    noteDenial(world, asked, refusal, verdict)
    return refusal
  }
  return null
}

interface Need {
  action: string
  about: AskedCall
}

/** API CreateStream, RegisterStreamConsumer: tags need a right of their own, the latter's for the consumer that is to be. */
function needsOf(world: World, asked: AskedCall): Need[] {
  const { operation, input } = asked
  const own = { action: `kinesis:${operation}`, about: asked }
  if (input?.Tags === undefined) return [own]
  if (operation === 'CreateStream') return [own, { action: 'kinesis:AddTagsToStream', about: asked }]
  return operation === 'RegisterStreamConsumer' ? [own, { action: 'kinesis:TagResource', about: { ...asked, stream: null, resource: consumerToBe(world, asked) } }] : [own]
}

function consumerToBe(world: World, asked: AskedCall): string {
  return `${resourceOf(world, asked)}/consumer/${String(asked.input?.ConsumerName)}:${epochSecondOf(world, world.nowUs)}`
}

/** Who puts into a stream that is encrypted needs a data key; of who reads it depends on the records. */
function refuseDataKey(world: World, { stream, operation, caller }: AskedCall): Refused | null {
  if (stream === null || (operation !== 'PutRecords' && operation !== 'PutRecord')) return null
  const keyName = keyAt(stream, world.nowUs)
  return keyName === null ? null : refuseKey(world, stream, { caller, operation, action: 'kms:GenerateDataKey', keyName })
}
