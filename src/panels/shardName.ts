/** The short form of a shard id, as it stands in pictures and sentences; accessible names carry the long one. */

const DIGITS_MIN = 3

/** `shardId-000000000002` -> `…002` */
export function shortShardId(shardId: string): string {
  const digits = shardId.replace(/^.*-0*/, '')
  return `…${digits.padStart(DIGITS_MIN, '0')}`
}

const SEQUENCE_DIGITS_SHOWN = 8

/** The last digits: the first ones are the same for every record of a stream's day. */
export function shortSequenceNumber(sequenceNumber: string): string {
  return sequenceNumber.length > SEQUENCE_DIGITS_SHOWN ? `…${sequenceNumber.slice(-SEQUENCE_DIGITS_SHOWN)}` : sequenceNumber
}
