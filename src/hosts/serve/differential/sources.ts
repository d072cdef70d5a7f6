/** Where the evidence of the cases comes from, named once. */

/** Its tests run against AWS too; their texts were asserted there until 2021. */
export const kinesalite = (test: string) => `mhart/kinesalite c76689d, test/${test}.js, asserted on AWS until 2021`
/** Recorded on AWS on the day given. */
export const localstack = (test: string, day: string) => `localstack/localstack test_kinesis.snapshot.json, ${test}, recorded on AWS ${day}`
/** The constraint is the model's of 2026-11, the words are those that AWS gives to every such failure. */
export const MODEL = 'botocore 1.43.107 kinesis model, in the words recorded by mhart/kinesalite on AWS until 2021'
export const api = (operation: string) => `Amazon Kinesis Data Streams API Reference, ${operation}, 2026-11`
export const QUOTAS = 'Amazon Kinesis Data Streams developer guide, Quotas and limits, 2026-11'
export const CLOSED_SHARD = 'mhart/kinesalite#109, seen on AWS 2021'
export const CONSUMERS_LEFT = 'hashicorp/terraform-provider-aws#8420 (2019), cloud-custodian/cloud-custodian#7260 (2022), aws/aws-cli#3580 (2018), seen on AWS'
export const CROWDED = 'hashicorp/terraform-provider-aws#1339, seen on AWS 2017-08'
export const SCALING_PR = 'mhart/kinesalite pull requests 48 and 103, texts of AWS 2017'
/** The text of ours, but from CloudFormation's own handler. */
export const SHARD_COUNT_TEXT = 'aws/aws-cdk#18247, a stack of 2022-01 that failed'
/** What both emulators do, measured here against the evidence. */
export const MEASURED = 'both emulators measured, 2026-11-22'
