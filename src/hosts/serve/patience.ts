/** How long a client may take before its connection is ended, over either protocol. */

export const HEADERS_MS_MAX = 10_000
/** A body of 16 MiB at the pace of a slow network. */
export const REQUEST_MS_MAX = 120_000
