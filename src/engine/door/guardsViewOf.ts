/** What stands at the door, put together for whoever inspects it. */
import { US_PER_MS } from '../../base/units'
import { ACCOUNT_ID, AWS_MANAGED_KEY_ALIAS, REGION, VPC_ENDPOINT_ID, VPC_ENDPOINT_SERVICE, VPC_ID } from '../../kinesis/limits'
import { keyNow } from '../encryption'
import { decidedBy } from '../iam/decidedBy'
import { principalOf } from '../iam/principal'
import { FULL_ACCESS } from '../iam/settings'
import { dataKeysUntilUs } from '../kms/dataKeys'
import { KEY_POLICY_DEFAULT } from '../kms/keyPolicy'
import { findKey, goneUnswept, keyArn, type KmsKey } from '../kms/kms'
import { consumerArn, streamArn } from '../naming'
import { producerIdOf } from '../recordId'
import type { Stream, World } from '../state'
import { applicationCaller, producerCaller, YOU, type CallerName } from './callerName'
import type { Denial } from './guards'
import type { DenialView, EndpointView, GoneKeyView, GuardsView, IdentityView, KmsKeyView, ResourcePolicyView } from './guardsView'
import { streamGuardOf } from './streamGuardOf'

export function guardsViewOf(world: World): GuardsView {
  const { kms } = world.guards
  const identities = callersOf(world).map((caller) => identityView(world, caller))
  const streams = world.streams.filter(({ deletedAtUs }) => deletedAtUs === null)
  return {
    accountId: ACCOUNT_ID,
    region: REGION,
    identities,
    streams: streams.map((stream) => streamGuardOf(world, stream)),
    resourcePolicies: streams.flatMap((stream) => resourcePoliciesOf(world, stream)),
    endpoint: endpointView(world, identities),
    keys: Array.from(kms.keys.values(), ({ aliasName }) => findKey(kms, aliasName, world.nowUs) ?? []).flat().map((key) => keyView(streams, key)),
    goneKeys: goneKeysOf(world, streams),
    kmsFault: kms.fault,
    kmsRequests: kms.requests,
  }
}

/** Those that are there, and whoever else somebody has set or has called as. */
function callersOf({ producers, applications, guards }: World): CallerName[] {
  return [
    ...new Set<CallerName>([
      YOU,
      ...producers.filter(({ state }) => state !== 'STOPPED').map(({ producerIndex }) => producerCaller(producerIdOf(producerIndex))),
      ...applications.filter(({ state }) => state !== 'STOPPED').map(({ settings }) => applicationCaller(settings.name)),
      ...guards.identities.keys(),
      ...guards.tallies.keys(),
    ]),
  ]
}

function identityView(world: World, caller: CallerName): IdentityView {
  const { guards } = world
  const { arn, principalArn, accountId, path, sourceIp } = principalOf(guards, caller)
  const identity = guards.identities.get(caller)
  const tally = guards.tallies.get(caller)
  return {
    caller,
    arn,
    principalArn,
    accountId,
    path,
    askedPath: identity?.path ?? 'public',
    sourceIp,
    policies: identity?.policies.map(({ policyName, document }) => ({ policyName, document })) ?? [FULL_ACCESS],
    isDefault: identity === undefined,
    callsAllowed: tally?.allowed ?? 0,
    callsDenied: tally?.denied ?? 0,
    lastDenial: tally === undefined || tally.last === null ? null : denialView(tally.last),
  }
}

function denialView({ atUs, operation, exception, message, verdict }: Denial): DenialView {
  return { atMs: atUs / US_PER_MS, operation, exception: exception === 'SdkClientException' ? 'connection' : exception, message, decidedBy: verdict === null ? null : decidedBy(verdict) }
}

function resourcePoliciesOf(world: World, stream: Stream): ResourcePolicyView[] {
  const views: ResourcePolicyView[] = stream.resourcePolicy === null ? [] : [{ kind: 'stream', name: stream.streamName, arn: streamArn(stream.streamName), document: stream.resourcePolicy.document }]
  for (const consumer of stream.consumers) {
    if (consumer.resourcePolicy !== null) views.push({ kind: 'consumer', name: consumer.consumerName, arn: consumerArn(world, stream, consumer), document: consumer.resourcePolicy.document })
  }
  return views
}

function endpointView({ guards }: World, identities: readonly IdentityView[]): EndpointView | null {
  if (guards.endpoint === null) return null
  return {
    vpcEndpointId: VPC_ENDPOINT_ID,
    vpcId: VPC_ID,
    serviceName: VPC_ENDPOINT_SERVICE,
    dnsName: `${VPC_ENDPOINT_ID}-a1b2c3d4.kinesis.${REGION}.vpce.amazonaws.com`,
    privateDnsName: `kinesis.${REGION}.amazonaws.com`,
    policy: guards.endpoint.document,
    callers: identities.filter(({ path }) => path === 'vpcEndpoint').map(({ caller }) => caller),
  }
}

function keyView(streams: readonly Stream[], key: KmsKey): KmsKeyView {
  const { aliasName, keyId, keyState, deletionUs, policy } = key
  return {
    aliasName,
    keyId,
    arn: keyArn(keyId),
    keyManager: aliasName === AWS_MANAGED_KEY_ALIAS ? 'AWS' : 'CUSTOMER',
    keyState,
    keyPolicy: policy?.document ?? KEY_POLICY_DEFAULT,
    deletionMs: deletionUs === null ? null : deletionUs / US_PER_MS,
    ...usesOf(streams, keyId),
  }
}

/** The newest first. */
function goneKeysOf(world: World, streams: readonly Stream[]): GoneKeyView[] {
  const { kms } = world.guards
  return [...kms.gone, ...goneUnswept(kms, world.nowUs)].reverse().map(({ aliasName, keyId, goneUs }) => {
    const untilUs = dataKeysUntilUs(world, keyId)
    return { aliasName, keyId, arn: keyArn(keyId), goneMs: goneUs / US_PER_MS, dataKeysUntilMs: untilUs === null ? null : untilUs / US_PER_MS, ...usesOf(streams, keyId) }
  })
}

function usesOf(streams: readonly Stream[], keyId: string): Pick<KmsKeyView, 'streams' | 'recordsIn'> {
  const isUsedBy = (stream: Stream) => keyNow(stream) === keyId
  const hasRecords = ({ encryptionPeriods }: Stream) => encryptionPeriods.some(({ keyName }) => keyName === keyId)
  return {
    streams: streams.filter(isUsedBy).map(({ streamName }) => streamName),
    recordsIn: streams.filter((stream) => hasRecords(stream) && !isUsedBy(stream)).map(({ streamName }) => streamName),
  }
}
