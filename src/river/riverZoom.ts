/** Zooming and panning as arithmetic on the view: the thing under the pointer stays under it. Pure. */
import { between } from './layout'
import type { Scale } from './layout'

export const AGE_SPAN_MIN_MS = 1_000
const HASH_TOP_LAST = 0xffff_ffff
/** A thousandth of the space is 1,000 shards' worth of one. */
const HASH_SPAN_MIN = 0x1_0000

export function zoomAge({ ageSpanMs }: Scale, { factor, ageSpanMsMax }: { factor: number; ageSpanMsMax: number }): Pick<Scale, 'ageSpanMs'> {
  return { ageSpanMs: between(ageSpanMs * factor, { min: AGE_SPAN_MIN_MS, max: Math.max(AGE_SPAN_MIN_MS, ageSpanMsMax) }) }
}

/** @param share where to hold still, 0 = top … 1 = bottom of what is in view. */
export function zoomHash({ hashTopFrom, hashTopTo }: Scale, { factor, share }: { factor: number; share: number }): Pick<Scale, 'hashTopFrom' | 'hashTopTo'> {
  const span = hashTopTo - hashTopFrom
  const nextSpan = Math.round(between(span * factor, { min: HASH_SPAN_MIN, max: HASH_TOP_LAST }))
  return movedTo(hashTopFrom + (span - nextSpan) * share, nextSpan)
}

/** @param shareDown how far the water is dragged down, as a share of the plot's height. */
export function panHash({ hashTopFrom, hashTopTo }: Scale, { shareDown }: { shareDown: number }): Pick<Scale, 'hashTopFrom' | 'hashTopTo'> {
  const span = hashTopTo - hashTopFrom
  return movedTo(hashTopFrom - span * shareDown, span)
}

export function centreHash({ hashTopFrom, hashTopTo }: Scale, hashTop: number): Pick<Scale, 'hashTopFrom' | 'hashTopTo'> {
  const span = hashTopTo - hashTopFrom
  return movedTo(hashTop - span / 2, span)
}

function movedTo(from: number, span: number): Pick<Scale, 'hashTopFrom' | 'hashTopTo'> {
  const hashTopFrom = Math.round(between(from, { min: 0, max: HASH_TOP_LAST - span }))
  return { hashTopFrom, hashTopTo: hashTopFrom + span }
}
