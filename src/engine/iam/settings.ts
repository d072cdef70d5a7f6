/** A caller's identity and the VPC endpoint, as they are asked for; documents are JSON texts, as IAM takes them. */

export interface PolicySettings {
  policyName: string
  document: string
}

/** Which way a caller's requests take. `http`: without TLS, where nobody listens. */
export type CallPath = 'public' | 'vpcEndpoint' | 'http'

export interface IdentitySettings {
  policies: PolicySettings[]
  path: CallPath
  /** Twelve digits; absent: the account of the streams. */
  accountId?: string
}

export interface VpcEndpointSettings {
  /** AWS's own default lets everybody do everything. */
  policy: string
}

/** What everybody begins with: AWS's managed policy of that name. */
export const FULL_ACCESS: PolicySettings = {
  policyName: 'AmazonKinesisFullAccess',
  document: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "kinesis:*",
            "Resource": "*"
        }
    ]
}`,
}

/** What a VPC endpoint has where nobody gives it another. */
export const ENDPOINT_POLICY_DEFAULT = `{
    "Statement": [
        {
            "Action": "*",
            "Effect": "Allow",
            "Principal": "*",
            "Resource": "*"
        }
    ]
}`
