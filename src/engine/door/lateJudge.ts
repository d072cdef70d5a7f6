/** The judge of policies and keys; whoever imports it has it installed. */
import { refused, type Refused } from '../../kinesis/exceptions'
import { REGION } from '../../kinesis/limits'
import { keyAt } from '../encryption'
import { authorize, deniedText } from '../iam/authorize'
import { principalOf } from '../iam/principal'
import { refuseKey } from '../kms/dataKeys'
import { readableUntil } from '../kms/readable'
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
  for (const action of actionsOf(asked)) {
    const verdict = authorize(world, asked, action)
    if (verdict.isAllowed) continue
    const refusal = refused('AccessDeniedException', deniedText(principalOf(world.guards, asked.caller), { action, resource: resourceOf(world, asked) }, verdict))
    noteDenial(world, asked, refusal, verdict)
    return refusal
  }
  return null
}

/** API CreateStream, RegisterStreamConsumer: tags need a right of their own. */
function actionsOf({ operation, input }: AskedCall): string[] {
  const own = `kinesis:${operation}`
  if (input?.Tags === undefined || (operation !== 'CreateStream' && operation !== 'RegisterStreamConsumer')) return [own]
  return [own, operation === 'CreateStream' ? 'kinesis:AddTagsToStream' : 'kinesis:TagResource']
}

/** Who puts into a stream that is encrypted needs a data key; of who reads it depends on the records. */
function refuseDataKey(world: World, { stream, operation, caller }: AskedCall): Refused | null {
  if (stream === null || (operation !== 'PutRecords' && operation !== 'PutRecord')) return null
  const keyName = keyAt(stream, world.nowUs)
  return keyName === null ? null : refuseKey(world, stream, { caller, operation, action: 'kms:GenerateDataKey', keyName })
}
