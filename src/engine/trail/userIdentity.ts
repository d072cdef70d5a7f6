/** CloudTrail's userIdentity: an IAM user, or a session of a role with who issued it. */
import { md5OfText } from '../../kinesis/md5'
import type { CallerName } from '../door/callerName'
import { principalOf } from '../iam/principal'
import { epochMsOf } from '../naming'
import type { World } from '../state'
import { isoText } from '../utcText'

const ID_CHARACTERS = 17
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function userIdentityOf(world: World, { caller, accountId, service }: { caller: CallerName; accountId: string; service: string | null }): Readonly<Record<string, unknown>> {
  const { arn, principalArn, userName } = principalIn(world, caller, accountId)
  if (userName !== null) return { type: 'IAMUser', principalId: idOf('AIDA', principalArn), arn, accountId, accessKeyId: idOf('AKIA', arn), userName }
  const session = arn.slice(arn.lastIndexOf('/') + 1)
  const roleId = idOf('AROA', principalArn)
  return {
    type: 'AssumedRole',
    principalId: `${roleId}:${session}`,
    arn,
    accountId,
    accessKeyId: idOf('ASIA', arn),
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: roleId, arn: principalArn, accountId, userName: principalArn.slice(principalArn.lastIndexOf('/') + 1) },
      attributes: { creationDate: `${isoText(epochMsOf(world, 0)).slice(0, 19)}Z`, mfaAuthenticated: 'false' },
    },
    ...(service === null ? {} : { invokedBy: service }),
  }
}

/** As it was then: a caller may be of another account since. */
function principalIn({ guards }: World, caller: CallerName, accountId: string): ReturnType<typeof principalOf> {
  const now = principalOf(guards, caller)
  const then = (text: string) => text.replace(`::${now.accountId}:`, `::${accountId}:`)
  return { ...now, arn: then(now.arn), principalArn: then(now.principalArn) }
}

/** In the form of IAM's unique identifiers. */
function idOf(prefix: string, arn: string): string {
  const words = new Uint32Array(8)
  md5OfText(arn, words, 0)
  md5OfText(`${prefix} ${arn}`, words, 4)
  let id = prefix
  for (let at = 0; at < ID_CHARACTERS; at++) id += ALPHABET[(words[at & 7] >>> ((at >> 3) * 5)) & 31]
  return id
}
