/** One producer goes through a VPC endpoint, the other the public way. The endpoint's policy comes to allow only reads: it stops the first, whose own policy still allows everything, and not the second. */
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../../engine/iam/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { billing, documentOf, identity, ORDERS, stage } from './stage'

const READS_ONLY = documentOf({ Sid: 'ReadsOnly', Effect: 'Allow', Principal: '*', Action: ['kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'], Resource: '*' })

export const endpointPolicy: Scenario = {
  ...stage,
  id: 'endpoint-policy',
  openAtMs: 35_000,
  commands: [
    billing,
    at(0, { type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } }),
    identity(0, ORDERS, [FULL_ACCESS], { path: 'vpcEndpoint' }),
    at(30, { type: 'SetVpcEndpoint', endpoint: { policy: READS_ONLY } }),
    at(90, { type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } }),
  ],
}
