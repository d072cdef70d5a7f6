/** What can be set of a Lambda function and of its event source mapping, by the names of the API. */
import type { CommonSettings, Retrieval } from '../commonSettings'

export interface LambdaSettings extends CommonSettings {
  kind: 'lambda'
  retrieval: Retrieval
  batchSize: number
  maximumBatchingWindowInSeconds: number
  parallelizationFactor: number
  startingPosition: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP'
  /** With AT_TIMESTAMP alone: whole seconds since the run began, where AWS takes Unix time. */
  startingPositionTimestamp: number
  /** −1: until the record expires. */
  maximumRecordAgeInSeconds: number
  /** −1: without end. */
  maximumRetryAttempts: number
  bisectBatchOnFunctionError: boolean
  /** 0: off. */
  tumblingWindowInSeconds: number
  /** FunctionResponseTypes names ReportBatchItemFailures, and the function answers so. */
  reportBatchItemFailures: boolean
  onFailure: 'none' | 'sqs' | 's3'
  function: LambdaFunction
}

/** The function's own code. */
export interface LambdaFunction {
  /** Time that an invocation takes beside its records. */
  invokeMs: number
  /** An invocation that takes longer is cut off, and has failed. */
  timeoutSeconds: number
  /** Invocations of it that may run at once; null: it shares what no function of the account has reserved. */
  reservedConcurrentExecutions: number | null
  /** Records of this partition key make it fail, always; null: no such poison. */
  poisonKey: string | null
  /** Of 1,000 invocations, so many fail for another reason, when their work is done: their records are processed, and come again. */
  failsPerThousand: number
  /** A standard mapping hands aggregates over as they are: the code takes them apart. */
  deaggregates: boolean
}

/** Source: LAM (services-kinesis-parameters; Timeout, 3 s); StartingPosition is required there. */
export const LAMBDA_DEFAULTS: Omit<LambdaSettings, 'name'> = {
  kind: 'lambda',
  workUs: 200,
  deduplication: null,
  retrieval: 'polling',
  batchSize: 100,
  maximumBatchingWindowInSeconds: 0,
  parallelizationFactor: 1,
  startingPosition: 'TRIM_HORIZON',
  startingPositionTimestamp: 0,
  maximumRecordAgeInSeconds: -1,
  maximumRetryAttempts: -1,
  bisectBatchOnFunctionError: false,
  tumblingWindowInSeconds: 0,
  reportBatchItemFailures: false,
  onFailure: 'none',
  function: { invokeMs: 20, timeoutSeconds: 3, reservedConcurrentExecutions: null, poisonKey: null, failsPerThousand: 0, deaggregates: false },
}
