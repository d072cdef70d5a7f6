/** What a VPC endpoint may let through, to begin with. Pure. */
import { consumersToo } from '../access/templates'

export const ENDPOINT_TEMPLATES = ['everything', 'thisStream', 'noWrites'] as const

export function endpointPolicy(name: (typeof ENDPOINT_TEMPLATES)[number], streamArn: string): string {
  const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }
  switch (name) {
    case 'everything':
      return JSON.stringify({ Statement: [everything] }, null, 2)
    case 'thisStream':
      return JSON.stringify({ Statement: [{ Sid: 'OneStream', Effect: 'Allow', Principal: '*', Action: 'kinesis:*', Resource: consumersToo(streamArn) }] }, null, 2)
    case 'noWrites':
      return JSON.stringify({ Statement: [everything, { Sid: 'NoWrites', Effect: 'Deny', Principal: '*', Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: '*' }] }, null, 2)
  }
}
