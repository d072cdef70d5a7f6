/** Which explanation an exception has; those that this service never gives share one. */

const EXPLAINED = [
  'ResourceNotFoundException',
  'ResourceInUseException',
  'InvalidArgumentException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ExpiredIteratorException',
  'ExpiredNextTokenException',
  'ValidationException',
  'SerializationException',
  'AccessDeniedException',
  'InternalFailureException',
  'InternalFailure',
  'ServiceUnavailable',
  'ThrottlingException',
] as const

export function explanationOf(exception: string): (typeof EXPLAINED)[number] | 'other' {
  return EXPLAINED.find((name) => name === exception) ?? 'other'
}
