/** What a call's input says, as it came from somebody. */

/** The stream that a call names, by its name or in any ARN; empty where it names none. */
export function streamNameOf(input: Readonly<Record<string, unknown>>): string {
  const named = textOf(input['StreamName'])
  if (named !== '') return named
  const arn = textOf(input['StreamARN']) || textOf(input['ConsumerARN']) || textOf(input['ResourceARN'])
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? ''
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
