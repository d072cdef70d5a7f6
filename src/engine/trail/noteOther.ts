/** Calls of other services that decide what Kinesis answers, by whoever sits at the page: management events of the same trail. */
import { ACCOUNT_ID } from '../../kinesis/limits'
import { YOU } from '../door/callerName'
import { principalOf } from '../iam/principal'
import type { World } from '../state'
import type { OtherOperation, OtherService } from './model'
import { keepEntry } from './trail'

interface OtherCall {
  service: OtherService
  operation: OtherOperation
  /** Its ARN. */
  resource: string
  request: object
  response?: object
}

export function noteOther(world: World, { service, operation, resource, request, response }: OtherCall): void {
  const { guards, nowUs } = world
  const { trail } = guards
  keepEntry(trail.management, {
    number: ++trail.entriesMade,
    atUs: nowUs,
    operation,
    service,
    caller: YOU,
    accountId: ACCOUNT_ID,
    path: 'public',
    sourceIp: principalOf({ ...guards, identities: new Map() }, YOU).sourceIp,
    resource,
    read: null,
    input: JSON.stringify(request),
    output: response === undefined ? null : JSON.stringify(response),
    exception: null,
    message: null,
    origin: null,
  })
}
