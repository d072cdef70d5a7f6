import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { AccountCommand } from '../engine/commands'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../engine/iam/settings'
import { actSchema } from './scenarioSchema'

const GOOD: AccountCommand[] = [
  { type: 'SetIdentity', caller: 'you', identity: null },
  { type: 'SetIdentity', caller: 'producer/producer-2', identity: { policies: [FULL_ACCESS], path: 'vpcEndpoint' } },
  { type: 'SetIdentity', caller: 'application/counts', identity: { policies: [], path: 'http', accountId: '210987654321' } },
  { type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } },
  { type: 'SetVpcEndpoint', endpoint: null },
  { type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Disabled', keyPolicy: null } },
  { type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'PendingDeletion', keyPolicy: '{}', pendingWindowInDays: 7 } },
  { type: 'SetKmsKey', aliasName: 'alias/orders', key: null },
  { type: 'SetKmsFault', fault: 'KMSOptInRequired' },
  { type: 'SetKmsFault', fault: null },
]

const BAD: unknown[] = [
  { type: 'SetIdentity', caller: 'somebody', identity: null },
  { type: 'SetIdentity', caller: 'producer/', identity: null },
  { type: 'SetIdentity', caller: 'you' },
  { type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'tunnel' } },
  { type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public', accountId: 'mine' } },
  { type: 'SetIdentity', caller: 'you', identity: { policies: Array(11).fill(FULL_ACCESS), path: 'public' } },
  { type: 'SetIdentity', caller: 'you', identity: { policies: [{ policyName: 'P', document: {} }], path: 'public' } },
  { type: 'SetVpcEndpoint', endpoint: {} },
  { type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'Asleep', keyPolicy: null } },
  { type: 'SetKmsKey', aliasName: 'alias/orders', key: { keyState: 'PendingDeletion', keyPolicy: null, pendingWindowInDays: 6 } },
  { type: 'SetKmsFault', fault: 'KMSDisabledException' },
]

describe('acts on what stands at the door', () => {
  it.each(GOOD)('%j is one', (act) => {
    expect(v.safeParse(actSchema, act)).toMatchObject({ success: true, output: act })
  })

  it.each(BAD)('%j is none', (act) => {
    expect(v.safeParse(actSchema, act).success).toBe(false)
  })
})
