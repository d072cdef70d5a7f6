/** What stands at the door, as somebody who inspects it sees it. */
import type { SimMs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { PolicySource } from '../iam/policy'
import type { CallPath, PolicySettings } from '../iam/settings'
import type { KeyState, KmsFault } from '../kms/settings'
import type { StreamStatus } from '../state'
import type { CallerName } from './callerName'

export interface GuardsView {
  accountId: string
  region: string
  /** `you` first, then producers and applications that are there, in their order. */
  identities: IdentityView[]
  /** Those that are not deleted. */
  streams: StreamGuardView[]
  resourcePolicies: ResourcePolicyView[]
  /** Null: there is none. */
  endpoint: EndpointView | null
  /** The AWS managed key first. */
  keys: KmsKeyView[]
  /** The newest first. */
  goneKeys: GoneKeyView[]
  kmsFault: KmsFault | null
  /** Of Kinesis to KMS, since the run began. */
  kmsRequests: number
}

export interface IdentityView {
  caller: CallerName
  /** `arn:aws:iam::…:user/…` or `arn:aws:sts::…:assumed-role/…`. */
  arn: string
  /** As a policy's Principal names it: the user, or the role. */
  principalArn: string
  accountId: string
  /** The way that its requests take. */
  path: CallPath
  /** The way that somebody has chosen for it: another one where it is the VPC endpoint and there is none. */
  askedPath: CallPath
  /** What it calls from, as aws:SourceIp and the trail have it. */
  sourceIp: string
  policies: PolicySettings[]
  /** It has what everybody begins with, and nobody has set anything. */
  isDefault: boolean
  callsAllowed: number
  callsDenied: number
  lastDenial: DenialView | null
}

export interface DenialView {
  atMs: SimMs
  operation: OperationName
  /** `connection`: nobody listened, as without TLS. */
  exception: ExceptionName | 'connection'
  /** The service's own sentence. */
  message: string
  /** Null where no policy has decided: nobody listened, or KMS refused for the key's state. */
  decidedBy: DecidedBy | null
}

/** Who said no, or yes, and where it stands. */
export interface DecidedBy {
  why: 'allow' | 'explicitDeny' | 'implicitDeny'
  /** Of an implicit deny: the kind of policy in which no statement allows it; then the rest is null. `key`: the KMS key's own. */
  source: PolicySource
  policyName: string | null
  /** From 0, in `Statement`. */
  statementIndex: number | null
  sid: string | null
  /** The statement's own text in its document. */
  quote: string | null
}

export interface StreamGuardView {
  streamName: string
  arn: string
  streamStatus: StreamStatus
  /** As StartStreamEncryption was given it; null: new records are stored plain. */
  keyName: string | null
  /** Of the key that this meant when it took effect. */
  keyId: string | null
  /** Null also where that key is gone. */
  keyAlias: string | null
  /** Until when some caller uses that key without asking KMS; null: nobody does. */
  dataKeysUntilMs: SimMs | null
  /** That can still be read, and of them those that need a key. */
  recordsHeld: number
  recordsEncrypted: number
  consumers: { consumerName: string; arn: string }[]
}

export interface ResourcePolicyView {
  kind: 'stream' | 'consumer'
  name: string
  arn: string
  document: string
}

export interface EndpointView {
  vpcEndpointId: string
  vpcId: string
  serviceName: string
  /** Its own DNS name, and the service's that private DNS sends there. */
  dnsName: string
  privateDnsName: string
  policy: string
  callers: CallerName[]
}

export interface GoneKeyView {
  aliasName: string
  keyId: string
  arn: string
  goneMs: SimMs
  /** As of a stream. */
  dataKeysUntilMs: SimMs | null
  /** As of a key. */
  streams: string[]
  recordsIn: string[]
}

export interface KmsKeyView {
  /** `alias/aws/kinesis`, `alias/orders`. */
  aliasName: string
  keyId: string
  arn: string
  keyManager: 'AWS' | 'CUSTOMER'
  keyState: KeyState
  keyPolicy: string
  /** For PendingDeletion: when it will be gone. */
  deletionMs: SimMs | null
  /** Streams that encrypt with it now. */
  streams: string[]
  /** Streams with records that only it opens, and no longer encrypt with it. */
  recordsIn: string[]
}
