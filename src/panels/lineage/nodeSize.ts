/** How much room one shard takes in the lineage; the style sheet draws nodes exactly this large. */

export type CssPixels = number

export const NODE_WIDTH_PX: CssPixels = 104
export const COLUMN_GAP_PX: CssPixels = 24
export const ROW_GAP_PX: CssPixels = 10
export const FOLD_HEIGHT_PX: CssPixels = 28

const TITLE_HEIGHT_PX: CssPixels = 28
const CHIP_HEIGHT_PX: CssPixels = 18

/** A title line and one chip for each application. */
export function nodeHeightFor(applicationCount: number): CssPixels {
  return TITLE_HEIGHT_PX + applicationCount * CHIP_HEIGHT_PX
}
