/** Who sends a request, as far as CloudTrail names it. */
import type { CallOrigin } from '../../engine/door/callerName'
import type { Headers, Identity } from '../../wire/httpMessage'

const USER_AGENT_CHARACTERS_MAX = 512

/** Who connects is a program on this machine, unless `--host` says otherwise. */
export function originOf(headers: Headers, { requestId }: Identity): CallOrigin {
  return { userAgent: (headers['user-agent'] ?? '').slice(0, USER_AGENT_CHARACTERS_MAX), sourceIp: '127.0.0.1', requestId }
}
