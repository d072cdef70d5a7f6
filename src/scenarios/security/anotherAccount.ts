/** A reader of another account has its own account's leave and is refused: the stream's policy must allow it too. It does after a minute, until that policy is deleted. */
import { FULL_ACCESS } from '../../engine/iam/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { BILLING, archive, billing, documentOf, identity, stage, StreamARN } from './stage'

const PARTNER = '210987654321'

const SHARED = documentOf({
  Sid: 'PartnerReads',
  Effect: 'Allow',
  Principal: { AWS: PARTNER },
  Action: ['kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:GetShardIterator', 'kinesis:GetRecords'],
  Resource: StreamARN,
})

export const anotherAccount: Scenario = {
  ...stage,
  id: 'another-account',
  openAtMs: 20_000,
  commands: [
    billing,
    archive,
    identity(0, BILLING, [FULL_ACCESS], { accountId: PARTNER }),
    at(60, { type: 'Call', operation: 'PutResourcePolicy', input: { ResourceARN: StreamARN, Policy: SHARED } }),
    at(110, { type: 'Call', operation: 'DeleteResourcePolicy', input: { ResourceARN: StreamARN } }),
  ],
}
