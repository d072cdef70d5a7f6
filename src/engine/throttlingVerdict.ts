/** Why a shard refuses, in one word, from a few numbers: the rules behind the diagnosis. Pure. */

export type Verdict =
  /** It refuses nothing, or no longer. */
  | 'none'
  /** What is asked fits on average; a few seconds ask for too much, and backing off is enough. */
  | 'burst'
  /** What is new fits; refused is what an overload before has left, and is sent again. */
  | 'backlog'
  /** One key asks for what a whole shard may take: no split can help it. */
  | 'hotKey'
  /** All shards of the stream together may take less than is asked. */
  | 'tooMuchTraffic'
  /** Other shards have room: a split, or more shards, would help. */
  | 'hotShard'
  /** It has room: an experiment of fault injection refuses what belongs there. */
  | 'experiment'

/** Uses are shares of the shard's limit that are asked for, retries left out. */
export interface Findings {
  /** Records refused in the last minute, and in its last `LATELY_SECONDS`. */
  refusedInMinute: number
  refusedLately: number
  /** Means of the minute, of its last `LATELY_SECONDS` and `NOW_SECONDS`. */
  useInMinute: number
  useLately: number
  useNow: number
  /** The worst `LATELY_SECONDS` in a row within the minute, and its worst second. */
  useWorst: number
  useOfPeak: number
  /** The heaviest key: how much of the limit it asks for by itself, and its percentage of the refusals. */
  topKey: { use: number; percentOfRefused: number } | null
  /** Share of what all open shards may take. */
  streamUse: number
  /** Whether an experiment is aimed at the shard now. */
  isAimedAt: boolean
}

/** As long as the backoff of several attempts: what asks for too much for longer than this does not end by waiting. */
export const LATELY_SECONDS = 10
/** A peak that is over is told from one that goes on. */
export const NOW_SECONDS = 3
/** Demand that varies from second to second about the limit has not ended because the last seconds were a little below. */
const STILL_USE_MIN = 0.9
/** A key of this weight leaves so little room that what remains after any split is hardly less. */
const HOT_KEY_USE_MIN = 0.8
/** … if it is also most of what is refused. */
const HOT_KEY_PERCENT_MIN = 50

export function verdictOf(found: Findings): Verdict {
  const { refusedInMinute, refusedLately, useInMinute, useLately, useNow, useWorst, useOfPeak, topKey, streamUse, isAimedAt } = found
  if (refusedInMinute === 0) return 'none'
  if (isAimedAt && refusedLately > 0 && useWorst <= 1) return 'experiment'
  const onlyPeaks = useWorst <= 1 && useOfPeak > 1
  // After a long overload there is silence; between two short peaks there is the next peak to come.
  if (refusedLately === 0) return onlyPeaks ? 'burst' : 'none'
  const isSustained = useNow > STILL_USE_MIN && (useLately > 1 || useInMinute > 1)
  if (!isSustained) return onlyPeaks ? 'burst' : 'backlog'
  if (topKey !== null && isHot(topKey)) return 'hotKey'
  return streamUse > 1 ? 'tooMuchTraffic' : 'hotShard'
}

function isHot({ use, percentOfRefused }: { use: number; percentOfRefused: number }): boolean {
  return use > 1 || (use >= HOT_KEY_USE_MIN && percentOfRefused >= HOT_KEY_PERCENT_MIN)
}
