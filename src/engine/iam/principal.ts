/** Who a caller is to IAM: its ARNs, and where its requests come from. */
import { ACCOUNT_ID } from '../../kinesis/limits'
import { YOU, type CallerName } from '../door/callerName'
import type { Guards } from '../door/guards'
import type { CallPath } from './settings'

export interface Principal {
  caller: CallerName
  /** As AWS writes it in its sentences: of a role the session. */
  arn: string
  /** As a policy names it: the user, or the role. */
  principalArn: string
  accountId: string
  /** Roles have none. */
  userName: string | null
  /** Where there is no endpoint its name leads to the public one again, and the VPC here has a NAT gateway (ours). */
  path: CallPath
  sourceIp: string
}

export function principalOf({ identities, endpoint }: Guards, caller: CallerName): Principal {
  const identity = identities.get(caller)
  const accountId = identity?.accountId ?? ACCOUNT_ID
  const asked = identity?.path ?? 'public'
  const path = asked === 'vpcEndpoint' && endpoint === null ? 'public' : asked
  const sourceIp = sourceIpOf(caller, path)
  if (caller === YOU) {
    const arn = `arn:aws:iam::${accountId}:user/${YOU}`
    return { caller, arn, principalArn: arn, accountId, userName: YOU, path, sourceIp }
  }
  const name = caller.slice(caller.indexOf('/') + 1)
  return { caller, arn: `arn:aws:sts::${accountId}:assumed-role/${name}-role/${name}`, principalArn: `arn:aws:iam::${accountId}:role/${name}-role`, accountId, userName: null, path, sourceIp }
}

const HOSTS = 250

/** From blocks that RFC 5737 and RFC 1918 keep for this; two callers may share one, as behind a NAT gateway. */
function sourceIpOf(caller: CallerName, path: CallPath): string {
  let host = 0
  for (let at = 0; at < caller.length; at++) host = (host * 31 + caller.charCodeAt(at)) % HOSTS
  return `${path === 'vpcEndpoint' ? '10.0.1' : caller === YOU ? '203.0.113' : '198.51.100'}.${host + 4}`
}

