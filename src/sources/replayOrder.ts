/** The order in which rows become records: by their times, or evenly where a file tells none. */
import type { CollectedRows } from './collectRows'

/** Pace of a file that tells no times. */
export const UNTIMED_RECORDS_PER_SECOND = 100

export interface ReplayOrder {
  /** By record. */
  rowOfRecord: Uint32Array<ArrayBuffer>
  /** By record, since the first one; never falls. */
  offsetMs: Float64Array<ArrayBuffer>
  /** Rows that stood below a later one. */
  outOfOrder: number
}

/** @param bucketMs the time over which a weighted row's records are spread. */
export function orderRows({ rows, timed, bucketMs }: { rows: CollectedRows; timed: boolean; bucketMs: number }): ReplayOrder {
  const rowOfRecord = new Uint32Array(rows.records)
  const offsetMs = new Float64Array(rows.records)
  let record = 0
  let outOfOrder = 0
  let latestMs = Number.NEGATIVE_INFINITY
  // From here on small numbers: near 1970-based milliseconds a double cannot tell microseconds apart.
  const baseMs = timed ? (rows.atMs[0] ?? 0) : 0
  for (let row = 0; row < rows.count; row++) {
    const rowMs = timed ? (rows.atMs[row] ?? 0) - baseMs : (row * 1_000) / UNTIMED_RECORDS_PER_SECOND
    if (rowMs < latestMs) outOfOrder++
    else latestMs = rowMs
    const weight = rows.weight[row] ?? 0
    for (let nth = 0; nth < weight; nth++) {
      rowOfRecord[record] = row
      offsetMs[record] = rowMs + ((nth + 0.5) * bucketMs) / weight
      record++
    }
  }
  const sorted = outOfOrder === 0 && bucketMs === 0 ? { rowOfRecord, offsetMs } : sortByTime({ rowOfRecord, offsetMs })
  const firstMs = sorted.offsetMs[0] ?? 0
  for (let at = 0; at < sorted.offsetMs.length; at++) sorted.offsetMs[at] = (sorted.offsetMs[at] ?? 0) - firstMs
  return { ...sorted, outOfOrder }
}

/** Records of one instant keep the order of the file. */
function sortByTime({ rowOfRecord, offsetMs }: Pick<ReplayOrder, 'rowOfRecord' | 'offsetMs'>): Pick<ReplayOrder, 'rowOfRecord' | 'offsetMs'> {
  const order = Uint32Array.from(rowOfRecord.keys())
  order.sort((one, other) => (offsetMs[one] ?? 0) - (offsetMs[other] ?? 0) || one - other)
  const at = (record: number) => order[record] ?? 0
  return {
    rowOfRecord: rowOfRecord.map((_, record) => rowOfRecord[at(record)] ?? 0),
    offsetMs: offsetMs.map((_, record) => offsetMs[at(record)] ?? 0),
  }
}
