/** What a key's policy says where nobody gives it another: the form of the AWS managed key's, as its console shows it. */
import { ACCOUNT_ID, REGION } from '../../kinesis/limits'

export const KEY_POLICY_DEFAULT = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Allow access through Amazon Kinesis for all principals in the account that are authorized to use Amazon Kinesis',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': `kinesis.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT_ID } },
      },
    ],
  },
  null,
  2,
)
