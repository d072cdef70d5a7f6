/** What an application asks of the stream, counted. */

/** Running totals of what it asked of the stream and got. */
export interface ReadMeter {
  getRecordsCalls: number
  /** Refused for its rate. */
  callsRefused: number
  /** Answers without a record. */
  callsEmpty: number
  iteratorsExpired: number
  subscribeCalls: number
  /** Records of shards and their bytes that were handed over, again and again if read again. */
  recordsRead: number
  bytesRead: number
}

export function createReadMeter(): ReadMeter {
  return { getRecordsCalls: 0, callsRefused: 0, callsEmpty: 0, iteratorsExpired: 0, subscribeCalls: 0, recordsRead: 0, bytesRead: 0 }
}
