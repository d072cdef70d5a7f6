/** What On-demand Advantage bills at least: 25 MiB/s in and as much out, over all on-demand streams of the account. */
import { BILLED_GB_BYTES } from '../../kinesis/billing'
import { COMMITMENT_BYTES_PER_SECOND } from '../../kinesis/limits'

/** @returns GB that are billed although nobody used them. */
export function shortfall(gigabytes: number, seconds: number): number {
  return Math.max(0, (seconds * COMMITMENT_BYTES_PER_SECOND) / BILLED_GB_BYTES - gigabytes)
}
